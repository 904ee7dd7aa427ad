import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, schemaProblems } from '../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: ReturnType<typeof caller>
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'app_bot', name: 'App' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
const post = async (path: string, body: object): Promise<any> => {
  const headers = { 'content-type': 'application/json' }
  const url = `${sim.url}/sim/people/${ann.id}${path}`
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}
const open = (which: object) => post(`/chats/${bot.id}/app`, which)
const invoke = (method: string, params: object = {}) => post('/app-method', { bot: bot.id, method, params })

test('a Mini App is opened by its place, by its label or from the menu; one of the keyboard knows nobody', async () => {
  const web_app = { url: 'http://127.0.0.1:9/app' }
  const inline_keyboard = [[{ text: 'A', callback_data: 'a' }], [{ text: 'App', web_app }]]
  const { result } = await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { inline_keyboard } })
  const { message_id } = result
  expect(await open({ message_id, row: 1, column: 0 })).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\/app#tgWebAppData=query_id/),
    bot: bot.id,
    from_keyboard: false,
  })
  expect(await open({ message_id, row: 0, column: 0 })).toEqual({ error: expect.stringContaining('no Mini App') })
  expect(await open({})).toEqual({ error: 'The menu button opens no Mini App.' })
  const menu_button = { type: 'web_app', text: 'Shop', web_app }
  expect(await call('setChatMenuButton', { menu_button })).toMatchObject({ ok: true })
  expect(await open({})).toMatchObject({ bot: bot.id })
  const { bots } = (await (await fetch(`${sim.url}/sim/state?person=${ann.id}`)).json()) as { bots: object[] }
  expect(bots).toMatchObject([{ menu: 'Shop', inline: false }])
  const keyboard = [[{ text: 'Form', web_app }]]
  await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { keyboard } })
  expect(await open({ label: 'Form' })).toMatchObject({
    url: expect.stringContaining('tgWebAppData=&'),
    from_keyboard: true,
  })
})

test('what an app keeps in the cloud is kept for its bot and its person', async () => {
  expect(await invoke('saveStorageValue', { key: 'size', value: 'XL' })).toEqual({ result: true })
  expect(await invoke('getStorageValues', { keys: ['size', 'none', 'constructor'] })).toEqual({
    result: { size: 'XL', none: '', constructor: '' },
  })
  expect(await invoke('getStorageKeys')).toEqual({ result: ['size'] })
  expect(await invoke('deleteStorageValues', { keys: ['size'] })).toEqual({ result: true })
  expect(await invoke('getStorageKeys')).toEqual({ result: [] })
})

test('the contact is told once it was sent, signed', async () => {
  expect(await invoke('getRequestedContact')).toEqual({ result: '' })
  sim.sendsContact(ann, bot)
  const { result } = await invoke('getRequestedContact')
  expect(JSON.parse(new URLSearchParams(result).get('contact') ?? '')).toMatchObject({ user_id: ann.id })
  expect(new URLSearchParams(result).get('hash')).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['saveStorageValue', { key: 'a b', value: '' }, 'KEY_INVALID'],
  ['saveStorageValue', { key: 'a', value: 'x'.repeat(4097) }, 'VALUE_INVALID'],
  ['getStorageValues', { keys: 'a' }, 'KEYS_INVALID'],
  ['inventSomething', {}, 'METHOD_INVALID'],
])('%s with %j is refused', async (method, params, error) => {
  expect(await invoke(method, params)).toEqual({ error })
})

test('without a house there is no outbox; with one it is asked', async () => {
  const outbox = async (url: string) => (await fetch(`${url}/sim/outbox`)).json()
  expect(await outbox(sim.url)).toEqual({ attached: false, rows: [] })
  const unsent = { id: 1, bot: 'shop', chat: 5, method: 'sendMessage', payload: {}, tries: 0, written: '' }
  const rows = [{ ...unsent, state: 'waiting' as const }]
  const attached = await createSimulator({ outbox: async () => rows })
  expect(await outbox(attached.url)).toEqual({ attached: true, rows })
  await attached.close()
})
