import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems } from './kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from './simulator.ts'

const clock = handClock()
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>

beforeAll(async () => {
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'shop_bot', name: 'Shop' })
  ann = sim.person('Ann')
  call = caller(sim, bot)
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

/** Takes everything that waits for the bot and confirms it. */
async function take(ask = call) {
  const { result } = await ask('getUpdates')
  if (result.length > 0) await ask('getUpdates', { offset: result.at(-1).update_id + 1 })
  return result
}

test('a person writes, the bot answers, and the person sees both', async () => {
  sim.says(ann, bot, '/start hello')
  const [update] = await take()
  expect(update.message).toMatchObject({
    message_id: 1,
    from: { id: ann.id, is_bot: false, first_name: 'Ann', language_code: 'en' },
    chat: { id: ann.id, type: 'private', first_name: 'Ann' },
    text: '/start hello',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  })
  const { result } = await call('sendMessage', {
    chat_id: ann.id,
    text: 'Welcome',
    reply_parameters: { message_id: 1 },
  })
  expect(result).toMatchObject({
    message_id: 2,
    from: { id: bot.id, is_bot: true },
    reply_to_message: { message_id: 1 },
  })
  const seen = sim.transcript(ann, bot).map(({ message, outgoing }) => [outgoing, message.text])
  expect(seen).toEqual([
    [true, '/start hello'],
    [false, 'Welcome'],
  ])
})

test('a press waits for the answer; a late answer is refused and the person gets nothing', async () => {
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'Choose',
    reply_markup: { inline_keyboard: [[{ text: 'Take #17', callback_data: 'take:17' }]] },
  })
  const pressed = sim.presses(ann, bot, 'Take #17')
  const [update] = await take()
  expect(update.callback_query).toMatchObject({ data: 'take:17', from: { id: ann.id }, message: { text: 'Choose' } })
  await call('answerCallbackQuery', { callback_query_id: update.callback_query.id, text: 'Taken', show_alert: 'True' })
  expect(await pressed).toEqual({ text: 'Taken', alert: true })

  const ignored = sim.presses(ann, bot, 'Take #17')
  const [second] = await take()
  await clock.advance(15_001)
  expect(await ignored).toBeNull()
  expect(await call('answerCallbackQuery', { callback_query_id: second.callback_query.id })).toMatchObject({
    error_code: 400,
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  })
})

test('a link button opens by itself, and a reply-keyboard button is said', async () => {
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'Read',
    reply_markup: { inline_keyboard: [[{ text: 'Docs', url: 'https://example.org/x' }]] },
  })
  expect(await sim.presses(ann, bot, 'Docs')).toEqual({ alert: false, url: 'https://example.org/x' })
  await call('sendMessage', { chat_id: ann.id, text: 'Pick', reply_markup: { keyboard: [['Red', { text: 'Blue' }]] } })
  expect(await sim.presses(ann, bot, 'Blue')).toBeNull()
  expect((await take()).map((u: { message: { text: string } }) => u.message.text)).toEqual(['Blue'])
  await expect(sim.presses(ann, bot, 'Green')).rejects.toThrow('There is no button "Green"')
})

test('an edited message is told as an edit, and an edit by the bot reaches the person', async () => {
  const { message_id } = sim.says(ann, bot, 'teh')
  sim.edits(ann, bot, message_id, 'the')
  const updates = await take()
  expect(updates[1].edited_message).toMatchObject({ message_id, text: 'the', edit_date: expect.any(Number) })
  expect(updates[0].message.text).toBe('teh')
  const { result } = await call('sendMessage', {
    chat_id: ann.id,
    text: 'one',
    reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] },
  })
  const edited = await call('editMessageText', { chat_id: ann.id, message_id: result.message_id, text: 'two' })
  expect(edited.result).not.toHaveProperty('reply_markup')
  expect(sim.transcript(ann, bot).at(-1)).toMatchObject({ edited: true, message: { text: 'two' } })
})

