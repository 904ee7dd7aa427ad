import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, schemaProblems, taker } from '../kit.ts'
import { createSimulator, readWorldFile, type Simulator } from '../simulator.ts'

const TOKEN = '123456789:AAsuite-secret_of_a_foreign_bot0'
let sim: Simulator
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'world-'))
  const file = join(folder, 'world.json')
  await writeFile(
    file,
    JSON.stringify({
      people: [
        { id: 42, first_name: 'Ann', username: 'ann_s', started: ['suite_bot'] },
        { id: 43, first_name: 'Bob' },
      ],
      bots: [{ username: 'suite_bot', name: 'Suite', token: TOKEN, has_topics_enabled: true }],
      chats: [
        {
          id: -1001000000001,
          type: 'supergroup',
          title: 'Fixture',
          is_forum: true,
          members: [
            { id: 42, status: 'creator' },
            { id: 123456789, status: 'administrator' },
          ],
        },
        {
          id: -1001000000002,
          type: 'channel',
          title: 'Feed',
          username: 'suite_feed',
          members: [{ id: 123456789, status: 'administrator' }],
        },
      ],
    }),
  )
  sim = await createSimulator({ world: readWorldFile(file) })
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
  await rm(folder, { recursive: true })
})

const bot = { id: 123456789, token: TOKEN, username: 'suite_bot' }
const ask = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${sim.url}/sim${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
  return { status: response.status, body: (await response.json()) as any }
}

test('a suite finds its bots, people and chats under the ids it knows, and an empty queue', async () => {
  const call = caller(sim, bot)
  expect((await call('getMe')).result).toMatchObject({ id: 123456789, username: 'suite_bot' })
  expect((await call('getUpdates')).result).toEqual([])
  for (const chat_id of [42, -1001000000001, '@suite_feed'])
    expect(await call('sendMessage', { chat_id, text: 'hello' })).toMatchObject({ ok: true })
  expect(await call('sendMessage', { chat_id: 43, text: 'hello' })).toMatchObject({
    description: 'Bad Request: chat not found',
  })
})

test('a chat is made and lived in over HTTP', async () => {
  const call = caller(sim, bot)
  const take = taker(call)
  const made = await ask('POST', '/chats', {
    id: -1001000000003,
    type: 'supergroup',
    title: 'Made',
    members: [
      { id: 42, status: 'creator' },
      { id: 123456789, status: 'administrator' },
    ],
  })
  expect(made).toMatchObject({ status: 200, body: { id: -1001000000003, title: 'Made' } })
  await take()
  const chat = '/people/42/chats/-1001000000003'
  await ask('PUT', `${chat}/members/43`, { status: 'member' })
  await ask('PATCH', chat, { is_forum: true, title: 'Talk' })
  const topic = await ask('POST', `${chat}/topics`, { name: 'One' })
  const said = await ask('POST', `${chat}/messages`, { text: 'in it', message_thread_id: topic.body.id })
  const id = said.body.message.message_id
  await ask('PUT', `${chat}/messages/${id}/reactions`, [{ type: 'emoji', emoji: '👍' }])
  await ask('PUT', `${chat}/messages/${id}/pinned`, { pinned: true })
  await ask('PATCH', `${chat}/topics/${topic.body.id}`, { closed: true })
  await ask('PUT', `${chat}/members/43`, { status: 'restricted', permissions: { can_send_messages: true } })
  const { result: link } = await call('createChatInviteLink', { chat_id: -1001000000003, creates_join_request: true })
  await ask('PUT', `${chat}/members/43`, { status: 'left' })
  expect((await ask('POST', '/people/43/join', { address: link.invite_link })).body).toEqual({ result: 'requested' })
  await ask('POST', `${chat}/requests/43`, { approved: true })
  const kinds = (await take()).map(({ message, update_id: _, ...rest }) =>
    message ? Object.keys(message).at(-1) : Object.keys(rest)[0],
  )
  expect(kinds).toEqual([
    'chat_member',
    'new_chat_members',
    'new_chat_title',
    'forum_topic_created',
    'reply_to_message',
    'message_reaction',
    'reply_to_message',
    'reply_to_message',
    'chat_member',
    'chat_member',
    'left_chat_member',
    'chat_join_request',
    'chat_member',
    'new_chat_members',
  ])
  const { body } = await ask('GET', '/chats/-1001000000003')
  expect(body).toMatchObject({ is_forum: true, topics: [{ name: 'One', closed: true }], pinned: [id] })
  expect((await ask('DELETE', chat)).status).toBe(200)
})

test.each<[string, string, unknown, number, RegExp]>([
  ['POST', '/chats', { type: 'supergroup', title: 'x', id: -5 }, 400, /-5 is not the id of a supergroup/],
  ['POST', '/chats', { type: 'group', title: 'x', username: 'taken' }, 400, /no username/],
  ['POST', '/chats', { type: 'channel', title: 'x', username: 'Suite_Feed' }, 400, /taken/],
  ['POST', '/chats', { type: 'supergroup', title: 'x', members: [{ id: 99 }] }, 400, /nobody with the id 99/],
  ['POST', '/chats', { type: 'secret', title: 'x' }, 400, /type/],
  ['POST', '/chats', { type: 'group', title: 'x', colour: 1 }, 400, /colour/],
  ['GET', '/chats/-1', undefined, 404, /no such chat/],
  ['POST', '/people/43/join', { address: 'https://t.me/+nowhere' }, 400, /leads nowhere/],
  ['PUT', '/people/42/chats/-1001000000001/members/99', { status: 'member' }, 400, /nobody/],
  ['PUT', '/people/42/chats/-1001000000001/members/43', { status: 'king' }, 400, /status/],
  ['PATCH', '/people/42/chats/-1001000000001', { title: '' }, 400, /title/],
])('%s %s %j answers with a sentence', async (method, path, body, status, sentence) => {
  const answer = await ask(method, path, body)
  expect(answer.status).toBe(status)
  expect(answer.body.error).toMatch(sentence)
})

test('a file that describes no world is named with what is wrong', async () => {
  const file = join(folder, 'broken.json')
  await writeFile(file, '{"chats":[{"type":"club","title":"x"}]}')
  expect(() => readWorldFile(file)).toThrow(`${file} does not describe a world`)
})
