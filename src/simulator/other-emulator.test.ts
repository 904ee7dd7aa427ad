import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaProblems } from './kit.ts'
import { createSimulator, type Simulator } from './simulator.ts'

/**
 * The same calls to telegram-test-api, an emulator by somebody else: where it answers otherwise is written down row by
 * row, with who is right by the open server's source. It has nine methods.
 */
let sim: Simulator
let other: TelegramServer
let roots: { ours: string; theirs: string }
const ANN = 77

beforeAll(async () => {
  sim = await createSimulator()
  const bot = sim.bot({ username: 'compared_bot', name: 'Compared' })
  sim.says(sim.person('Ann', { id: ANN }), bot, '/start')
  other = new TelegramServer({ port: await freePort(), host: '127.0.0.1' })
  await other.start()
  const client = other.getClient(bot.token, { userId: ANN, chatId: ANN, firstName: 'Ann' })
  await client.sendCommand(client.makeCommand('/start'))
  roots = { ours: `${sim.url}/bot${bot.token}`, theirs: `${other.config.apiURL}/bot${bot.token}` }
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
  await other.stop()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** What an answer is like: which fields it has, or how it refuses. */
async function outline(root: string, method: string, params: object): Promise<string> {
  const response = await fetch(`${root}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  const text = await response.text()
  if (!text.startsWith('{')) return `${response.status} no JSON`
  const { ok, result, description } = JSON.parse(text) as Record<string, unknown>
  if (!ok) return `${response.status} ${String(description ?? 'no description').split('\n')[0]}`
  const first = Array.isArray(result) ? result[0] : result
  return typeof first === 'object' && first !== null ? Object.keys(first).sort().join(' ') : String(first)
}

const to = { chat_id: ANN }
const markup = { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] }

test.each<[string, object, string, string]>([
  // It knows one bot by one name.
  [
    'getMe',
    {},
    'allows_users_to_create_topics can_connect_to_business can_join_groups can_manage_bots can_read_all_group_messages first_name has_main_web_app has_topics_enabled id is_bot supports_guest_queries supports_inline_queries username',
    'first_name id username',
  ],
  // It forgets an update once it is read, without being told an offset.
  ['getUpdates', {}, 'message update_id', 'message update_id'],
  ['getUpdates', {}, 'message update_id', 'undefined'],
  // It answers with what was sent to it, and date and chat.
  [
    'sendMessage',
    { ...to, text: 'x', reply_markup: markup },
    'chat date from message_id reply_markup text',
    'chat chat_id date message_id reply_markup text',
  ],
  ['sendMessage', { text: 'x' }, '400 Bad Request: chat_id is empty', 'chat date message_id text'],
  // An edit answers the message; it answers nothing.
  ['editMessageText', { ...to, message_id: 2, text: 'y' }, 'chat date edit_date from message_id text', 'null'],
  [
    'editMessageReplyMarkup',
    { ...to, message_id: 2, reply_markup: markup },
    'chat date edit_date from message_id reply_markup text',
    'null',
  ],
  ['editMessageText', { ...to, message_id: 99, text: 'y' }, '400 Bad Request: message to edit not found', 'null'],
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    'null',
  ],
  [
    'deleteMessage',
    { ...to, message_id: 99 },
    '400 Bad Request: message to delete not found',
    "200 Bad Request: chat 77 with message 99 wasn't found",
  ],
  ['deleteMessage', { ...to, message_id: 2 }, 'true', 'null'],
  ['setWebhook', { url: 'http://127.0.0.1:9/' }, 'true', 'null'],
  ['deleteWebhook', {}, 'true', 'true'],
  ['noSuchMethod', {}, '404 Not Found: method not found', '500 no description'],
])('%s %j', async (method, params, ours, theirs) => {
  expect(await outline(roots.ours, method, params)).toBe(ours)
  expect(await outline(roots.theirs, method, params)).toBe(theirs)
})
