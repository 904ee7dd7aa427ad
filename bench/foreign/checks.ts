import { deepStrictEqual, ok } from 'node:assert/strict'
import { ANN, BOB, BOT, CHANNEL, GROUP, type Message, SUPERGROUP, type Town } from './town.ts'

/** What people do with the foreign bot, and what they must see. In order: a check may build on the one before. */
export const checks: [name: string, check: (town: Town) => Promise<unknown>][] = [
  ['a command is answered with a keyboard', hello],
  ['a press is answered and edits the message', presses],
  ['a link button opens by itself', link],
  ['text is echoed as a reply', echo],
  ['an edit is edited', edit],
  ['a reply keyboard comes, shares a contact and goes', contact],
  ['a picture is downloaded and sent back', picture],
  ['a document is downloaded and uploaded with its name', document],
  ['a voice message is sent again by its file id', voice],
  ['an album is sent', albumOut],
  ['an album is received and sent back by file ids', albumIn],
  ['a place is sent back', place],
  ['a live location moves and stops with its person', live],
  ['a poll is voted on', poll],
  ['one message is forwarded, copied and deleted', gone],
  ['an unchanged edit is refused as the library knows it', refused('same', 'BadRequest: Message is not modified')],
  ['an unknown chat is refused', refused('nobody', 'BadRequest: Chat not found')],
  ['bad MarkdownV2 is refused', refused('entities', "BadRequest: Can't parse entities: character '.' is reserved")],
  ['a basic group tells its administrators', group],
  ['a supergroup tells of itself; a message is pinned', supergroup],
  ['somebody is banned and let in again; the bot is told of members', members],
  ['a channel post is echoed', channel],
]

const starts = (words: string) => (message: Message) => (message.text ?? message.caption ?? '').startsWith(words)

async function hello({ says, answer }: Town) {
  const { message_id } = await says(ANN, BOT.id, '/start')
  const said = await answer(ANN, BOT.id, message_id, starts('Hello, Ann'))
  deepStrictEqual(said.entities, [{ type: 'bold', offset: 7, length: 3 }])
  return said
}

async function presses(town: Town) {
  const { message_id } = await hello(town)
  const pressed = await town.press(ANN, BOT.id, message_id, 0, 1)
  deepStrictEqual([pressed.text, pressed.alert], ['Noted: no', true])
  const edited = await town.answer(ANN, BOT.id, message_id, starts('You chose no'))
  deepStrictEqual(edited.reply_markup, undefined)
}

async function link(town: Town) {
  const { message_id } = await hello(town)
  deepStrictEqual(await town.press(ANN, BOT.id, message_id, 1, 0), { alert: false, url: 'https://example.org/' })
}

async function echo({ says, answer }: Town) {
  const { message_id } = await says(ANN, BOT.id, 'Привіт 👋')
  const said = await answer(ANN, BOT.id, message_id, starts('Echo: Привіт 👋'))
  deepStrictEqual((said.reply_to_message as Message).message_id, message_id)
}

async function edit({ ask, at, says, answer }: Town) {
  const { message_id } = await says(ANN, BOT.id, 'teh')
  await answer(ANN, BOT.id, message_id, starts('Echo: teh'))
  await ask('PATCH', `${at(ANN, BOT.id)}/messages/${message_id}`, { text: 'the' })
  const edited = await answer(ANN, BOT.id, message_id, starts('Edited: the'))
  ok(edited.edit_date)
}

