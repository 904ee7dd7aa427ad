import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { caller, png, until, webhookServer } from '../kit.ts'
import { createSimulator, handClock, type SimulatorOptions } from '../simulator.ts'

const folder = join(tmpdir(), `simulator-test-${process.pid}`)
const stateFile = join(folder, 'world.json')
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (options: SimulatorOptions = {}) => createSimulator({ stateFile, ...options })

test('closing and opening again loses nothing: people, chats, queues, files, ledgers', async () => {
  const first = await open({ githubDates: 'fresh' })
  const bot = first.bot({ username: 'keep_bot', name: 'Keep' })
  const ann = first.person('Ann', { language: 'uk' })
  first.says(ann, bot, 'one')
  first.sendsFile(ann, bot, { kind: 'photo', name: 'p.png', bytes: png(5, 5), mime: 'image/png' })
  await caller(first, bot)('setMyCommands', { commands: [{ command: 'go', description: 'Go' }] })
  const before = (await caller(first, bot)('getUpdates')).result
  await fetch(`${first.url}/payouts`, {
    method: 'POST',
    headers: { 'x-payout-secret': 'simulated', 'idempotency-key': 'k1' },
    body: '{"user_id":1,"assignment_id":2,"amount_cents":300}',
  })
  const pull = await (await fetch(`${first.url}/github/repos/PyGithub/PyGithub/pulls/538`)).json()
  await first.close()

  const second = await open({ githubDates: 'fresh' })
  const again = second.bot({ username: 'keep_bot', name: 'Keep' })
  const annAgain = second.person('Ann')
  expect([again.token, annAgain]).toEqual([bot.token, ann])
  expect(second.transcript(annAgain, again).map(({ message }) => message.message_id)).toEqual([1, 2])
  const call = caller(second, again)
  expect((await call('getUpdates')).result).toEqual(before)
  expect((await call('getMyCommands')).result).toEqual([{ command: 'go', description: 'Go' }])
  const { result } = await call('getFile', { file_id: before[1].message.photo[0].file_id })
  const bytes = await (await fetch(`${second.url}/file/bot${again.token}/${result.file_path}`)).arrayBuffer()
  expect(Buffer.from(bytes)).toEqual(png(5, 5))
  expect(second.payouts.payments).toMatchObject([{ payout_id: 'sim_po_000001', idempotency_key: 'k1' }])
  const pullAgain = await (await fetch(`${second.url}/github/repos/PyGithub/PyGithub/pulls/538`)).json()
  expect(pullAgain).toMatchObject({ created_at: (pull as { created_at: string }).created_at })
  second.says(annAgain, again, 'three')
  expect((await call('getUpdates')).result.at(-1)).toMatchObject({
    update_id: before.at(-1).update_id + 1,
    message: { message_id: 3 },
  })
  await second.close()
})

test('a poll keeps its votes and its end over a restart, a file what is known of it', async () => {
  const clock = handClock()
  const first = await open({ clock })
  const bot = first.bot({ username: 'vote_bot', name: 'Vote' })
  const ann = first.person('Ann')
  first.says(ann, bot, '/start')
  const ask = { chat_id: ann.id, question: 'x', options: ['a', 'b'], open_period: 60, allows_revoting: true }
  const { poll } = (await caller(first, bot)('sendPoll', ask)).result
  first.votes(ann, poll.id, [0])
  first.sendsFile(ann, bot, { kind: 'audio', name: 'a.mp3', bytes: png(1, 1), duration: 5, performer: 'Band' })
  await first.close()

  const second = await open({ clock })
  second.votes(ann, poll.id, [1])
  await clock.advance(60_000)
  const { result } = await caller(second, bot)('getUpdates')
  const polls = result.flatMap((update: { poll?: object }) => update.poll ?? [])
  expect(polls).toMatchObject([
    { total_voter_count: 1, options: [{ voter_count: 1 }, {}] },
    { total_voter_count: 1, options: [{}, { voter_count: 1 }] },
    { is_closed: true },
  ])
  const { audio } = result.find((update: { message?: { audio?: object } }) => update.message?.audio).message
  const again = await caller(second, bot)('sendAudio', { chat_id: ann.id, audio: audio.file_id })
  expect(again.result.audio).toMatchObject({ duration: 5, performer: 'Band', file_id: audio.file_id })
  await second.close()
})

test('a webhook and what waits for it survive; delivery goes on after the start', async () => {
  const first = await open()
  const bot = first.bot({ username: 'hook_bot', name: 'Hook' })
  const hook = await webhookServer(() => ({ status: 200 }))
  const dead = await webhookServer(() => ({ status: 200 }))
  await dead.close()
  await caller(first, bot)('setWebhook', { url: dead.url, secret_token: 's3cret' })
  first.says(first.person('Ann'), bot, 'wait for me')
  await first.settled()
  await first.close()
  const text = await readFile(stateFile, 'utf8')
  await writeFile(stateFile, text.replaceAll(dead.url, hook.url))

  const second = await open()
  await until(() => hook.received.length === 1)
  expect(hook.received[0]).toMatchObject({
    update: { message: { text: 'wait for me' } },
    headers: { 'x-telegram-bot-api-secret-token': 's3cret' },
  })
  await second.settled()
  await second.close()
  await hook.close()
})

