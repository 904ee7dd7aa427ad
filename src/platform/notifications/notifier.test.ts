import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { PLATFORM } from '#testing/town.ts'
import type { Database } from '../db/database.ts'
import { hours } from '../ops/clock.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { begin } from './broadcast.ts'
import { open } from './history.ts'
import { createNotifier } from './notifier.ts'
import { notify } from './notify.ts'
import { mute } from './preferences.ts'
import { MOST_AHEAD } from './work-off.ts'

// On PostgreSQL the processes really meet; PGlite lets one go after the other.

const START = new Date('2026-03-02T09:00:00Z')

async function houses(size: number, people: number) {
  const database = await freshDatabase([PLATFORM])
  const clock = handClock(START)
  await database.query(
    `insert into posthouse.people (telegram_id, display_name, joined_at) select 1000 + n, 'P' || n, $2 from generate_series(1, $1::int) n`,
    [people, START],
  )
  await database.query(
    "insert into posthouse.private_chats (bot, chat, since) select 'crier', telegram_id, $1 from posthouse.people",
    [START],
  )
  const notifiers = Array.from({ length: size }, () =>
    createNotifier({
      database,
      clock,
      log: silentLog,
      metrics: createMetrics(),
      bots: ['crier'],
      perSecond: 1e9,
      committed: () => undefined,
    }),
  )
  return { database, clock, notifiers }
}

const idsOf = async (database: Database) =>
  (
    await database.query<{ id: number; chat: number }>(
      'select id, telegram_id as chat from posthouse.people order by id',
    )
  ).rows

const letters = async (database: Database) =>
  (
    await database.query<{ n: number; once: number }>(
      'select count(*)::int as n, count(distinct follow_up_data)::int as once from posthouse.outbox',
    )
  ).rows[0]

test('several processes deliver what is due once each', async () => {
  const { database, clock, notifiers } = await houses(3, 250)
  const people = await idsOf(database)
  for (const { id } of people)
    await mute(database, { bot: 'crier', person: id }, new Date(START.getTime() + hours(1)), START)
  const notices = people.map(({ id, chat }) => ({ bot: 'crier', person: id, chat, type: 'NEWS', what: 'News.' }))
  expect(await notify(database, notices, START)).toEqual({ fresh: 250, waiting: false })
  expect(await letters(database)).toEqual({ n: 0, once: 0 })
  clock.moveTo(new Date(START.getTime() + hours(1)))
  for (let round = 0; round < 3; round += 1) await Promise.all(notifiers.map((notifier) => notifier.round()))
  expect(await letters(database)).toEqual({ n: 250, once: 250 })
})

test('several processes work off a broadcast together, and never put more into the outbox than one would', async () => {
  const { database, notifiers } = await houses(3, 250)
  await begin(
    database,
    {
      bot: 'crier',
      declared: { about: { in: () => ({ text: '', entities: [] }) } },
      superadmins: new Set(),
      broadcast: { key: 'flood', to: 'everyone', type: 'NEWS', what: 'News.' },
    },
    START,
  )
  for (let round = 0; round < 5; round += 1) await Promise.all(notifiers.map((notifier) => notifier.round()))
  expect(await letters(database)).toEqual({ n: MOST_AHEAD, once: MOST_AHEAD })
})

test('who sends the same notice at the same moment as another writes it once', async () => {
  const { database } = await houses(0, 20)
  const people = await idsOf(database)
  const notices = people.map(({ id, chat }) => ({
    bot: 'crier',
    person: id,
    chat,
    type: 'NEWS',
    key: 'incident 1',
    what: 'News.',
  }))
  const told = await Promise.all(
    [notices, notices.toReversed(), notices].map((all) =>
      database.transaction((transaction) => notify(transaction, all, START)),
    ),
  )
  expect(told.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(20)
  expect(await letters(database)).toEqual({ n: 20, once: 20 })
})

test('nobody opens what was told to somebody else', async () => {
  const { database } = await houses(0, 2)
  const [ann, bob] = await idsOf(database)
  await notify(database, [{ bot: 'crier', person: ann!.id, chat: ann!.chat, type: 'NEWS', what: 'News.' }], START)
  const { rows } = await database.query<{ id: number }>('select id from posthouse.notifications')
  const { id } = rows[0]!
  expect(await open(database, { bot: 'crier', person: bob!.id }, id, START)).toBeUndefined()
  expect(await open(database, { bot: 'other', person: ann!.id }, id, START)).toBeUndefined()
  expect(await open(database, { bot: 'crier', person: ann!.id }, id, START)).toMatchObject({ isRead: true })
})

test("whom nobody knows, another one's chat, and a key that is too long are errors of the caller", async () => {
  const { database } = await houses(0, 1)
  const [ann] = await idsOf(database)
  const notice = { bot: 'crier', person: ann!.id, chat: ann!.chat, type: 'NEWS', what: 'News.' }
  const told = (change: object) => notify(database, [{ ...notice, ...change }], START)
  await expect(told({ person: 4711 })).rejects.toThrow('for person 4711, whom nobody knows')
  await expect(told({ chat: 4711 })).rejects.toThrow("names another one's chat")
  await expect(told({ key: 'x'.repeat(201) })).rejects.toThrow('longer than 200 characters')
  expect(await told({ what: 'Long. '.repeat(2_000) })).toEqual({ fresh: 1, waiting: true })
  const { rows } = await database.query<{ payload: string }>('select payload from posthouse.outbox')
  expect(JSON.parse(rows[0]!.payload).text).toMatch(/^(Long\. )+Long\.…$/)
})

test('a bot that cannot speak for itself is spoken for by another, without buttons that would come to the wrong one', async () => {
  const { database } = await houses(0, 1)
  const [person] = await idsOf(database)
  const notice = {
    bot: 'crier',
    via: 'other',
    person: person?.id ?? 0,
    chat: person?.chat ?? 0,
    type: 'NEWS',
    what: 'News.',
    buttons: [
      { label: 'Map', name: 'map' },
      { label: 'Page', url: 'https://example.org' },
    ],
  }
  await notify(database, [notice], START)
  const { rows } = await database.query<{ bot: string; payload: string }>('select bot, payload from posthouse.outbox')
  expect(rows[0]?.bot).toBe('other')
  expect(rows[0]?.payload).toContain('example.org')
  expect(rows[0]?.payload).not.toContain('map|')
})