async function contact({ ask, at, says, sends, answer }: Town) {
  const { message_id } = await says(ANN, BOT.id, '/keyboard')
  await answer(ANN, BOT.id, message_id, starts('Choose'))
  const shared = await sends(ANN, BOT.id, 'share', { label: 'My number' })
  await answer(ANN, BOT.id, shared.message_id, starts('Ann: '))
  const view = (await ask('GET', `${at(ANN, BOT.id)}/messages`)) as { reply_keyboard: unknown }
  deepStrictEqual(view.reply_keyboard, null)
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const pixel = () => new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/png' })

function form(kind: string, files: [Blob, string][], fields: Record<string, string> = {}) {
  const made = new FormData()
  for (const [name, value] of Object.entries({ kind, ...fields })) made.set(name, value)
  for (const [blob, name] of files) made.append('file', blob, name)
  return made
}

async function picture({ sends, answer }: Town) {
  const { message_id } = await sends(ANN, BOT.id, 'messages', form('photo', [[pixel(), 'x.png']]))
  const back = await answer(ANN, BOT.id, message_id, starts(`${pixel().size} bytes`))
  ok(Array.isArray(back.photo))
}

async function document({ sends, answer }: Town) {
  const file = new Blob(['a,b\n'], { type: 'text/csv' })
  const { message_id } = await sends(ANN, BOT.id, 'messages', form('document', [[file, 'звіт.csv']]))
  const back = (await answer(ANN, BOT.id, message_id, starts('text/csv'))).document as Record<string, unknown>
  deepStrictEqual([back.file_name, back.file_size], ['back-звіт.csv', 4])
}

async function voice({ sends, answer }: Town) {
  const heard = new Blob(['OggS'], { type: 'audio/ogg' })
  const { message_id, voice: given } = await sends(
    ANN,
    BOT.id,
    'messages',
    form('voice', [[heard, 'v.ogg']], { duration: '3' }),
  )
  const back = await answer(ANN, BOT.id, message_id, (message) => 'voice' in message)
  deepStrictEqual(unique(back.voice), unique(given))
}

const unique = (file: unknown) => (file as { file_unique_id: string }).file_unique_id

async function albumOut({ says, answer, messages }: Town) {
  const { message_id } = await says(ANN, BOT.id, '/album')
  const first = await answer(ANN, BOT.id, message_id, starts('First'))
  const all = (await messages(ANN, BOT.id)).filter((one) => one.media_group_id === first.media_group_id)
  deepStrictEqual([typeof first.media_group_id, all.length], ['string', 2])
}

async function albumIn({ ask, at, answer, messages }: Town) {
  const pictures = form(
    'photo',
    [
      [pixel(), '1.png'],
      [pixel(), '2.png'],
    ],
    { caption: 'two' },
  )
  const sent = (await ask('POST', `${at(ANN, BOT.id)}/messages`, pictures)) as { message: Message }[]
  const back = await answer(ANN, BOT.id, sent[1]?.message.message_id ?? 0, starts('Back'))
  const all = (await messages(ANN, BOT.id)).filter((one) => one.media_group_id === back.media_group_id)
  const ids = (list: Message[]) => list.map(({ photo }) => unique((photo as unknown[]).at(-1)))
  deepStrictEqual(ids(all), ids(sent.map(({ message }) => message)))
}

async function place({ sends, answer }: Town) {
  const spot = { latitude: 50.45, longitude: 30.52 }
  const { message_id } = await sends(ANN, BOT.id, 'location', spot)
  deepStrictEqual((await answer(ANN, BOT.id, message_id, (message) => 'location' in message)).location, spot)
}

async function live({ sends, answer }: Town) {
  const spot = { latitude: 50, longitude: 30 }
  const { message_id } = await sends(ANN, BOT.id, 'location', { ...spot, live_period: 600 })
  const isThere = (wanted: object) => (message: Message) => JSON.stringify(message.location) === JSON.stringify(wanted)
  const back = await answer(ANN, BOT.id, message_id, isThere({ ...spot, live_period: 600 }))
  const next = { latitude: 50.001, longitude: 30.001 }
  await sends(ANN, BOT.id, `location/${message_id}`, next, 'PATCH')
  await answer(ANN, BOT.id, back.message_id, isThere({ ...next, live_period: 600 }))
  await sends(ANN, BOT.id, `location/${message_id}`, {}, 'DELETE')
  await answer(ANN, BOT.id, back.message_id, isThere(next))
}

async function poll({ ask, at, says, answer }: Town) {
  const { message_id } = await says(ANN, BOT.id, '/poll')
  const asked = await answer(ANN, BOT.id, message_id, (message) => 'poll' in message)
  const { id } = asked.poll as { id: string }
  await ask('POST', `${at(ANN, BOT.id)}/vote`, { poll: id, options: [1] })
  await answer(ANN, BOT.id, message_id, starts('Voted: [1]'))
}

async function gone({ says, messages, until }: Town) {
  const { message_id } = await says(ANN, BOT.id, '/gone')
  const left = async () =>
    (await messages(ANN, BOT.id))
      .filter((one) => one.message_id > message_id)
      .map((one) => [one.text, 'forward_origin' in one, 'reply_markup' in one])
  await until(left, [
    ['Gone soon', true, false],
    ['Gone soon', false, true],
  ])
}

function refused(which: string, words: string) {
  return async ({ says, answer }: Town) => {
    const { message_id } = await says(ANN, BOT.id, `/tell ${which}`)
    await answer(ANN, BOT.id, message_id, starts(words))
  }
}

async function group({ says, answer }: Town) {
  const { message_id } = await says(BOB, GROUP, '/chat')
  await answer(BOB, GROUP, message_id, starts('group|A basic group|administrator|Ann,Foreign|3'))
}

async function supergroup({ says, answer }: Town) {
  const asked = await says(BOB, SUPERGROUP, '/chat@foreign_bot')
  await answer(BOB, SUPERGROUP, asked.message_id, starts('supergroup|A supergroup|administrator|Ann,Foreign|3'))
  const { message_id } = await says(BOB, SUPERGROUP, '/pin')
  await answer(BOB, SUPERGROUP, message_id, starts('Pinned: Pin me'))
}

async function members({ ask, says, answer }: Town) {
  const { message_id } = await says(ANN, SUPERGROUP, `/ban ${BOB}`)
  await answer(ANN, SUPERGROUP, message_id, starts('kicked, then left'))
  await ask('POST', `/people/${BOB}/join`, { address: '@suite_supergroup' })
  await answer(ANN, SUPERGROUP, message_id, starts('Bob: left to member'))
}

async function channel({ says, messages, until }: Town) {
  const { message_id } = await says(ANN, CHANNEL, 'News')
  const after = async () => (await messages(ANN, CHANNEL)).filter((one) => one.message_id > message_id)
  await until(async () => (await after()).map(({ text }) => text), ['Echo: News'])
}
