import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { caller, png, until, webhookServer } from '../kit.ts'
import { createSimulator, type SimulatorOptions } from '../simulator.ts'

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
  await expect.poll(() => readFile(stateFile, 'utf8').catch(() => ''), { timeout: 2000 }).toContain('remember')
  await sim.close()
  expect(await readdir(folder)).toEqual(['world.json'])
})

test('after a crash no number is given twice, though the last moments are lost', async () => {
  const crashed = await open()
  const bot = crashed.bot({ username: 'crash_bot', name: 'Crash' })
  const ann = crashed.person('Ann')
  crashed.says(ann, bot, 'kept')
  await expect.poll(() => readFile(stateFile, 'utf8').catch(() => ''), { timeout: 2000 }).toContain('kept')
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

test('a broken state file is named, not overwritten', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(stateFile, '{"version":1,')
  await expect(open()).rejects.toThrow(`${stateFile} is not a state of the simulator; move it away to begin anew`)
  expect(await readFile(stateFile, 'utf8')).toBe('{"version":1,')
})
