import { afterEach, expect, test } from 'vitest'
import { acquire, beat, giveBack, type LeaseRow, look, renew } from '#platform/updates/lease-table.ts'
import { freshDatabase } from '#testing/database.ts'
import { release } from './lock.ts'
import { places } from './open.ts'

const HOLDER = { bot: 'ferry', host: 'web-1', pid: 4711, env: 'production', ts: '2026-05-01T00:00:00Z' }
const FIRST = { name: 'polling 77', owner: 'first', epoch: 1 }

afterEach(() => {
  process.exitCode = undefined
})

/** A holder whose heartbeat is so many seconds old, as `lock status` shows it. */
async function scene(heartbeatAge: number) {
  const database = await freshDatabase(places)
  await acquire(database, { ...FIRST, holder: HOLDER, ttlMs: 30_000, dead: undefined })
  await beat(database, FIRST, heartbeatAge)
  const row = async (): Promise<LeaseRow> => (await look(database))[0]!
  const outcome = async (shown: LeaseRow, force = false) => {
    process.exitCode = undefined
    const released = await release(database, shown, { force, reason: 'it hangs' })
    return { released, code: process.exitCode }
  }
  const audited = async () => (await database.query('select action, subject, detail from posthouse.audit')).rows
  return { database, row, outcome, audited }
}

test('a holder that works is not released without force', async () => {
  const { database, row, outcome, audited } = await scene(20)
  expect(await outcome(await row())).toEqual({ released: false, code: 3 })
  expect(await renew(database, FIRST, 30_000)).toBe(true)
  expect(await audited()).toEqual([])
  expect(await outcome(await row(), true)).toEqual({ released: true, code: 0 })
  expect(await renew(database, FIRST, 30_000)).toBe(false)
})

test('a holder that hangs is released: it is refused at its next renewal, the next one begins, and it is written down who did it', async () => {
  const { database, row, outcome, audited } = await scene(400)
  expect(await outcome(await row())).toEqual({ released: true, code: 0 })
  expect(await renew(database, FIRST, 30_000)).toBe(false)
  expect(await beat(database, FIRST, 0)).toBe(false)
  expect(await row()).toMatchObject({ held: false, epoch: 2 })
  const next = await acquire(database, {
    name: FIRST.name,
    owner: 'second',
    holder: HOLDER,
    ttlMs: 30_000,
    dead: undefined,
  })
  expect(next?.epoch).toBe(3)
  expect(await audited()).toMatchObject([{ action: 'lock_release', subject: 'polling 77' }])
  expect(JSON.stringify(await audited())).toMatch(/web-1.*it hangs|it hangs.*web-1/)
})

test('who is not the holder that was shown is left alone', async () => {
  const { database, row, outcome, audited } = await scene(400)
  const shown = await row()
  await giveBack(database, FIRST)
  const second = { name: FIRST.name, owner: 'second', holder: HOLDER, ttlMs: 30_000, dead: undefined }
  const { epoch } = (await acquire(database, second))!
  expect(await outcome(shown, true)).toEqual({ released: false, code: 4 })
  expect(await renew(database, { name: FIRST.name, owner: 'second', epoch }, 30_000)).toBe(true)
  expect(await audited()).toEqual([])
})

test('a holder that comes back to life between the look and the release is left alone', async () => {
  const { database, row, outcome } = await scene(400)
  const shown = await row()
  await beat(database, FIRST, 0)
  expect(await outcome(shown)).toEqual({ released: false, code: 4 })
  expect(await renew(database, FIRST, 30_000)).toBe(true)
})
