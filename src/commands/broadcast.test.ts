import { expect, test } from 'vitest'
import { begin } from '#platform/notifications/broadcast.ts'
import { workOff } from '#platform/notifications/work-off.ts'
import { freshDatabase } from '#testing/database.ts'
import { turn } from './broadcast.ts'
import { places } from './open.ts'

const START = new Date('2026-05-01T00:00:00Z')

async function scene() {
  const database = await freshDatabase(places)
  await database.query(
    "insert into posthouse.people (telegram_id, display_name, joined_at) select n, 'P' || n, $1 from generate_series(1, 150) n",
    [START],
  )
  const { rows } = await database.query<{ id: number }>('select id from posthouse.people')
  const about = { in: () => ({ text: 'News', entities: [] }) }
  const note = { key: 'news', to: { people: rows.map(({ id }) => id) }, type: 'NEWS', what: 'News.' }
  await begin(database, { bot: 'bounty', broadcast: note, declared: { about }, superadmins: new Set() }, START)
  const taken = async () =>
    (await database.transaction((transaction) => workOff(transaction, 'bounty', 1e9, START))).taken
  const audited = async () => (await database.query('select action, subject, detail from posthouse.audit')).rows
  return { database, taken, audited }
}

test('a broadcast is paused, resumed and cancelled from the command line, and it is written down who did it', async () => {
  const { database, taken, audited } = await scene()
  await turn(database, 'pause', 'bounty', 'news', { reason: 'wrong text' })
  expect(await taken()).toBe(0)
  await turn(database, 'resume', 'bounty', 'news', {})
  expect(await taken()).toBe(100)
  await turn(database, 'cancel', 'bounty', 'news', { yes: true })
  await expect(turn(database, 'resume', 'bounty', 'news', {})).rejects.toThrow(
    'It is cancelled: it cannot be resumed. Nothing was done.',
  )
  const { rows } = await database.query(
    'select state, count(*)::int as n from posthouse.broadcast_recipients group by 1 order by 1',
  )
  expect(rows).toEqual([
    { state: 'cancelled', n: 50 },
    { state: 'queued', n: 100 },
  ])
  expect(await audited()).toMatchObject([
    { action: 'broadcast_pause', subject: 'news' },
    { action: 'broadcast_resume' },
    { action: 'broadcast_cancel' },
  ])
  expect(JSON.stringify(await audited())).toContain('wrong text')
})

test('one that nobody knows, and a cancel that nobody confirmed, change nothing', async () => {
  const { database, taken, audited } = await scene()
  await expect(turn(database, 'pause', 'bounty', 'other', {})).rejects.toThrow('bounty has no broadcast "other"')
  await expect(turn(database, 'cancel', 'bounty', 'news', {})).rejects.toThrow('150 of 150 would never get it. Cancel?')
  expect(await taken()).toBe(100)
  expect(await audited()).toEqual([])
})
