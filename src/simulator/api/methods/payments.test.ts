import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems, upload } from '../../kit.ts'
import { mp4 } from '../../samples.ts'
import { createSimulator, type SimPerson, type Simulator } from '../../simulator.ts'

let sim: Simulator
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
let send: ReturnType<typeof upload>
beforeAll(async () => {
  sim = await createSimulator()
  const bot = sim.bot({ username: 'till_bot', name: 'Till' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
  send = upload(sim, bot)
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const prices = [
  { label: 'Fish', amount: 1000 },
  { label: 'Tax', amount: 200 },
]
const bill = { title: 'Fish', description: 'A fresh one', payload: 'fish-1', currency: 'XTR', prices }
const abroad = { ...bill, currency: 'EUR', provider_token: '1:TEST:abc', start_parameter: 'fish' }

test('an invoice adds up what is asked for, in Stars or in money', async () => {
  const { result } = await call('sendInvoice', { chat_id: ann.id, ...bill, protect_content: true })
  expect(result).toMatchObject({
    invoice: { title: 'Fish', description: 'A fresh one', start_parameter: '', currency: 'XTR', total_amount: 1200 },
    has_protected_content: true,
  })
  expect((await call('sendInvoice', { chat_id: ann.id, ...abroad })).result.invoice).toMatchObject({
    currency: 'EUR',
    start_parameter: 'fish',
  })
})

test('the same invoice has the same link', async () => {
  const link = (await call('createInvoiceLink', bill)).result
  expect(link).toMatch(/^https:\/\/t\.me\/\$[\w-]{22}$/)
  expect((await call('createInvoiceLink', bill)).result).toBe(link)
  expect((await call('createInvoiceLink', { ...bill, payload: 'fish-2' })).result).not.toBe(link)
})

test.each<[object, string]>([
  [{ title: '' }, 'parameter "title" is required'],
  [{ payload: '' }, 'parameter "payload" is required'],
  [{ prices: '{' }, "can't parse prices JSON object"],
  [{ prices: {} }, 'expected an Array of labeled prices'],
  [{ prices: [{ label: 'Fish' }] }, 'can\'t parse labeled price: Can\'t find field "amount"'],
  [{ prices: [{ label: 'Gift', amount: 0 }] }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
  [{ currency: 'EUR' }, 'PAYMENT_PROVIDER_INVALID'],
])('an invoice with %j is refused', async (more, why) => {
  expect(await call('createInvoiceLink', { ...bill, ...more })).toMatchObject({
    error_code: 400,
    description: `Bad Request: ${why}`,
  })
})

test('nobody pays here: there is nothing to answer and nothing in the purse', async () => {
  const old = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
  expect(await call('answerPreCheckoutQuery', { pre_checkout_query_id: '1', ok: true })).toMatchObject({
    description: old,
  })
  expect(await call('answerShippingQuery', { shipping_query_id: '1', ok: false })).toMatchObject({
    description: 'Bad Request: parameter "error_message" is required',
  })
  const charge = { user_id: ann.id, telegram_payment_charge_id: '1' }
  expect(await call('refundStarPayment', charge)).toMatchObject({ description: 'Bad Request: CHARGE_NOT_FOUND' })
  expect(await call('getBusinessConnection', { business_connection_id: '1' })).toMatchObject({
    description: 'Bad Request: business connection not found',
  })
  expect((await call('getMyStarBalance')).result).toEqual({ amount: 0 })
  expect((await call('getStarTransactions')).result).toEqual({ transactions: [] })
})

const media = [
  { type: 'photo', media: 'attach://a' },
  { type: 'video', media: 'attach://b', duration: 4 },
]
const files = (): Record<string, [Buffer, string]> => ({
  a: [png(64, 48), 'a.png'],
  b: [mp4({ seconds: 3, width: 64, height: 48 }), 'b.mp4'],
})
const sell = (more: object = {}) =>
  send('sendPaidMedia', { chat_id: ann.id, star_count: 5, media: JSON.stringify(media), ...more }, files())

test('pictures and videos are sold for Stars', async () => {
  const { result } = await sell({ caption: '<b>new</b>', parse_mode: 'HTML' })
  expect(result).toMatchObject({
    paid_media: {
      star_count: 5,
      paid_media: [
        { type: 'photo', photo: [{ width: 64, file_id: expect.any(String) }] },
        { type: 'video', video: { duration: 4, file_id: expect.any(String) } },
      ],
    },
    caption: 'new',
    caption_entities: [{ type: 'bold' }],
  })
  const message = { chat_id: ann.id, message_id: result.message_id }
  expect((await call('editMessageCaption', { ...message, caption: 'newer' })).result).toMatchObject({
    paid_media: { star_count: 5 },
    caption: 'newer',
  })
  const [first] = result.paid_media.paid_media
  expect((await call('getFile', { file_id: first.photo[0].file_id })).ok).toBe(true)
})

test.each<[object, string]>([
  [{ star_count: 0 }, 'STARS_AMOUNT_INVALID'],
  [{ star_count: 25_001 }, 'STARS_AMOUNT_INVALID'],
  [{ media: '[]' }, 'there must be at least one paid media'],
  [
    { media: '[{"type":"audio","media":"attach://a"}]' },
    "can't parse InputPaidMedia: invalid InputPaidMedia type specified",
  ],
])('paid media with %j are refused', async (more, why) => {
  expect(await sell(more)).toMatchObject({ error_code: 400, description: `Bad Request: ${why}` })
})

test('what costs is forwarded, never copied', async () => {
  for (const { result } of [await sell(), await call('sendInvoice', { chat_id: ann.id, ...bill })]) {
    const params = { chat_id: ann.id, from_chat_id: ann.id, message_id: result.message_id }
    expect((await call('forwardMessage', params)).result).toHaveProperty(result.invoice ? 'invoice' : 'paid_media')
    expect(await call('copyMessage', params)).toMatchObject({ description: "Bad Request: message can't be copied" })
  }
})
