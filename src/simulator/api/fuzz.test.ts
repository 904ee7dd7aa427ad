import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaProblems } from '../kit.ts'
import { createSimulator, type SimBot, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'fuzz_bot', name: 'Fuzz' })
  sim.says(sim.person('Ann', { id: 77 }), bot, '/start')
  const members = [{ id: bot.id, status: 'administrator' as const }, { id: 77 }]
  sim.chat({ id: -1_000_000_000_001, type: 'supergroup', title: 'F', is_forum: true, members })
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const METHODS = [
  ...['getMe', 'getWebhookInfo', 'sendMessage', 'editMessageText', 'editMessageReplyMarkup', 'editMessageCaption'],
  ...[
    'deleteMessage',
    'deleteMessages',
    'answerCallbackQuery',
    'sendChatAction',
    'getFile',
    'sendPhoto',
    'sendDocument',
  ],
  ...['sendVoice', 'sendLocation', 'sendMediaGroup', 'editMessageLiveLocation', 'stopMessageLiveLocation', 'getChat'],
  ...['setMyCommands', 'getMyCommands', 'deleteMyCommands', 'getChatMember', 'getChatAdministrators', 'getUpdates'],
  ...[
    'pinChatMessage',
    'unpinChatMessage',
    'setMessageReaction',
    'forwardMessage',
    'copyMessage',
    'getChatMemberCount',
  ],
  ...['banChatMember', 'restrictChatMember', 'promoteChatMember', 'setChatPermissions', 'createChatInviteLink'],
  ...['createForumTopic', 'editForumTopic', 'editGeneralForumTopic', 'setChatTitle', 'setMyDefaultAdministratorRights'],
]
const NAMES = [
  ...['text', 'entities', 'parse_mode', 'reply_markup', 'reply_parameters', 'message_id', 'message_ids', 'caption'],
  ...['media', 'photo', 'latitude', 'longitude', 'live_period', 'commands', 'scope', 'language_code', 'user_id'],
  ...['reaction', 'from_chat_id', 'link_preview_options', 'action', 'file_id', 'offset', 'limit', 'callback_query_id'],
  ...[
    'permissions',
    'until_date',
    'rights',
    'name',
    'icon_color',
    'message_thread_id',
    'title',
    'member_limit',
    'chat_id',
  ],
]
const odd = fc.oneof(
  fc.constantFrom(
    77,
    -1_000_000_000_001,
    -1,
    1,
    '<b>',
    '*a',
    '[[]]',
    '{}',
    'null',
    '[null]',
    'HTML',
    'MarkdownV2',
    'typing',
    '',
  ),
  fc.constantFrom('{"inline_keyboard":[[null]]}', '{"inline_keyboard":[[{"text":1}]]}', '{"keyboard":[[null]]}'),
  fc.constantFrom('[{"type":"bold","offset":-5,"length":9}]', '[{"type":"photo","media":null}]', '{"type":"chat"}'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.json({ maxDepth: 3 }),
)

test('whatever a bot sends, it gets an envelope, and never an error of the simulator itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...METHODS),
      fc.dictionary(fc.constantFrom(...NAMES), odd),
      async (method, given) => {
        const response = await fetch(`${sim.url}/bot${bot.token}/${method}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ chat_id: 77, ...given, timeout: 0 }),
        })
        const envelope = (await response.json()) as { ok: boolean; description?: string }
        expect(typeof envelope.ok).toBe('boolean')
        expect(response.status, envelope.description).not.toBe(500)
      },
    ),
    { numRuns: 600, seed: 1 },
  )
})

const marks = fc.constantFrom(
  ...['*', '_', '__', '~', '||', '`', '```', '[', '](', ')', '![', '>', '\n', '\\', '.', 'a', 'ж', '😀', ' ', '/go'],
  ...[
    '<b>',
    '</b>',
    '<a href="x">',
    '</a>',
    '<',
    '&amp;',
    '&#x1F600;',
    '<pre>',
    '</pre>',
    '</>',
    '#t',
    '@abc',
    'x.com',
  ],
)

test('entities always lie inside the text and never cut a character in half', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('HTML', 'MarkdownV2', 'Markdown', ''),
      fc.array(marks, { maxLength: 14 }),
      async (parse_mode, parts) => {
        const response = await fetch(`${sim.url}/bot${bot.token}/sendMessage`, {
          method: 'POST',
          body: new URLSearchParams({ chat_id: '77', text: parts.join(''), parse_mode }),
        })
        expect(response.status).not.toBe(500)
        const { result } = (await response.json()) as {
          result?: { text: string; entities?: { offset: number; length: number }[] }
        }
        for (const { offset, length } of result?.entities ?? []) {
          expect(length).toBeGreaterThan(0)
          expect(offset + length).toBeLessThanOrEqual(result?.text.length ?? 0)
          expect(result?.text.slice(offset, offset + length).isWellFormed()).toBe(true)
        }
      },
    ),
    { numRuns: 1000, seed: 2 },
  )
})
