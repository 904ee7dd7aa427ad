import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller } from '../kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let bob: SimPerson
let desk: number
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'desk_bot', name: 'Desk' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  const members = [{ id: ann.id, status: 'creator' }, { id: bob.id }, { id: bot.id, status: 'administrator' }]
  const chat = await ask('/chats', { json: { type: 'supergroup', title: 'Desk', is_forum: true, members } })
  desk = chat.id
})
afterAll(() => sim.close())

interface Init {
  method?: string
  json?: unknown
}
// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
const ask = async (path: string, { method, json }: Init = {}, at = sim): Promise<any> => {
  const response = await fetch(`${at.url}/sim${path}`, {
    method: method ?? (json === undefined ? 'GET' : 'POST'),
    ...(json === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }),
  })
  return response.json()
}
const as = (person: SimPerson, path: string) => `/people/${person.id}/chats/${desk}${path}`
const topic = async (person: SimPerson, name: string) =>
  (await ask(as(person, '/topics'))).find((one: { name: string }) => one.name === name)

test('each topic has its own unread messages; reading one leaves the others unread', async () => {
  const billing = (await ask(as(ann, '/topics'), { json: { name: 'Billing' } })).id
  const bugs = (await ask(as(ann, '/topics'), { json: { name: 'Bugs' } })).id
  for (const thread of [billing, bugs, bugs])
    await ask(as(ann, '/messages'), { json: { text: 'hi', message_thread_id: thread } })
  await ask(as(ann, '/dice'), { json: { message_thread_id: billing } })
  await ask(as(ann, '/messages'), { json: { text: 'to all' } })
  expect((await ask(as(bob, '/topics'))).map((one: { name: string }) => one.name)).toEqual([
    'General',
    'Billing',
    'Bugs',
  ])

  const before = [await topic(bob, 'Billing'), await topic(bob, 'Bugs')].map(({ unread }) => unread)
  const here = await ask(as(bob, `/messages?thread=${billing}`))
  expect(here.entries.map(({ message }: { message: { text?: string } }) => message.text)).toEqual([
    undefined,
    'hi',
    undefined,
  ])
  expect(here.entries.at(-1).message.dice).toBeDefined()
  await ask(as(bob, '/read'), { json: { thread: billing } })
  expect((await topic(bob, 'Billing')).unread).toBe(0)
  expect((await topic(bob, 'Bugs')).unread).toBe(before[1])
  const [row] = await ask(`/people/${bob.id}/chats`)
  expect(row).toMatchObject({ chat: { topics: { manage: true }, members: 3 } })
  expect(row.unread).toBeGreaterThan(before[1])
  await ask(as(bob, '/read'), { json: {} })
  expect((await ask(`/people/${bob.id}/chats`))[0].unread).toBe(0)
})

test('a chat shows what is pinned, whose reactions are mine and what I voted', async () => {
  const said = await ask(as(ann, '/messages'), { json: { text: 'rules' } })
  const path = `/messages/${said.message.message_id}`
  await ask(as(ann, `${path}/pinned`), { method: 'PUT', json: { pinned: true } })
  await ask(as(bob, `${path}/reactions`), { method: 'PUT', json: [{ type: 'emoji', emoji: '👍' }] })
  const view = await ask(as(bob, '/messages'))
  expect(view.pinned[0]).toMatchObject({ message: { text: 'rules' }, my_reactions: [{ emoji: '👍' }] })
  expect((await ask(as(ann, '/messages'))).pinned[0]).not.toHaveProperty('my_reactions')

  const { result } = await caller(sim, bot)('sendPoll', {
    chat_id: desk,
    question: 'Tea?',
    options: [{ text: 'Yes' }, { text: 'No' }],
  })
  await ask(as(bob, '/vote'), { json: { poll: result.poll.id, options: [1] } })
  expect((await ask(as(bob, '/messages?limit=1'))).entries[0]).toMatchObject({ chosen: [1] })
  expect((await ask(as(ann, '/messages?limit=1'))).entries[0]).not.toHaveProperty('chosen')
})

test('a live location moves with its heading and stops; somebody else cannot move it', async () => {
  const sent = await ask(as(ann, '/location'), { json: { latitude: 50, longitude: 30, live_period: 900 } })
  const path = `/location/${sent.message.message_id}`
  const moved = await ask(as(ann, path), { method: 'PATCH', json: { latitude: 50.01, longitude: 30, heading: 360 } })
  expect(moved.message.location).toEqual({ latitude: 50.01, longitude: 30, live_period: 900, heading: 360 })
  const refused = await ask(as(bob, path), { method: 'PATCH', json: { latitude: 0, longitude: 0 } })
  expect(refused).toEqual({ error: expect.any(String) })
  const stopped = await ask(as(ann, path), { method: 'DELETE' })
  expect(stopped.message.location).toEqual({ latitude: 50.01, longitude: 30 })
  const late = await ask(as(ann, path), { method: 'PATCH', json: { latitude: 50, longitude: 30 } })
  expect(late).toEqual({ error: 'That location is not live.' })
})

test('a fault waits until it is used up, and all are cleared at once', async () => {
  await ask('/faults', { json: { kind: '429', retry_after: 3, method: 'sendMessage', times: 2 } })
  await ask('/faults', { json: { kind: 'html-502', method: 'getChat' } })
  const call = caller(sim, bot)
  expect(await call('sendMessage', { chat_id: desk, text: 'x' })).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 3 },
  })
  expect((await ask('/faults')).faults).toMatchObject([
    { method: 'sendMessage', left: 1 },
    { kind: 'html-502', left: 1 },
  ])
  expect(await ask('/faults', { json: { kind: '429' } })).toEqual({ error: expect.stringContaining('retry_after') })
  await ask('/faults', { method: 'DELETE' })
  expect((await ask('/faults')).faults).toEqual([])
})

test('a lint names its call', async () => {
  await caller(sim, bot)('sendMessage', { chat_id: desk, text: 'x', wrong: 1 })
  const [lint] = (await ask('/lints')).lints
  const [call] = (await ask('/inspector?limit=1')).calls
  expect(lint).toMatchObject({ kind: 'unknown-parameter', call: call.id })
})

test('the clock stands, moves by hand and runs again; a clock that a test holds is not touched', async () => {
  await ask('/clock', { method: 'PUT', json: { mode: 'hand' } })
  const before = await ask('/clock')
  expect(before).toMatchObject({ mode: 'hand', factor: 0 })
  const after = await ask('/clock/advance', { json: { ms: 86_400_000 } })
  expect(Date.parse(after.now) - Date.parse(before.now)).toBe(86_400_000)
  expect((await ask('/state')).rate).toBe(0)
  expect(await ask('/clock', { method: 'PUT', json: { mode: 'scaled', factor: 60 } })).toMatchObject({ factor: 60 })
  expect(await ask('/clock', { method: 'PUT', json: { mode: 'scaled', factor: 1e9 } })).toEqual({
    error: expect.any(String),
  })

  const held = await createSimulator({ clock: handClock() })
  const put = { method: 'PUT', json: { mode: 'real' } }
  expect(await ask('/clock', put, held)).toEqual({ error: expect.stringContaining('in the hands') })
  await held.close()
})
