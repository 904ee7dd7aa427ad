import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems, type taker, until } from '../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type InlineAnswer,
  type SimBot,
  type SimGroup,
  type SimPerson,
  type Simulator,
} from '../simulator.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let group: SimGroup
let call: (method: string, params?: object) => Promise<Envelope>
let take: ReturnType<typeof taker>
beforeAll(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'gif_bot', name: 'Gif', supports_inline_queries: true, inline_feedback: true })
  ann = sim.person('Ann')
  group = sim.group('Team', [ann])
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
  const allowed_updates = ['message', 'callback_query', 'inline_query', 'chosen_inline_result']
  await call('getUpdates', { allowed_updates })
  take = async () => {
    const { result } = await call('getUpdates')
    if (result.length > 0) await call('getUpdates', { offset: result.at(-1).update_id + 1 })
    return result
  }
})
beforeEach(async () => void (await take()))
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const article = {
  type: 'article',
  id: '1',
  title: 'One',
  input_message_content: { message_text: '*one*', parse_mode: 'Markdown' },
}
const buttons = { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] }

/** Ann asks in the group, the bot answers with these. */
async function offered(results: object[], params: object = {}): Promise<InlineAnswer> {
  const asked = sim.asksInline(ann, group, bot, 'cats')
  const [update] = await take()
  expect(await call('answerInlineQuery', { inline_query_id: update?.inline_query?.id, results, ...params })).toEqual({
    ok: true,
    result: true,
  })
  return (await asked) as InlineAnswer
}

test('a query is asked, answered and chosen; the message is Ann’s, through the bot, which is not in the chat', async () => {
  const asked = sim.asksInline(ann, group, bot, 'cats', '50')
  const [update] = await take()
  expect(update?.inline_query).toMatchObject({
    from: { id: ann.id },
    query: 'cats',
    offset: '50',
    chat_type: 'supergroup',
  })
  const inline_query_id = update?.inline_query?.id
  const button = { text: 'Sign in', start_parameter: 'in' }
  await call('answerInlineQuery', { inline_query_id, results: [article], next_offset: '60', button })
  const answer = (await asked) as InlineAnswer
  expect(answer).toMatchObject({ next_offset: '60', button, results: [{ id: '1', type: 'article', title: 'One' }] })
  expect(sim.choosesInline(ann, group, answer, '1')).toMatchObject({
    from: { id: ann.id },
    via_bot: { id: bot.id },
    text: 'one',
    entities: [{ type: 'bold' }],
  })
  expect((await take()).map((one) => one.chosen_inline_result)).toEqual([
    { result_id: '1', from: expect.objectContaining({ id: ann.id }), query: 'cats' },
  ])
  expect(await call('answerInlineQuery', { inline_query_id, results: [] })).toMatchObject({ ok: false })
})

test('with buttons it is pressed and edited by its inline id', async () => {
  const answer = await offered([{ ...article, reply_markup: buttons }])
  sim.choosesInline(ann, group, answer, '1')
  const [{ chosen_inline_result: chosen } = {}] = await take()
  const inline_message_id = chosen?.inline_message_id as string
  const pressed = sim.presses(ann, group, 'More')
  const [{ callback_query: query } = {}] = await take()
  expect(query).toMatchObject({ inline_message_id, data: 'more', chat_instance: expect.any(String) })
  expect(query).not.toHaveProperty('message')
  await call('answerCallbackQuery', { callback_query_id: query?.id, text: 'Here' })
  expect(await pressed).toMatchObject({ text: 'Here' })
  expect(await call('editMessageText', { inline_message_id, text: 'two' })).toEqual({ ok: true, result: true })
  expect(sim.transcript(ann, group).at(-1)?.message).toMatchObject({ text: 'two', via_bot: { id: bot.id } })
  expect(await call('editMessageText', { inline_message_id: 'nonsense', text: 'x' })).toMatchObject({
    description: 'Bad Request: MESSAGE_ID_INVALID',
  })
})

test('in its private chat the bot gets the message, too', async () => {
  const asked = sim.asksInline(ann, bot, bot, '')
  const [update] = await take()
  expect(update?.inline_query).toMatchObject({ chat_type: 'sender', query: '', offset: '' })
  await call('answerInlineQuery', { inline_query_id: update?.inline_query?.id, results: [article] })
  sim.choosesInline(ann, bot, (await asked) as InlineAnswer, '1')
  expect((await take()).flatMap(({ message }) => message?.via_bot?.username ?? [])).toEqual(['gif_bot'])
})

test('nobody waits longer than half a minute, and a late answer is refused', async () => {
  const asked = sim.asksInline(ann, group, bot, 'slow')
  const [update] = await take()
  await clock.advance(30_000)
  expect(await asked).toBeNull()
  expect(await call('answerInlineQuery', { inline_query_id: update?.inline_query?.id, results: [] })).toMatchObject({
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  })
})

test.each<[string, object, object]>([
  ['a place', { type: 'location', title: 'a', latitude: 1, longitude: 2 }, { location: { latitude: 1, longitude: 2 } }],
  [
    'a venue',
    { type: 'venue', title: 'a', address: 'b', latitude: 1, longitude: 2, foursquare_id: 'f' },
    { venue: { title: 'a', address: 'b', foursquare_id: 'f' } },
  ],
  ['a contact', { type: 'contact', phone_number: '1', first_name: 'a' }, { contact: { phone_number: '1' } }],
  [
    'a contact as an article',
    { type: 'article', title: 'a', input_message_content: { phone_number: '1', first_name: 'a' } },
    { contact: { first_name: 'a' } },
  ],
  ['the old text', { type: 'article', title: 'a', message_text: 'old' }, { text: 'old' }],
])('a result may be %s', async (_title, result, content) => {
  const answer = await offered([{ id: 'x', ...result }])
  expect(sim.choosesInline(ann, group, answer, 'x')).toMatchObject(content)
})

