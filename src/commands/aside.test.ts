import { hostname, userInfo } from 'node:os'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { lockFolder } from '#platform/db/folder-lock.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { createInbox } from '#platform/updates/inbox.ts'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'
import { posthouse } from '#testing/cli.ts'
import { emptyTables } from '#testing/database.ts'
import { createPlace, type Place } from '#testing/house-place.ts'
import { dead } from './dead.ts'
import { places } from './open.ts'
import { updates } from './updates.ts'

// The commands as an operator types them, each in a process of its own, beside a small Telegram.

/** Moves the cursor, turns the text round. */
const HOSTILE = '\u001b\u009b\u202e'
const SECRET = 'a-secret-that-must-not-be-shown'
// Every command is a process; a busy machine takes seconds for each.
vi.setConfig({ testTimeout: 120_000 })

let place: Place
let simulator: Simulator
let environment: Record<string, string>

beforeAll(async () => {
  place = await createPlace(places)
  simulator = await createSimulator()
  environment = {
    ...place.environment,
    BOUNTY_TOKEN: bounty().token,
    TELEGRAM_API_ROOT: simulator.url,
    PAYOUT_SECRET: SECRET,
  }
})
afterAll(async () => {
  await simulator.close()
  place.remove()
})
const bounty = () => simulator.bot({ username: 'bounty_bot', name: 'Bounty', about: '' })
const run = (...args: string[]) => posthouse(environment, ...args)
const call = (method: string, parameters: object) =>
  fetch(`${simulator.url}/bot${bounty().token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  })
const rowsOf = <Row = Record<string, unknown>>(sql: string) =>
  place.look(async (database) => (await database.query<Row>(sql)).rows)

const message = (id: number, chat: number, text: string) => ({
  update_id: id,
  message: { message_id: id, date: 0, chat: { id: chat, type: 'private' as const, first_name: 'X' }, text },
})

/** Three updates wait, and nothing else has ever been. */
async function fill(database: Database) {
  await emptyTables(database, [
    { name: 'posthouse.inbox' },
    { name: 'posthouse.chat_queue' },
    { name: 'posthouse.audit' },
  ])
  await createInbox({ database, clock: systemClock, committed: () => undefined }).acceptAll(
    [message(1, 7, 'early one'), message(2, 8, 'early two'), message(3, 7, 'early three')].map((update) => ({
      bot: 'bounty',
      update: update as never,
    })),
  )
}

test('what people wrote can be skipped without losing it, looked through, and put back in its order', async () => {
  const ann = simulator.person('Ann')
  for (let count = 1; count <= 130; count += 1) simulator.says(ann, bounty(), `late ${count} ${HOSTILE}`)
  await place.look(fill)

  await call('setWebhook', { url: 'http://127.0.0.1:1/webhook/bounty' })
  const hooked = await run('updates', 'drop', 'bounty', '--reason', 'a flood', '--yes')
  expect([hooked.code, hooked.errors]).toEqual([3, expect.stringContaining('posthouse webhook delete bounty')])
  const inbox = await run('updates', 'drop', 'bounty', '--reason', 'a flood', '--yes', '--inbox-only')
  expect(inbox.out).toContain('Skipped 3 updates of bounty: 0 from Telegram, 3 from the inbox.')
  await call('deleteWebhook', {})

  const dropped = await run('updates', 'drop', 'bounty', '--reason', 'a flood', '--yes')
  expect(dropped.errors).toBe('')
  expect(dropped.out).toContain('Skipped 130 updates of bounty: 130 from Telegram, 0 from the inbox.')
  expect(simulator.pending()).toBe(0)
  const listed = await run('updates', 'dropped', 'bounty')
  expect(listed.out).toMatch(/^update 1 +\d+ s ago +chat 7 +message +"early one" +dropped: a flood$/m)
  expect(listed.out).toContain('133 skipped updates of bounty, page 1 of 3.')
  for (const char of HOSTILE) expect(listed.out).not.toContain(char)

  const some = await run('updates', 'replay', 'bounty', '--update', '2', '999')
  expect([some.code, some.out, some.errors]).toEqual([
    1,
    'Put back 1 update of bounty.\n',
    'Not among the skipped updates of bounty: 999\n',
  ])
  const all = await run('updates', 'replay', 'bounty', '--all', '--reason', 'it was none')
  expect([all.code, all.out]).toEqual([0, 'Put back 132 updates of bounty.\n'])
  const { back, chats, audited } = await place.look(async (database) => ({
    back: (
      await database.query<{ words: string }>(
        "select payload::json -> 'message' ->> 'text' as words from posthouse.inbox where state = 0 and attempts = 0 and error is null order by seq",
      )
    ).rows.map(({ words }) => words.split(' ').slice(0, 2).join(' ')),
    chats: (await database.query('select chat from posthouse.chat_queue')).count,
    audited: (
      await database.query<{ action: string; detail: string }>('select action, detail from posthouse.audit order by id')
    ).rows,
  }))
  expect([back.length, ...back.slice(0, 4)]).toEqual([133, 'early one', 'early two', 'early three', 'late 1'])
  expect(chats).toBe(3)
  expect(audited.map(({ action }) => action)).toEqual([
    'updates_dropped',
    'updates_dropped',
    'updates_dropped',
    'updates_replayed',
    'updates_replayed',
  ])
  expect(JSON.parse(audited[0]!.detail)).toEqual({
    by: `${userInfo().username}@${hostname()} (command line)`,
    reason: 'a flood',
    count: 3,
  })
})

test.runIf(process.env.TEST_DATABASE_URL)(
  'nothing is skipped unasked, nor, without force, while a process polls',
  async () => {
    await place.look(async (database) => {
      await fill(database)
      await database.query(
        `insert into posthouse.leases values ('polling ${bounty().id}', 'x', '{"host":"elsewhere"}', 1, now(), now(), now() + interval '30 seconds')`,
      )
    })
    const drop = (...more: string[]) => run('updates', 'drop', 'bounty', '--reason', 'x', ...more)
    const polled = await drop('--yes')
    expect([polled.code, polled.errors]).toEqual([3, expect.stringContaining('{"host":"elsewhere"}')])
    const unsure = await drop('--force')
    expect([unsure.code, unsure.errors]).toEqual([3, expect.stringContaining('at Telegram and 3 in the inbox?')])
    expect((await drop('--force', '--yes')).code).toBe(0)
  },
)

test('what failed for good is listed, shown without secrets, done again, or discarded', async () => {
  await place.look(async (database) => {
    await fill(database)
    await database.query(`update posthouse.inbox set state = 2, attempts = 3, done_at = now() - interval '3 hours',
      error = 'no good: ${SECRET}' where seq < 3`)
    await database.query(`insert into posthouse.jobs (bot, name, input, state, attempts, run_at, created_at, done_at, error)
      values ('bounty', 'verify-pr', '{"id":5,"secret":"${SECRET}"}', 3, 8, now(), now(), now() - interval '1 hour', 'GitHub is away')`)
    await database.query(`insert into posthouse.outbox (bot, chat, priority, method, payload, state, attempts, created_at, done_at, error)
      values ('bounty', 7, 1, 'sendMessage', '{"chat_id":7,"text":"hello"}', 3, 1, now(), now(), 'sendMessage: 403 Forbidden'),
             ('bounty', 8, 1, 'sendMessage', '{"chat_id":8,"text":"paid"}', 4, 1, now(), now(), 'in flight')`)
  })
  const listed = await run('dead', 'list')
  expect(listed.out).toMatch(/^update 1 +bounty +chat 7 +message +3 tries +3 h ago +no good: \[secret\] +"early one"$/m)
  expect(listed.out).toMatch(/^job 1 +bounty +verify-pr +8 tries +60 min ago +GitHub is away/m)
  expect(listed.out).toMatch(/^send 1 +bounty +chat 7 +sendMessage +1 try /m)
  expect(listed.out).toMatch(/^send 2 +bounty +chat 8 +sendMessage +perhaps sent /m)
  expect(listed.out).toContain('To be decided: 2 updates, 1 job, 2 sends.')
  expect(listed.out).not.toContain(SECRET)

  const shown = await run('dead', 'show', 'job', '1')
  expect(shown.out).toContain('"id": 5')
  expect(shown.out).toContain('error: GitHub is away')
  expect(shown.out).not.toContain(SECRET)

  const replayed = await run('dead', 'replay', 'update', '1', 'job', '1', '77', 'send', '1', '2')
  expect([replayed.code, replayed.out]).toEqual([
    1,
    'Will be done again: update 1\nWill be done again: job 1\nWill be done again: send 1\n',
  ])
  expect(replayed.errors).toContain('job 77: nothing with this number lies aside.')
  expect(replayed.errors).toContain('send 2: perhaps sent. Look into the chat first')
  const discarded = await run('dead', 'discard', 'code', (2).toString(36), 'send', '2', '--reason', 'it has arrived')
  expect([discarded.code, discarded.out]).toEqual([0, 'Discarded: update 2\nDiscarded: send 2\n'])

  const [left] = await rowsOf(`select
    (select string_agg(seq || ':' || state, ' ' order by seq) from posthouse.inbox) as updates,
    (select string_agg(id || ':' || state, ' ') from posthouse.jobs) as jobs,
    (select string_agg(id || ':' || state, ' ' order by id) from posthouse.outbox) as sends,
    (select string_agg(bot || ' ' || chat, ',') from posthouse.lanes) as lanes,
    (select string_agg(action, ' ' order by id) from posthouse.audit) as audited`)
  expect(left).toEqual({
    updates: '1:0 2:3 3:0',
    jobs: '1:0',
    sends: '1:0 2:5',
    lanes: 'bounty 7',
    audited: 'updates_replayed jobs_replayed sends_replayed updates_discarded sends_discarded',
  })
})

test('whoever mistypes learns what to type, and nothing happens', async () => {
  const mistakes: [told: string, act: () => Promise<void>][] = [
    ['There is no bot "ghost". There are: bounty, watch.', () => updates(['drop', 'ghost', '--reason', 'x'])],
    ['posthouse updates drop <bot> --reason', () => updates(['drop'])],
    ['Say why', () => updates(['drop', 'bounty', '--yes', '--reason', ' '])],
    ['write a number', () => updates(['dropped', 'bounty', '--page', '1x'])],
    ['write a number', () => updates(['replay', 'bounty', '--update', '1; drop'])],
    ['Say which', () => updates(['replay', 'bounty'])],
    ['Say which', () => updates(['replay', 'bounty', '--all', '--update', '1'])],
    ['Say which', () => updates(['replay', 'bounty', '1', '--all'])],
    ['posthouse dead list', () => dead([])],
    ['There is no kind "letter"', () => dead(['show', 'letter', '1'])],
    ['There is no kind "toString"', () => dead(['replay', 'toString', '1'])],
    ['write a number', () => dead(['show', 'update', '1e3'])],
    ['write a number', () => dead(['show', 'update', '0'])],
    ['Say which', () => dead(['replay'])],
    ['Say which', () => dead(['replay', '17'])],
    ['"../x" is none', () => dead(['show', 'code', '../x'])],
    ['Say why', () => dead(['discard', 'update', '1'])],
    ['name one kind', () => dead(['discard', '--all', '--reason', 'x'])],
    ['There is no bot "ghost"', () => dead(['replay', 'job', '--all', '--bot', 'ghost'])],
    ["Unknown option '--wrong'", () => dead(['list', '--wrong'])],
  ]
  for (const [told, act] of mistakes) {
    await expect(act(), told).rejects.toMatchObject({ code: 64, message: expect.stringContaining(told) })
  }
  const ran = await run('dead', 'list', '--wrong')
  expect([ran.code, ran.out, ran.errors.includes('    at ')]).toEqual([64, '', false])
})

test('a database that is not there, does not answer, or is in use, is named', async () => {
  const { DATABASE_URL: _, ...embedded } = environment
  const nowhere = await posthouse(
    { ...embedded, POSTHOUSE_DATA: `${environment.POSTHOUSE_DATA}/nothing` },
    'dead',
    'list',
  )
  expect([nowhere.code, nowhere.errors]).toEqual([1, expect.stringContaining('Posthouse has not run here')])
  const url = 'postgres://ann:hunter2-password@127.0.0.1:1/x'
  const away = await posthouse({ ...environment, DATABASE_URL: url }, 'updates', 'dropped', 'bounty')
  expect([away.code, away.errors]).toEqual([69, expect.stringContaining('check DATABASE_URL')])
  expect(away.errors).not.toContain('hunter2')
  if (place.kind === 'postgres') return
  const unlock = await lockFolder(environment.POSTHOUSE_DATA!)
  const busy = await run('dead', 'list').finally(unlock)
  expect([busy.code, busy.errors]).toEqual([75, expect.stringContaining(`is in use by process ${process.pid}`)])
})
