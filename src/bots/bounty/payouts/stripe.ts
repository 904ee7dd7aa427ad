import { createHash } from 'node:crypto'
import { z } from 'zod'
import { messageOf, seconds } from '#platform/bot.ts'
import type { Found } from '../payments.ts'
import { parsed, readSome } from './answer.ts'
import type { Lookup, PayoutOutcome, PayoutPort, PayoutRequest } from './port.ts'

export interface StripeOptions {
  readonly secretKey: string
  readonly url: string
  /** Milliseconds for one request; 10 s when left out. */
  readonly timeout?: number
}

/** Answers keep this form whatever Stripe releases. */
const VERSION = '2024-06-20'
/** More than one transfer for a key means that something is wrong; more than a few need not be read. */
const MOST_LISTED = 10
/** "Not now" rather than "no". 424: something behind Stripe failed. */
const LATER = [408, 424, 425, 429]

const transferSchema = z.object({
  object: z.literal('transfer'),
  id: z.string().regex(/^tr_\w{1,196}$/),
  amount: z.number().int(),
  currency: z.string(),
  destination: z.string(),
  reversed: z.boolean(),
  amount_reversed: z.number().int(),
  metadata: z.record(z.string(), z.string()),
})
type Transfer = z.infer<typeof transferSchema>

const listSchema = z.object({ object: z.literal('list'), data: z.array(transferSchema), has_more: z.boolean() })
const errorSchema = z.object({ error: z.object({ type: z.string(), code: z.string().optional() }) })
const orderSchema = z.object({ user_id: z.number(), assignment_id: z.number(), amount_cents: z.number() })

/**
 * Stripe Connect: a payment is one transfer from the platform's balance to the payee's account. The payment's key is
 * Stripe's idempotency key, the transfer's group and part of its metadata: the first keeps two tries one transfer for a
 * day, the others find it for ever.
 */
export function stripePayouts({ secretKey, url, timeout = seconds(10) }: StripeOptions): PayoutPort {
  async function ask(path: string, init: RequestInit, signal?: AbortSignal) {
    const limits = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]
    const response = await fetch(new URL(path, url), {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any(limits),
      headers: { ...init.headers, Authorization: `Bearer ${secretKey}`, 'Stripe-Version': VERSION },
    })
    return { status: response.status, text: await readSome(response) }
  }

  return {
    isConfigured: true,
    wantsAccount: true,
    receiver: createHash('sha256').update(`stripe ${secretKey}`).digest('hex').slice(0, 16),
    async pay(request, signal) {
      if (request.destination === undefined) return unknown('no account to pay to')
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': request.key }
      try {
        const answer = await ask('/v1/transfers', { method: 'POST', headers, body: formOf(request) }, signal)
        return outcomeOf(answer.status, answer.text, request)
      } catch (error) {
        return unknown(messageOf(error))
      }
    },
    async find(lookup, signal) {
      const query = new URLSearchParams({ transfer_group: lookup.key, limit: String(MOST_LISTED) })
      try {
        const answer = await ask(`/v1/transfers?${query}`, { method: 'GET' }, signal)
        return foundIn(answer.status, answer.text, lookup)
      } catch (error) {
        return { kind: 'silent', why: messageOf(error).slice(0, 300) }
      }
    },
  }
}

/** The same bytes for every try: Stripe refuses a key that comes back with others. */
export function formOf({ key, body, currency, destination = '' }: PayoutRequest): string {
  const { user_id, assignment_id, amount_cents } = orderSchema.parse(JSON.parse(body))
  return new URLSearchParams({
    amount: String(amount_cents),
    currency: currency.toLowerCase(),
    destination,
    transfer_group: key,
    'metadata[idempotency_key]': key,
    'metadata[user_id]': String(user_id),
    'metadata[assignment_id]': String(assignment_id),
  }).toString()
}

/** Paid is a transfer of this amount to this account under this key. A "no" counts only in Stripe's own words. */
export function outcomeOf(status: number, text: string | undefined, request: PayoutRequest): PayoutOutcome {
  const error = errorSchema.safeParse(text === undefined ? undefined : parsed(text)).data?.error
  const why = error ? `status ${status}, ${error.code ?? error.type}` : `status ${status}`
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) return { kind: 'shut', why }
  // An address that leads to nobody; Stripe's own 404 speaks of an account that it does not know.
  if ((status === 404 || status === 405) && !error) return { kind: 'shut', why }
  if (status >= 400) return error ? refusalOf(status, error, why) : unknown(why)
  const transfer = transferSchema.safeParse(text === undefined ? undefined : parsed(text))
  if (status !== 200 || !transfer.success) return unknown(`${why}, no transfer in the answer`)
  const fault = faultIn(transfer.data, request)
  return fault ? { kind: 'contradiction', why: fault } : { kind: 'paid', payoutId: transfer.data.id }
}

function refusalOf(status: number, { type, code }: { type: string; code?: string | undefined }, why: string) {
  // The first try with this key is still under way at Stripe.
  if (code === 'idempotency_key_in_use' || code === 'lock_timeout') return unknown(why)
  if (type === 'idempotency_error') return { kind: 'contradiction', why } as const
  if (status === 409 || status >= 500 || LATER.includes(status)) return unknown(why)
  if (code === 'balance_insufficient') return { kind: 'refused', why, isEmpty: true } as const
  return { kind: 'refused', why } as const
}

function faultIn({ amount, currency, destination, metadata }: Transfer, request: PayoutRequest): string | undefined {
  const wanted = orderSchema.parse(JSON.parse(request.body)).amount_cents
  if (amount !== wanted) return `another amount: ${amount}`
  if (currency !== request.currency.toLowerCase()) return `another currency: ${currency.slice(0, 10)}`
  if (destination !== request.destination) return 'another account'
  return metadata.idempotency_key === request.key ? undefined : 'another idempotency key'
}

/** What Stripe knows of a key, whatever its age. Only an empty list, whole and in Stripe's form, says "not there". */
export function foundIn(status: number, text: string | undefined, { key, cents }: Omit<Lookup, 'at'>): Found {
  const silent = (why: string): Found => ({ kind: 'silent', why })
  if (status !== 200) return silent(`status ${status}`)
  const list = listSchema.safeParse(text === undefined ? undefined : parsed(text))
  if (!list.success) return silent('no list of transfers in the answer')
  const { data, has_more } = list.data
  if (has_more || data.length > 1) return silent('several transfers under one key')
  const [transfer] = data
  if (!transfer) return { kind: 'absent' }
  if (transfer.metadata.idempotency_key !== key) return silent('another idempotency key')
  if (transfer.amount !== cents) return silent(`another amount: ${transfer.amount}`)
  if (transfer.reversed || transfer.amount_reversed > 0) return silent('it was paid, and returned at Stripe')
  return { kind: 'paid', payoutId: transfer.id }
}

const unknown = (why: string): PayoutOutcome => ({ kind: 'unknown', why: why.slice(0, 300) })
