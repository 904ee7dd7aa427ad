import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, png, schemaProblems } from '../kit.ts'
import { mp4 } from '../samples.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'http_bot', name: 'HTTP' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const chat = () => `${sim.url}/sim/people/${ann.id}/chats/${bot.id}`
// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
const post = async (what: string, body: unknown): Promise<any> => {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${chat()}/${what}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

test.each<[string, object, object]>([
  ['sticker', { emoji: '👍' }, { sticker: { emoji: '👍' } }],
  ['contact', {}, { contact: { first_name: 'Ann' } }],
  ['contact', { phone_number: '1', first_name: 'Bob' }, { contact: { phone_number: '1', first_name: 'Bob' } }],
  ['venue', { latitude: 1, longitude: 2, title: 'T', address: 'A' }, { venue: { title: 'T' } }],
  ['dice', { emoji: '🏀' }, { dice: { emoji: '🏀' } }],
  ['poll', { question: 'x', options: ['a', 'b'], correct: 0 }, { poll: { type: 'quiz' } }],
  [
    'forward',
    {
      message_id: 1,
      get to() {
        return bot.id
      },
    },
    { forward_origin: { type: 'user' }, text: '/start' },
  ],
])('a person sends a %s over HTTP', async (what, body, message) => {
  expect(await post(what, body)).toMatchObject({ outgoing: true, message })
})

test.each<[string, object]>([
  ['sticker', { emoji: 'x' }],
  ['venue', { latitude: 91, longitude: 2, title: 'T', address: 'A' }],
  ['dice', { emoji: '🍀' }],
  ['poll', { question: '', options: [] }],
  ['vote', { poll: '1', options: [0] }],
  ['share', { label: 'No such button' }],
  ['forward', { message_id: 999, to: 1 }],
])('%s with %j is refused with a sentence', async (what, body) => {
  expect(await post(what, body)).toEqual({ error: expect.any(String) })
})

test('votes, quotes, shares, albums and deletions come over HTTP too', async () => {
  const call = caller(sim, bot)
  const { poll } = (await call('sendPoll', { chat_id: ann.id, question: 'x', options: ['a', 'b'] })).result
  expect(await post('vote', { poll: poll.id, options: [1] })).toMatchObject({ total_voter_count: 1 })

  await call('sendMessage', {
    chat_id: ann.id,
    text: 'one two',
    reply_markup: { keyboard: [[{ text: 'Here', request_location: true }]] },
  })
  const shared = await post('share', { label: 'Here', location: { latitude: 1, longitude: 2 } })
  expect(shared.message.location).toEqual({ latitude: 1, longitude: 2 })
  const said = sim.transcript(ann, bot).find(({ message }) => message.text === 'one two')?.message.message_id
  const quoted = await post('messages', { text: 'so', reply_to_message_id: said, quote: 'two' })
  expect(quoted.message.quote).toEqual({ text: 'two', position: 4, is_manual: true })

  const form = new FormData()
  form.set('kind', 'video')
  form.set('caption', 'both')
  const clip = mp4({ seconds: 3, width: 64, height: 32 })
  for (const name of ['a.mp4', 'b.mp4']) form.append('file', new Blob([clip], { type: 'video/mp4' }), name)
  const album = await (await fetch(`${chat()}/messages`, { method: 'POST', body: form })).json()
  expect(album).toMatchObject([
    { message: { video: { duration: 3, width: 64, file_name: 'a.mp4' }, caption: 'both' } },
    { message: { video: { file_name: 'b.mp4' } } },
  ])

  const path = `${chat()}/messages/${quoted.message.message_id}`
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(200)
  expect((await fetch(path, { method: 'DELETE' })).status).toBe(400)

  const photo = new FormData()
  photo.set('file', new Blob([png(9, 9)]), 'me.png')
  await fetch(`${sim.url}/sim/people/${ann.id}/photo`, { method: 'POST', body: photo })
  expect((await call('getUserProfilePhotos', { user_id: ann.id })).result.total_count).toBe(1)
})