test('blocking is told to the bot and refuses its messages; writing again unblocks', async () => {
  sim.blocks(ann, bot, true)
  const [update] = await take()
  expect(update.my_chat_member).toMatchObject({
    old_chat_member: { status: 'member' },
    new_chat_member: { status: 'kicked' },
  })
  expect(await call('sendMessage', { chat_id: ann.id, text: 'hi' })).toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  sim.says(ann, bot, '/start')
  const back = await take()
  expect(back[0].my_chat_member.new_chat_member.status).toBe('member')
  expect(back[1].message.text).toBe('/start')
})

test('in a group with privacy mode a bot sees commands for it, replies to it and nothing else', async () => {
  const other = sim.bot({ username: 'other_bot', name: 'Other' })
  const bob = sim.person('Bob')
  const group = sim.group('Team', [ann, bob, bot, other])
  await take()
  const { result } = await call('sendMessage', { chat_id: group.id, text: 'Ready' })
  sim.says(bob, group, 'good morning')
  sim.says(bob, group, '/help@shop_bot')
  sim.says(bob, group, '/help@other_bot')
  sim.says(bob, group, 'thanks', { replyTo: result.message_id })
  const texts = (updates: { message?: { text: string } }[]) => updates.map(({ message }) => message?.text)
  expect(texts(await take())).toEqual(['/help@shop_bot', 'thanks'])
  expect(await call('sendMessage', { chat_id: bob.id, text: 'psst' })).toMatchObject({
    description: "Forbidden: bot can't initiate conversation with a user",
  })
  const stranger = sim.person('Stranger')
  expect(await call('sendMessage', { chat_id: stranger.id, text: 'psst' })).toMatchObject({
    description: 'Bad Request: chat not found',
  })
  expect((await call('getChatAdministrators', { chat_id: group.id })).result).toMatchObject([
    { user: { id: ann.id }, status: 'creator' },
  ])
})

test('a photo comes in sizes and is downloaded by its path; another bot cannot use its id', async () => {
  sim.sendsFile(ann, bot, {
    kind: 'photo',
    name: 'cat.png',
    bytes: png(1000, 500),
    mime: 'image/png',
    caption: 'my #cat',
  })
  const [update] = await take()
  const { photo, caption_entities } = update.message
  expect(photo.map((p: { width: number; height: number }) => [p.width, p.height])).toEqual([
    [90, 45],
    [320, 160],
    [800, 400],
    [1000, 500],
  ])
  expect(caption_entities).toEqual([{ type: 'hashtag', offset: 3, length: 4 }])
  const file_id = photo.at(-1).file_id
  const { result } = await call('getFile', { file_id })
  const bytes = await (await fetch(`${sim.url}/file/bot${bot.token}/${result.file_path}`)).arrayBuffer()
  expect(Buffer.from(bytes)).toEqual(png(1000, 500))
  const other = caller(sim, sim.bot({ username: 'other_bot', name: 'Other' }))
  expect(await other('getFile', { file_id })).toMatchObject({
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  })
  expect(await other('getFile', { file_id: 'x' })).toMatchObject({ description: 'Bad Request: invalid file_id' })
  expect(
    (await call('sendPhoto', { chat_id: ann.id, photo: file_id, caption: '<i>again</i>', parse_mode: 'html' })).result,
  ).toMatchObject({
    caption: 'again',
    caption_entities: [{ type: 'italic', offset: 0, length: 5 }],
  })
})

