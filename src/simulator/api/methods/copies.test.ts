import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems, upload } from '../../kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

const clock = handClock()
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let group: { id: number }
let call: (method: string, params?: object) => Promise<Envelope>

beforeAll(async () => {
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'copy_bot', name: 'Copy' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  group = sim.group('Team', [ann, bot], { admins: [bot] })
  call = caller(sim, bot)
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const say = async (params: object = {}) =>
  (await call('sendMessage', { chat_id: ann.id, text: 'hello', ...params })).result

test('a forward names where it came from, also by the older fields; a forward of it still does', async () => {
  const { message_id, date } = sim.says(ann, bot, 'my own words')
  await clock.advance(5000)
  const to = { chat_id: group.id, from_chat_id: ann.id, message_id }
  const first = (await call('forwardMessage', to)).result
  expect(first).toMatchObject({
    text: 'my own words',
    forward_origin: { type: 'user', sender_user: { id: ann.id }, date },
    forward_from: { id: ann.id },
    forward_date: date,
  })
  const again = await call('forwardMessage', { chat_id: ann.id, from_chat_id: group.id, message_id: first.message_id })
  expect(again.result.forward_origin).toEqual(first.forward_origin)
  expect(
    await call('editMessageText', { chat_id: group.id, message_id: first.message_id, text: 'other words' }),
  ).toMatchObject({ description: "Bad Request: message can't be edited" })
})

test('what is protected is neither forwarded nor copied', async () => {
  const { message_id } = await say({ protect_content: true })
  const to = { chat_id: group.id, from_chat_id: ann.id, message_id }
  expect((await call('forwardMessage', to)).description).toBe("Bad Request: message can't be forwarded")
  expect((await call('copyMessage', to)).description).toBe("Bad Request: message can't be copied")
})

test('a copy is a message of its own, with another caption when one is given', async () => {
  const sent = await upload(sim, bot)('sendPhoto', { chat_id: ann.id, caption: 'old' }, { photo: [png(9, 9), 'p.png'] })
  const to = { chat_id: ann.id, from_chat_id: ann.id, message_id: sent.result.message_id }
  const last = () => sim.transcript(ann, bot).at(-1)?.message
  expect(Object.keys((await call('copyMessage', to)).result)).toEqual(['message_id'])
  expect([last()?.caption, last()?.forward_origin]).toEqual(['old', undefined])
  await call('copyMessage', { ...to, caption: '<b>new</b>', parse_mode: 'HTML' })
  expect(last()).toMatchObject({ caption: 'new', caption_entities: [{ type: 'bold' }] })
  await call('copyMessage', { ...to, caption: '' })
  expect(last()).not.toHaveProperty('caption')
})

test('several go at once, in order, without what is gone, and an album stays one', async () => {
  const files = { a: [png(3, 3), 'a.png'], b: [png(4, 4), 'b.png'] } as Record<string, [Buffer, string]>
  const media = JSON.stringify(['a', 'b'].map((name) => ({ type: 'photo', media: `attach://${name}`, caption: name })))
  const album = (await upload(sim, bot)('sendMediaGroup', { chat_id: ann.id, media }, files)).result
  const text = await say()
  const ids = [...album.map((m: { message_id: number }) => m.message_id), text.message_id]
  const all = { chat_id: group.id, from_chat_id: ann.id, message_ids: [...ids, 99_999] }
  const { result } = await call('forwardMessages', all)
  const shown = sim
    .transcript(ann, group as never)
    .slice(-3)
    .map(({ message }) => message)
  expect(shown.map((m) => m.message_id)).toEqual(result.map((m: { message_id: number }) => m.message_id))
  expect(shown[0]?.media_group_id).toBe(shown[1]?.media_group_id)
  expect(shown[0]?.media_group_id).not.toBe(album[0].media_group_id)
  expect(shown[2]).toMatchObject({ text: 'hello', forward_origin: { type: 'user' } })

  await call('copyMessages', { ...all, remove_caption: true })
  const copies = sim
    .transcript(ann, group as never)
    .slice(-3)
    .map(({ message }) => message)
  expect(copies.map((m) => [m.caption, m.forward_origin])).toEqual(Array(3).fill([undefined, undefined]))
})

test.each<[string, object, string]>([
  ['forwardMessage', { message_id: 1 }, 'parameter "from_chat_id" is required'],
  ['forwardMessage', { from_chat_id: 5, message_id: 1 }, 'chat not found'],
  ['copyMessages', { message_ids: [2, 1] }, 'message identifiers must be in a strictly increasing order'],
  ['copyMessages', { message_ids: [] }, 'message identifiers are not specified'],
  ['copyMessages', { message_ids: 7 }, 'expected an Array of message identifiers'],
  ['copyMessages', { message_ids: ['x'] }, "can't parse message identifier as Number"],
  ['copyMessages', { message_ids: [0] }, 'invalid message identifier specified'],
  ['copyMessages', { message_ids: [{}] }, 'message identifier must be a Number'],
])('%s %j is refused', async (method, params, why) => {
  const from = 'message_ids' in params ? { from_chat_id: ann.id } : {}
  expect(await call(method, { chat_id: ann.id, ...from, ...params })).toMatchObject({
    error_code: 400,
    description: `Bad Request: ${why}`,
  })
})

test('a reply quotes words of what it answers, and answers across chats', async () => {
  const { message_id } = await say({ text: 'one two one' })
  const reply = (reply_parameters: object, chat_id = ann.id) =>
    call('sendMessage', { chat_id, text: 'so', reply_parameters: { message_id, ...reply_parameters } })
  const { result } = await reply({ quote: '<b>one</b>', quote_parse_mode: 'HTML', quote_position: 8 })
  expect(result).toMatchObject({
    reply_to_message: { message_id },
    quote: { text: 'one', entities: [{ type: 'bold' }], position: 8, is_manual: true },
  })
  expect((await reply({ quote: 'three' })).description).toBe('Bad Request: QUOTE_TEXT_INVALID')
  const far = (await reply({ chat_id: ann.id }, group.id)).result
  expect(far).toMatchObject({ external_reply: { origin: { type: 'user', sender_user: { id: bot.id } } } })
  expect(far).not.toHaveProperty('reply_to_message')
  expect((await reply({ chat_id: 12 }, group.id)).description).toBe('Bad Request: chat not found')
  expect((await reply({ message_id: 9999, allow_sending_without_reply: true })).result).not.toHaveProperty(
    'reply_to_message',
  )
})

test('a draft is seen while it is fresh and ends in a message', async () => {
  const draft = (params: object) => call('sendMessageDraft', { chat_id: ann.id, draft_id: 1, ...params })
  const seen = async () => {
    const response = await fetch(`${sim.url}/sim/people/${ann.id}/chats/${bot.id}/messages`)
    return ((await response.json()) as { draft: unknown }).draft
  }
  expect((await draft({ text: '<i>wri</i>', parse_mode: 'HTML' })).result).toBe(true)
  expect(await seen()).toMatchObject({ id: 1, text: 'wri', entities: [{ type: 'italic' }] })
  await clock.advance(30_000)
  expect(await seen()).toBeNull()
  await draft({})
  expect(await seen()).toMatchObject({ text: '' })
  await say({ text: 'written' })
  expect(await seen()).toBeNull()
  expect((await draft({ draft_id: 0 })).ok).toBe(false)
  expect((await draft({ chat_id: group.id, text: 'x' })).description).toBe('Bad Request: TEXTDRAFT_PEER_INVALID')
})

test('an effect is for private chats', async () => {
  expect((await say({ message_effect_id: '5104841245755180586' })).effect_id).toBe('5104841245755180586')
  expect(
    await call('sendMessage', { chat_id: group.id, text: 'x', message_effect_id: '5104841245755180586' }),
  ).toMatchObject({ description: "Bad Request: can't use message effects in the chat" })
})