test('a result may be a file that the bot has', async () => {
  sim.sendsFile(ann, bot, { kind: 'voice', name: 'v.ogg', bytes: Buffer.from('OggS') })
  const [update] = await take()
  const voice_file_id = update?.message?.voice?.file_id
  const answer = await offered([{ type: 'voice', id: 'v', title: 'Voice', voice_file_id, caption: 'hm' }])
  const { voice, caption } = sim.choosesInline(ann, group, answer, 'v')
  expect([voice?.file_unique_id, caption]).toEqual([update?.message?.voice?.file_unique_id, 'hm'])
})

test.each<[object, number, string]>([
  [{ results: 5 }, 400, 'Bad Request: expected an Array of inline query results'],
  [{ results: '[' }, 400, "Bad Request: can't parse JSON encoded inline query results"],
  [{ results: [5] }, 400, "Bad Request: can't parse inline query result: Inline query result must be an object"],
  [{ results: [{}] }, 400, 'Bad Request: can\'t parse inline query result: Can\'t find field "type"'],
  [{ results: [{ type: 'x' }] }, 400, 'Bad Request: can\'t parse inline query result: Can\'t find field "id"'],
  [
    { results: [{ type: 'x', id: '1' }] },
    400,
    'Bad Request: can\'t parse inline query result: type "x" is unsupported for the inline query result',
  ],
  [
    { results: [{ type: 'article', id: '1', title: 'a', input_message_content: {} }] },
    400,
    "Bad Request: can't parse inline query result: Input message content is not specified",
  ],
  [
    { results: [{ type: 'article', id: '1', title: 'a' }] },
    400,
    'Bad Request: can\'t parse inline query result: Can\'t find field "message_text"',
  ],
  [{ results: [{ ...article, id: '' }] }, 400, 'Bad Request: RESULT_ID_EMPTY'],
  [{ results: [{ ...article, id: 'x'.repeat(65) }] }, 400, 'Bad Request: RESULT_ID_INVALID'],
  [{ results: [article, article] }, 400, 'Bad Request: RESULT_ID_DUPLICATE'],
  [
    { results: Array.from({ length: 51 }, (_, i) => ({ ...article, id: String(i) })) },
    400,
    'Bad Request: too many inline query results specified',
  ],
  [
    { results: [{ type: 'photo', id: '1', photo_url: 'https://example.org/a.jpg' }] },
    501,
    'Not Implemented: the simulator does not simulate inline results of type photo by URL',
  ],
  [
    { button: { text: 'a', start_parameter: 'a b' } },
    400,
    'Bad Request: unallowed characters in start_parameter are used',
  ],
])('answerInlineQuery %# is refused', async (params, error_code, description) => {
  expect(await call('answerInlineQuery', { inline_query_id: '1', results: [], ...params })).toEqual({
    ok: false,
    error_code,
    description,
  })
})

test('a bot without inline mode is not asked', async () => {
  const other = sim.bot({ username: 'plain_bot', name: 'Plain' })
  await expect(sim.asksInline(ann, group, other, 'x')).rejects.toThrow('not asked inline')
  expect((await caller(sim, other)('getMe')).result.supports_inline_queries).toBe(false)
  expect((await call('getMe')).result.supports_inline_queries).toBe(true)
})

test('a Mini App says something in its person’s name, once', async () => {
  const web_app = { url: 'https://example.org/app' }
  const markup = { inline_keyboard: [[{ text: 'Open', web_app }]] }
  await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: markup })
  const data = new URLSearchParams(new URL(sim.opensApp(ann, bot, 'Open')).hash.slice(1)).get('tgWebAppData') ?? ''
  const web_app_query_id = new URLSearchParams(data).get('query_id')
  const result = { ...article, reply_markup: buttons }
  expect(await call('answerWebAppQuery', { web_app_query_id, result })).toEqual({
    ok: true,
    result: { inline_message_id: expect.any(String) },
  })
  expect(sim.transcript(ann, bot).at(-1)?.message).toMatchObject({ text: 'one', via_bot: { id: bot.id } })
  expect(await call('answerWebAppQuery', { web_app_query_id, result })).toMatchObject({ error_code: 400 })
})

test('over HTTP a person asks and chooses', async () => {
  const post = (path: string, body: object) =>
    fetch(`${sim.url}/sim/people/${ann.id}/chats/${group.id}/inline${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((response) => response.json())
  const asked = post('', { bot: bot.id, query: 'dogs' })
  await until(() => sim.updates(bot).at(-1)?.update.inline_query?.query === 'dogs')
  const [update] = await take()
  await call('answerInlineQuery', { inline_query_id: update?.inline_query?.id, results: [article] })
  const { query } = (await asked) as { query: string }
  expect(await post('/choose', { query, result: '1' })).toMatchObject({ message: { text: 'one' } })
})

test('a link with startgroup adds the bot and says its word there', async () => {
  expect(sim.follows(ann, 'https://t.me/gif_bot?startgroup=abc', group).text).toBe('/start@gif_bot abc')
  expect(sim.member(group, bot)).toMatchObject({ status: 'member' })
  expect((await take()).flatMap(({ message }) => message?.text ?? [])).toEqual(['/start@gif_bot abc'])
})

test.each(['allow_adding_options', 'hide_results_until_closes', 'shuffle_options'])('polls refuse %s', async (name) => {
  const poll = { chat_id: ann.id, question: 'a', options: ['b'] }
  expect(await call('sendPoll', { ...poll, [name]: true })).toMatchObject({ error_code: 501 })
  expect(await call('sendPoll', { ...poll, [name]: false })).toMatchObject({ ok: true })
})
