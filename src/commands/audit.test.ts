import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { audit } from '#platform/people/audit.ts'
import { chainAudit } from '#platform/people/audit-chain.ts'
import { posthouse } from '#testing/cli.ts'
import { createPlace, type Place } from '#testing/house-place.ts'
import { places } from './open.ts'

// The command as an operator types it, in a process of its own. A busy machine takes seconds for each.
vi.setConfig({ testTimeout: 120_000 })

const SECRET = 'a-secret-that-must-not-be-shown'
const HOSTILE = '\u001b[2J\u202e'
const AT = new Date('2026-05-01T12:00:00Z')

let place: Place
beforeAll(async () => {
  place = await createPlace(places)
  await place.look(async (database) => {
    for (let n = 1; n <= 60; n += 1) await write(database, `viewed ${n}`)
    await write(database, `paid ${HOSTILE}`)
    while ((await chainAudit(database)) > 0);
  })
})
afterAll(() => place.remove())

const write = (database: Database, action: string) =>
  audit(database, AT, { bot: 'bounty', action, subject: 'A42', detail: { note: `${HOSTILE} ${SECRET}` } })

const run = (...args: string[]) => posthouse({ ...place.environment, PAYOUT_SECRET: SECRET }, 'audit', ...args)

test('what was done to a subject is shown page by page, without secrets and fit for a terminal', async () => {
  const first = await run('show', 'A42')
  expect(first.errors).toBe('')
  const lines = first.out.split('\n')
  expect(lines[0]).toMatch(/^row 61 {2}2026-05-01T12:00:00\.000Z {2}bounty {2}paid .* the house {2}.*note/)
  expect(lines[50]).toBe('More: --page 2')
  for (const harmful of ['\u001b', '\u202e', SECRET]) expect(first.out).not.toContain(harmful)
  const second = await run('show', 'A42', '--bot', 'bounty', '--page', '2')
  expect([second.code, second.out.trimEnd().split('\n').length]).toEqual([0, 11])
  const none = await run('show', `A43${HOSTILE}`)
  expect([none.code, none.errors]).toEqual([1, 'Nothing was done to "A43 [2J".\n'])
})

test('the chain is verified; an edited row is named with exit code 1, and a head of before is asked for', async () => {
  const whole = await run('verify')
  expect(whole.out).toMatch(/^The audit log is as it was written: 61 rows\.\nHead: 61:[0-9a-f]{64}\n$/)
  expect(whole.code).toBe(0)
  const head = whole.out.trim().split(' ').at(-1)!
  expect((await run('verify', '--head', head)).code).toBe(0)
  const other = await run('verify', '--head', `61:${'0'.repeat(64)}`)
  expect([other.code, other.errors]).toEqual([
    1,
    'The audit log is not as it was written:\nrow 61 with that hash is not in the chain\n',
  ])
  await place.look(async (database) => {
    await expect(database.query("update posthouse.audit set detail = '{}' where seq = 42")).rejects.toThrow('append')
    await database.transaction(async (transaction) => {
      await transaction.query('set local session_replication_role = replica')
      await transaction.query("update posthouse.audit set detail = '{}' where seq = 42")
      await transaction.query('delete from posthouse.audit where seq in (50, 51)')
    })
  })
  const edited = await run('verify')
  expect([edited.code, edited.out]).toEqual([1, ''])
  expect(edited.errors).toContain('row 42 (id 42) was edited, moved or put in\nrows 50 to 51 were removed\n')
})

test('what cannot be meant ends with the usage', async () => {
  for (const args of [[], ['verify', 'A42'], ['verify', '--head', '61'], ['show'], ['show', 'A', 'B'], ['look']]) {
    expect([(await run(...args)).code, args]).toEqual([64, args])
  }
})