test('an upload by multipart becomes a document, and an album shares one group id', async () => {
  const form = new FormData()
  form.set('chat_id', String(ann.id))
  form.set('document', new Blob(['a,b\n1,2\n'], { type: 'text/csv' }), '../report.csv')
  const sent = (await (
    await fetch(`${sim.url}/bot${bot.token}/sendDocument`, { method: 'POST', body: form })
  ).json()) as Envelope
  expect(sent.result.document).toMatchObject({ file_name: 'report.csv', mime_type: 'text/csv', file_size: 8 })

  const album = new FormData()
  album.set('chat_id', String(ann.id))
  album.set(
    'media',
    JSON.stringify([
      { type: 'photo', media: 'attach://one', caption: 'both' },
      { type: 'photo', media: 'attach://two' },
    ]),
  )
  album.set('one', new Blob([png(10, 10)]), 'one.png')
  album.set('two', new Blob([png(20, 20)]), 'two.png')
  const { result } = (await (
    await fetch(`${sim.url}/bot${bot.token}/sendMediaGroup`, { method: 'POST', body: album })
  ).json()) as Envelope
  expect(result).toHaveLength(2)
  expect(result[0].media_group_id).toBe(result[1].media_group_id)
  expect(result[0].caption).toBe('both')
})

test('a live location moves and stops', async () => {
  const { message_id } = sim.sendsLocation(ann, bot, { latitude: 50, longitude: 30, live_period: 600 })
  sim.movesLocation(ann, bot, message_id, { latitude: 50.1, longitude: 30.1 })
  sim.movesLocation(ann, bot, message_id, null)
  const updates = await take()
  expect(updates[0].message.location).toEqual({ latitude: 50, longitude: 30, live_period: 600 })
  expect(updates[1].edited_message.location).toEqual({ latitude: 50.1, longitude: 30.1, live_period: 600 })
  expect(updates[2].edited_message.location).toEqual({ latitude: 50.1, longitude: 30.1 })

  const { result } = await call('sendLocation', { chat_id: ann.id, latitude: 1, longitude: 2, live_period: 60 })
  await clock.advance(61_000)
  expect(
    await call('editMessageLiveLocation', {
      chat_id: ann.id,
      message_id: result.message_id,
      latitude: 1,
      longitude: 3,
    }),
  ).toMatchObject({
    description: "Bad Request: message can't be edited",
  })
})

test('commands are found by scope and language', async () => {
  const set = (commands: string, language_code?: string) =>
    call('setMyCommands', {
      commands: [{ command: commands, description: 'x' }],
      ...(language_code ? { language_code } : {}),
    })
  await set('help')
  await set('dopomoha', 'uk')
  expect((await call('getMyCommands', { language_code: 'uk' })).result[0].command).toBe('dopomoha')
  expect((await call('getMyCommands', { language_code: 'ru' })).result).toEqual([])
  await call('deleteMyCommands', { language_code: 'uk' })
  expect((await call('getMyCommands', { language_code: 'uk' })).result).toEqual([])
  expect((await call('getMyCommands')).result[0].command).toBe('help')
})

test('faults come in order and are used up; after a drop the call has happened or not, as it says', async () => {
  const mine = () => sim.transcript(ann, bot).filter(({ message }) => message.text === 'once').length
  sim.fault({ bot, method: 'sendMessage', kind: '429', retry_after: 7 })
  sim.fault({ kind: 'drop-before' })
  sim.fault({ kind: 'drop-after' })
  sim.fault({ kind: 'html-502' })
  const say = () =>
    fetch(`${sim.url}/bot${bot.token}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: String(ann.id), text: 'once' }),
    })
  const limited = await say()
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await limited.json()).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 7',
    parameters: { retry_after: 7 },
  })
  await expect(say()).rejects.toThrow()
  expect(mine()).toBe(0)
  await expect(say()).rejects.toThrow()
  expect(mine()).toBe(1)
  const html = await say()
  expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html'])
  expect((await say()).status).toBe(200)
})

test('what is not simulated says so, and tokens never reach the log', async () => {
  expect(await call('postStory')).toMatchObject({
    ok: false,
    error_code: 501,
    description: 'Not Implemented: the simulator does not simulate postStory',
  })
  await call('setWebhook', { url: 'http://127.0.0.1:1/', secret_token: 'very-secret' })
  await call('deleteWebhook')
  const log = JSON.stringify(sim.calls())
  expect(log).not.toContain(bot.token)
  expect(log).not.toContain('very-secret')
})
