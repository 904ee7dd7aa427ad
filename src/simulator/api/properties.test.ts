import { createHmac, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
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

test('a name and descriptions by language fall back to those for everybody', async () => {
  await call('setMyName', { name: 'Shop' })
  await call('setMyName', { name: 'Крамниця', language_code: 'uk' })
  await call('setMyDescription', { description: 'Sells' })
  await call('setMyShortDescription', { short_description: 'Продає', language_code: 'uk' })
  const said = async (method: string, language_code?: string) => (await call(method, { language_code })).result
  expect(await said('getMyName', 'uk')).toEqual({ name: 'Крамниця' })
  expect(await said('getMyName', 'ru')).toEqual({ name: 'Shop' })
  expect((await call('getMe')).result.first_name).toBe('Shop')
  expect(await said('getMyDescription', 'uk')).toEqual({ description: 'Sells' })
  expect(await said('getMyShortDescription')).toEqual({ short_description: '' })
  await call('setMyName', { name: '', language_code: 'uk' })
  expect(await said('getMyName', 'uk')).toEqual({ name: 'Shop' })
})

test('the menu button is the bot’s own or one person’s', async () => {
  const web_app = { url: 'https://example.org/app' }
  expect((await call('getChatMenuButton')).result).toEqual({ type: 'commands' })
  await call('setChatMenuButton', { chat_id: ann.id, menu_button: { type: 'web_app', text: 'Open', web_app } })
  expect((await call('getChatMenuButton', { chat_id: ann.id })).result).toEqual({
    type: 'web_app',
    text: 'Open',
    web_app,
  })
  expect((await call('getChatMenuButton')).result).toEqual({ type: 'commands' })
})

test.each<[string, object, string]>([
  ['setMyName', { name: 'x'.repeat(65) }, 'BOT_TITLE_INVALID'],
  ['setMyName', { name: 'x', language_code: 'eng' }, 'invalid language code specified'],
  ['setChatMenuButton', { menu_button: { type: 'loud' } }, "can't parse menu button: MenuButton has unsupported type"],
  [
    'setChatMenuButton',
    { menu_button: { type: 'web_app', text: 'a', web_app: { url: 'http://x.org' } } },
    "menu button Web App URL 'http://x.org' is invalid: Only HTTPS links are allowed",
  ],
  ['setMyCommands', { commands: 5 }, 'expected an Array of BotCommand'],
  ['setMyCommands', { commands: [{ command: 'a' }] }, 'can\'t parse BotCommand: Can\'t find field "description"'],
  ['setMyCommands', { commands: [{ command: 'Go', description: 'd' }] }, 'BOT_COMMAND_INVALID'],
  ['getMyCommands', { scope: { type: 'chat' } }, 'can\'t parse BotCommandScope: Can\'t find field "chat_id"'],
  ['getMyCommands', { scope: { type: 'chat', chat_id: 5 } }, 'chat not found'],
])('%s %j is refused', async (method, params, why) => {
  expect(await call(method, params)).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${why}` })
})

test('commands of a scope and a language are kept apart', async () => {
  const go = [{ command: 'go', description: 'Go' }]
  const scope = { type: 'chat_member', chat_id: sim.group('Team', [ann, bot]).id, user_id: ann.id }
  await call('setMyCommands', { commands: go, scope, language_code: 'uk' })
  expect((await call('getMyCommands', { scope, language_code: 'uk' })).result).toEqual(go)
  expect((await call('getMyCommands', { scope })).result).toEqual([])
  await call('deleteMyCommands', { scope, language_code: 'uk' })
  expect((await call('getMyCommands', { scope, language_code: 'uk' })).result).toEqual([])
})

const lines = (data: URLSearchParams, without: string[]) =>
  [...data]
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')

test('a Mini App is opened with init data that both checks accept', async () => {
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'Open', web_app: { url: 'https://example.org/app' } }]] },
  })
  const response = await fetch(`${sim.url}/sim/people/${ann.id}/chats/${bot.id}/app`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'Open' }),
  })
  const { url, public_key } = (await response.json()) as { url: string; public_key: string }
  const data = new URLSearchParams(new URLSearchParams(new URL(url).hash.slice(1)).get('tgWebAppData') ?? '')
  const secret = createHmac('sha256', 'WebAppData').update(bot.token).digest()
  const hash = createHmac('sha256', secret)
    .update(lines(data, ['hash']))
    .digest('hex')
  expect(data.get('hash')).toBe(hash)
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(public_key, 'hex')]),
    format: 'der',
    type: 'spki',
  })
  const message = Buffer.from(`${bot.id}:WebAppData\n${lines(data, ['hash', 'signature'])}`)
  expect(verify(null, message, key, Buffer.from(data.get('signature') ?? '', 'base64url'))).toBe(true)
  expect(JSON.parse(data.get('user') ?? '')).toMatchObject({ id: ann.id, first_name: 'Ann' })
})

test('an app on the keyboard sends data back; a link to a bot begins with its parameter', async () => {
  const web_app = { url: 'https://example.org/form' }
  await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { keyboard: [[{ text: 'Form', web_app }]] } })
  expect(sim.opensApp(ann, bot, 'Form')).toContain('tgWebAppData=&')
  expect(sim.sendsData(ann, bot, 'Form', '{"a":1}').web_app_data).toEqual({ data: '{"a":1}', button_text: 'Form' })
  expect(sim.follows(ann, 'https://t.me/App_bot?start=ref_5').text).toBe('/start ref_5')
  expect(() => sim.follows(ann, 'https://t.me/app_bot?start=a.b')).toThrow('start parameter')
})