test('a change reaches the disk soon, without closing, and no temporary file is left', async () => {
  const sim = await open()
  const bot = sim.bot({ username: 'disk_bot', name: 'Disk' })
  sim.says(sim.person('Ann'), bot, 'remember')
  await expect.poll(() => readFile(stateFile, 'utf8').catch(() => '')).toContain('remember')
  await sim.close()
  expect(await readdir(folder)).toEqual(['world.json'])
})

test('after a crash no number is given twice, though the last moments are lost', async () => {
  const crashed = await open()
  const bot = crashed.bot({ username: 'crash_bot', name: 'Crash' })
  const ann = crashed.person('Ann')
  crashed.says(ann, bot, 'kept')
  await expect.poll(() => readFile(stateFile, 'utf8').catch(() => '')).toContain('kept')
  const copy = join(folder, 'copy', 'world.json')
  await mkdir(join(folder, 'copy'))
  await copyFile(stateFile, copy)
  const lost = crashed.says(ann, bot, 'lost')
  const lostUpdate = crashed.updates(bot).at(-1)?.update_id ?? 0
  await crashed.close()

  const next = await open({ stateFile: copy })
  const again = next.bot({ username: 'crash_bot', name: 'Crash' })
  expect(next.transcript(ann, again).map(({ message }) => message.text)).toEqual(['kept'])
  expect(next.says(ann, again, 'new').message_id).toBeGreaterThan(lost.message_id)
  expect(next.updates(again).at(-1)?.update_id).toBeGreaterThan(lostUpdate)
  await next.close()
})

test('groups come back with their members, rights, topics, links, requests and reactions', async () => {
  const first = await open()
  const bot = first.bot({ username: 'group_bot', name: 'Group', has_topics_enabled: true })
  const [ann, bob] = [first.person('Ann'), first.person('Bob')]
  const group = first.chat({
    id: -1001234,
    type: 'supergroup',
    title: 'Kept',
    username: 'kept_group',
    is_forum: true,
    members: [
      { id: ann.id, status: 'creator' },
      { id: bot.id, status: 'administrator', custom_title: 'Guard' },
      { id: bob.id, status: 'restricted', permissions: { can_send_messages: true } },
    ],
  })
  const call = caller(first, bot)
  const topic = first.opensTopic(ann, group, { name: 'One' })
  const said = first.says(ann, group, 'hi', { thread: topic.id })
  first.reacts(ann, group, said.message_id, [{ type: 'emoji', emoji: '👍' }])
  await call('pinChatMessage', { chat_id: group.id, message_id: said.message_id })
  const { result: link } = await call('createChatInviteLink', { chat_id: group.id, creates_join_request: true })
  first.joins(first.person('Eve'), link.invite_link)
  const details = async (sim: typeof first) => (await fetch(`${sim.url}/sim/chats/-1001234`)).json()
  const before = await details(first)
  await first.close()

  const second = await open()
  expect(await details(second)).toEqual(before)
  expect(
    second
      .transcript(ann, group)
      .map(({ reactions }) => reactions)
      .filter(Boolean),
  ).toHaveLength(1)
  const again = caller(second, second.bot({ username: 'group_bot', name: 'Group' }))
  const sent = await again('sendMessage', { chat_id: '@kept_group', text: 'x', message_thread_id: topic.id })
  expect(sent).toMatchObject({ ok: true, result: { message_thread_id: topic.id } })
  expect((await again('approveChatJoinRequest', { chat_id: group.id, user_id: second.person('Eve').id })).ok).toBe(true)
  await second.close()
})

test('a state file of an earlier release, which knew only who is in a group, is read', async () => {
  const first = await open()
  const bot = first.bot({ username: 'old_bot', name: 'Old' })
  const ann = first.person('Ann')
  const group = first.group('Team', [ann, bot], { admins: [bot] })
  await first.close()
  const saved = JSON.parse(await readFile(stateFile, 'utf8'))
  for (const chat of saved.chats) {
    chat.members = chat.members.map(([id, { status }]: [number, { status: string }]) => [id, status])
    for (const field of ['permissions', 'links', 'requests', 'topics', 'bannedChats']) delete chat[field]
  }
  await writeFile(stateFile, JSON.stringify(saved))

  const second = await open()
  const call = caller(second, bot)
  expect((await call('getChatMember', { chat_id: group.id, user_id: bot.id })).result).toMatchObject({
    status: 'administrator',
    can_invite_users: true,
  })
  expect((await call('exportChatInviteLink', { chat_id: group.id })).ok).toBe(true)
  expect(second.says(ann, group, 'still here').text).toBe('still here')
  await second.close()
})

test('a broken state file is named, not overwritten', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(stateFile, '{"version":1,')
  await expect(open()).rejects.toThrow(`${stateFile} is not a state of the simulator; move it away to begin anew`)
  expect(await readFile(stateFile, 'utf8')).toBe('{"version":1,')
})
