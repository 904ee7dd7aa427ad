import { createHash } from 'node:crypto'
import type { Invoice } from '@grammyjs/types'
import { badRequest } from '../errors.ts'
import { Fields, isObject } from '../fields.ts'
import { userId } from '../users.ts'
import type { CallContext, Method } from './context.ts'
import { required, sending } from './say.ts'

/** Invoices as a bot sends them. Nobody pays here, so there is nothing to answer, to refund or to own. */

const sendInvoice = sending((ctx) => {
  const invoice = readInvoice(ctx)
  return () => ({ content: { invoice } })
})

/** A link to the same; its name follows from what is asked for. */
const createInvoiceLink: Method = (ctx) => {
  const invoice = readInvoice(ctx)
  const told = JSON.stringify([ctx.bot.id, invoice, ctx.params.text('payload')])
  return `https://t.me/$${createHash('sha256').update(told).digest('base64url').slice(0, 22)}`
}

const STARS = 'XTR'

function readInvoice(ctx: CallContext): Invoice {
  const { params } = ctx
  const [title, description] = [required(ctx, 'title'), required(ctx, 'description')]
  const payload = required(ctx, 'payload')
  const provider = params.text('provider_token')
  const currency = required(ctx, 'currency')
  const total_amount = readPrices(ctx)
  if (currency !== STARS && !/^\d+:(?:TEST|LIVE):.+$/.test(provider)) throw badRequest('PAYMENT_PROVIDER_INVALID')
  if (!/^[A-Z]{3}$/.test(currency)) throw badRequest('CURRENCY_INVALID')
  if (total_amount <= 0) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID')
  if (title.length > 32) throw badRequest('INVOICE_TITLE_INVALID')
  if (description.length > 255) throw badRequest('INVOICE_DESCRIPTION_INVALID')
  if (Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID')
  return { title, description, start_parameter: params.text('start_parameter'), currency, total_amount }
}

/** The sum of what the invoice lists. */
function readPrices({ params }: CallContext): number {
  const given = params.json('prices', "can't parse prices JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of labeled prices')
  if (given.length === 0) throw badRequest('there must be at least one price')
  const refuse = (why: string) => badRequest(`can't parse labeled price: ${why}`)
  return given.reduce((sum: number, one: unknown) => {
    if (!isObject(one)) throw refuse('LabeledPrice must be an Object')
    const fields = new Fields(one, refuse)
    if (fields.requiredText('label') === '') throw refuse('Portion label must be non-empty')
    return sum + fields.requiredInteger('amount')
  }, 0)
}

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid'

const answer: Method = (ctx) => {
  if (!ctx.params.flag('ok')) required(ctx, 'error_message')
  throw badRequest(TOO_OLD)
}

const refundStarPayment: Method = (ctx) => {
  userId(ctx)
  required(ctx, 'telegram_payment_charge_id')
  throw badRequest('CHARGE_NOT_FOUND')
}

const getMyStarBalance: Method = () => ({ amount: 0 })
const getStarTransactions: Method = () => ({ transactions: [] })

export const paymentMethods = {
  sendInvoice,
  createInvoiceLink,
  answerShippingQuery: answer,
  answerPreCheckoutQuery: answer,
  refundStarPayment,
  getMyStarBalance,
  getStarTransactions,
}
