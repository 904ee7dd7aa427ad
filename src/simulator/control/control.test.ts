import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, png, schemaProblems } from '../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'page_bot', name: 'Page bot', about: 'Shows things' })
  ann = sim.person('Ann', { language: 'uk' })
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
const ask = async (path: string, init: { method?: string; json?: unknown; form?: FormData } = {}): Promise<any> => {
  const response = await fetch(`${sim.url}/sim${path}`, {
    method: init.method ?? (init.json !== undefined || init.form ? 'POST' : 'GET'),
    ...(init.json === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(init.json) }),
    ...(init.form ? { body: init.form } : {}),
  })
  return response.json()
}
const chat = () => `/people/${ann.id}/chats/${bot.id}`

test('the page learns who there is, with commands in its language and without tokens', async () => {
  await caller(sim, bot)('setMyCommands', {
    commands: [{ command: 'tasks', description: 'Завдання' }],
    language_code: 'uk',
  })
  const state = await ask('/state?language=uk')
  expect(state).toMatchObject({
    name: 'Posthouse simulator',
    people: [{ id: ann.id, first_name: 'Ann', language_code: 'uk' }],
    bots: [
      { id: bot.id, username: 'page_bot', built: true, commands: [{ command: 'tasks', description: 'Завдання' }] },
    ],
  })
  expect(JSON.stringify(state)).not.toContain(bot.token)
  expect((await ask('/state?language=en')).bots[0].commands).toEqual([])
})

test('a newcomer writes, reads, edits and sends a picture', async () => {
  const person = await ask('/people', { json: { first_name: 'Olha', language_code: 'uk' } })
  const path = `/people/${person.id}/chats/${bot.id}`
  expect(await ask(`/people/${person.id}/chats`)).toEqual([])
  const entry = await ask(`${path}/messages`, { json: { text: '/start' } })
  expect(entry).toMatchObject({ outgoing: true, edited: false, message: { text: '/start' } })
  await ask(`${path}/messages/${entry.message.message_id}`, { method: 'PATCH', json: { text: '/start now' } })
  const form = new FormData()
  form.set('kind', 'photo')
  form.set('caption', 'look')
  form.set('file', new Blob([png(4, 4)], { type: 'image/png' }), 'x.png')
  const photo = await ask(`${path}/messages`, { form })
  const file = await fetch(`${sim.url}/sim/files/${photo.message.photo[0].file_unique_id}`)
  expect(file.headers.get('content-type')).toBe('image/png')
  await caller(sim, bot)('sendMessage', { chat_id: person.id, text: 'seen', reply_markup: { keyboard: [['Yes']] } })
  await caller(sim, bot)('sendChatAction', { chat_id: person.id, action: 'typing' })
  const view = await ask(`${path}/messages?limit=2`)
  expect(view).toMatchObject({
    more: true,
    typing: 'typing',
    blocked: false,
    reply_keyboard: { keyboard: [[{ text: 'Yes' }]] },
  })
  expect(
    view.entries.map((e: { message: { text?: string; caption?: string } }) => e.message.text ?? e.message.caption),
  ).toEqual(['look', 'seen'])
  const [row] = await ask(`/people/${person.id}/chats`)
  expect(row).toMatchObject({ chat: { id: bot.id, type: 'private', title: 'Page bot', bot: bot.id }, unread: 1 })
  await ask(`${path}/read`, { method: 'POST' })
  expect((await ask(`/people/${person.id}/chats`))[0].unread).toBe(0)
})

test('two people of one name are two people', async () => {
  const again = await ask('/people', { json: { first_name: 'Ann', language_code: 'en' } })
  expect(again.id).not.toBe(ann.id)
})

test('a press from the page waits for the bot', async () => {
  await ask(`${chat()}/messages`, { json: { text: '/start' } })
  const call = caller(sim, bot)
  const { result } = await call('sendMessage', {
    chat_id: ann.id,
    text: 'Go?',
    reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
  })
  const pressed = ask(`${chat()}/press`, { json: { message_id: result.message_id, row: 0, column: 0 } })
  let query: string | undefined
  while (!query) {
    const updates = (await call('getUpdates', { timeout: 1, allowed_updates: ['callback_query', 'message'] })).result
    query = updates.at(-1)?.callback_query?.id
    if (!query) await call('getUpdates', { offset: updates.at(-1).update_id + 1 })
  }
  await call('answerCallbackQuery', { callback_query_id: query, text: 'Going' })
  expect(await pressed).toEqual({ text: 'Going', alert: false })
})

test('what happens is streamed to whom it concerns', async () => {
  const stop = new AbortController()
  const response = await fetch(`${sim.url}/sim/events?person=${ann.id}`, { signal: stop.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  const seen = async (part: string) => {
    while (!text.includes(part)) text += Buffer.from((await reader.read()).value ?? []).toString()
  }
  await seen(': hello')
  const bob = sim.person('Bob')
  sim.says(bob, bot, "Bob's secret")
  await caller(sim, bot)('sendMessage', { chat_id: ann.id, text: 'for Ann' })
  await seen('"text":"for Ann"')
  await seen('event: call')
  const entries = text.split('\n\n').filter((block) => block.startsWith('event: entry'))
  expect(entries.join()).not.toContain("Bob's secret")
  expect(entries[0]).toContain(`"chat":${bot.id}`)
  expect(text).not.toContain(bot.token)
  stop.abort()
})

test.each<[string, object, number]>([
  ['/people/1/chats', {}, 404],
  ['/state?language=xx', {}, 400],
  ['/people', { method: 'POST', body: '{"first_name":""}', headers: { 'content-type': 'application/json' } }, 400],
  ['/nothing', {}, 404],
  ['/state', { headers: { origin: 'https://evil.example' } }, 403],
])('%s with %j is refused with a sentence', async (path, init, status) => {
  const response = await fetch(`${sim.url}/sim${path}`, init)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error: expect.any(String) })
})

test('the inspector shows calls and updates newest first; the stand-ins say that they are simulated', async () => {
  const { calls, updates } = await ask('/inspector?limit=2')
  expect(calls[0].id).toBeGreaterThan(calls[1].id)
  expect(updates).toHaveLength(2)
  expect((await ask('/github')).pulls).toContainEqual(
    expect.objectContaining({ full_name: 'PyGithub/PyGithub', number: 538, merged: true, invented: false }),
  )
  expect((await ask('/github')).note).toContain('stand-in')
  expect(await ask('/payouts')).toMatchObject({ note: expect.stringContaining('No money moves'), total_cents: 0 })
})

test('the built page is served from its folder with a strict policy, and nothing outside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'page-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  const withPage = await createSimulator({ pageFolder: folder })
  const response = await fetch(withPage.url)
  expect(await response.text()).toContain('<title>page</title>')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect((await fetch(`${withPage.url}/%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404)
  await withPage.close()
  await rm(folder, { recursive: true })
  expect(await (await fetch(sim.url)).text()).toContain('not built yet')
})
