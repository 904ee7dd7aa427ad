import { afterEach, describe, expect, test } from 'vitest'
import { bot, hours, inbox, inboxButtons, minutes, quietHours, seconds } from '#platform/bot.ts'
import { closeHouses, type Houses, houses, type ProcessSpec } from '#testing/houses.ts'
import { openIncidents } from './incidents.ts'
import { lastRound } from './turn.ts'

afterEach(closeHouses)

const ferry = bot({
  name: 'ferry',
  commands: { start: (ctx) => ctx.reply('Hello.'), inbox },
  buttons: inboxButtons,
  dialogs: [quietHours],
})
const CHIMES = /🔴|🟢/u

/** Olena and Taras run the place and have opened `ferry`; Ann has, too, and runs nothing. */
async function scene(options: Parameters<typeof houses>[1] = {}) {
  const all = await houses([ferry], options)
  const olena = all.person('Olena', 'ferry', { language: 'en' })
  const taras = all.person('Taras', 'ferry', { language: 'uk' })
  const ann = all.person('Ann', 'ferry', { superadmin: false })
  for (const one of [olena, taras, ann]) await one.says('/start')
  const told = () => [olena, taras, ann].map((one) => one.screen().filter((line) => CHIMES.test(line)).length)
  return { ...all, olena, taras, ann, told }
}

/** How many unread notifications each has in the bot's /inbox. */
async function inApp({ database }: Houses, bot = 'ferry') {
  const { rows } = await database.query<{ telegram_id: number; n: number }>(
    `select p.telegram_id, count(*)::int as n from posthouse.notifications n join posthouse.people p on p.id = n.person_id
     where n.bot = $1 and n.type = 'SYSTEM_MAINTENANCE' and n.in_app and n.read_at is null group by 1 order by 1`,
    [bot],
  )
  return rows.map(({ n }) => n)
}

const flagOf = ({ database }: Houses, name = 'ferry') => openIncidents(database, [name])

test('when Telegram no longer answers a bot, each superadmin is told once, and once that it is back', async () => {
  const all = await scene()
  const { process, passes, olena, taras, told, logged } = all
  const poller = process()
  await poller.polls('ferry')
  await passes(minutes(10))
  expect(told()).toEqual([0, 0, 0])

  poller.hangs()
  await passes(minutes(5) - seconds(5))
  expect(told(), 'not yet five minutes').toEqual([0, 0, 0])
  await passes(minutes(1) + seconds(5))
  expect(told()).toEqual([1, 1, 0])
  olena.sees('🔴 ferry does not hear anybody: Telegram no longer answers its polling.')
  olena.sees('Since 2026-05-01 00:10 UTC, for 5 minutes.')
  olena.sees('posthouse lock status')
  taras.sees('🔴 ferry нікого не чує')
  taras.sees('уже 5 хвилин')
  expect(await flagOf(all)).toMatchObject([{ bot: 'ferry', kind: 'heartbeat', ended: null }])

  expect(await inApp(all)).toEqual([1, 1])

  await passes(hours(1))
  expect(told(), 'nothing is repeated').toEqual([1, 1, 0])
  expect(await inApp(all)).toEqual([1, 1])

  await poller.polls('ferry')
  await passes(minutes(1))
  expect(told()).toEqual([2, 2, 0])
  olena.sees('🟢 ferry hears people again')
  olena.sees(/It lasted 1 hour \d minutes, from 2026-05-01 00:10 UTC/)
  taras.sees(/Це тривало 1 годину \d хвилин/)
  expect(await flagOf(all)).toEqual([])
  expect(await inApp(all)).toEqual([2, 2])
  expect(logged.map(({ event }) => String(event)).filter((event) => event.startsWith('incident_'))).toEqual([
    'incident_opened',
    'incident_over',
  ])

  await olena.says('/inbox')
  await olena.presses(/🔴 ferry/u)
  olena.sees('posthouse lock status')

  poller.hangs()
  await passes(minutes(7))
  expect(told().slice(1), 'the next time of trouble is told again').toEqual([3, 0])
})

test('with several processes that look it is still told once, by one that does not poll', async () => {
  const { process, passes, told, database } = await scene()
  const processes = [process(), process(), process()] as const
  const [poller] = processes
  await poller.polls('ferry')
  const monitorOf = async () => {
    const { rows } = await database.query<{ owner: string }>(
      `select owner from posthouse.leases where name like 'monitor %'`,
    )
    return rows[0]?.owner
  }
  await passes(minutes(4))
  expect(await monitorOf()).not.toBe(poller.owner)
  poller.hangs()
  await passes(minutes(30))
  expect(told()).toEqual([1, 1, 0])
  await poller.polls('ferry')
  await passes(minutes(3))
  expect(told()).toEqual([2, 2, 0])
})

test('when the process that looks dies, another goes on, and knows what was told', async () => {
  const all = await scene()
  const { process, passes, told, database } = all
  const poller = process({ monitors: false })
  await poller.polls('ferry')
  const first = process()
  await passes(minutes(2))
  poller.hangs()
  await passes(minutes(7))
  expect(told()).toEqual([1, 1, 0])
  await first.dies()
  process()
  const before = await lastRound(database, ['ferry'])
  await passes(minutes(4))
  expect((await lastRound(database, ['ferry']))!.getTime()).toBeGreaterThan(before!.getTime())
  expect(told()).toEqual([1, 1, 0])
  await poller.polls('ferry')
  await passes(minutes(1))
  expect(told()).toEqual([2, 2, 0])
})

test('a bot that was never answered is told when its first answer has been due for five minutes', async () => {
  const { process, passes, told, olena } = await scene()
  process()
  await passes(minutes(6) - seconds(10))
  expect(told(), 'a minute to settle, five to wait').toEqual([0, 0, 0])
  await passes(minutes(2))
  expect(told()).toEqual([1, 1, 0])
  olena.sees('🔴 ferry has never heard anybody')
})

test('a house that begins after a long night polls first, and nobody is woken', async () => {
  const { process, passes, sleeps, told } = await scene()
  const evening = process()
  await evening.polls('ferry')
  await passes(minutes(3))
  await evening.dies()
  await sleeps(hours(9))
  const morning = process()
  await passes(seconds(40))
  await morning.polls('ferry')
  await passes(minutes(20))
  expect(told()).toEqual([0, 0, 0])
})

test('a machine that slept looks again only when its bots have had time to poll', async () => {
  const { process, passes, told, sleeps } = await scene()
  const laptop = process()
  await laptop.polls('ferry')
  await passes(minutes(3))
  await sleeps(hours(8))
  await passes(minutes(5))
  expect(told()).toEqual([0, 0, 0])
})

test('a database that was away in between changes nothing about what is told', async () => {
  let away = false
  const refused = () => Promise.reject(new Error('connection refused'))
  const database: ProcessSpec['database'] = (honest) => ({
    ...honest,
    query: (text, values) => (away ? refused() : honest.query(text, values)),
    transaction: (work, options) => (away ? refused() : honest.transaction(work, options)),
  })
  const { process, passes, told, logged } = await scene()
  const poller = process({ database })
  process({ database })
  await poller.polls('ferry')
  await passes(minutes(2))
  poller.hangs()
  away = true
  await passes(minutes(10))
  expect(told(), 'nobody can know').toEqual([0, 0, 0])
  away = false
  await passes(minutes(2))
  expect(told()).toEqual([1, 1, 0])
  away = true
  await passes(minutes(2))
  away = false
  await poller.polls('ferry')
  await passes(minutes(2))
  expect(told()).toEqual([2, 2, 0])
  expect(logged.map(({ event }) => event)).toContain('monitor_bot_heartbeat_failed')
})

test('updates that nobody handles for five minutes are told, with polling in order', async () => {
  const all = await scene()
  const { process, passes, told, olena, database, now } = all
  const poller = process()
  await poller.polls('ferry')
  await passes(minutes(2))
  await database.query(
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at) values ('ferry', 9, 'h', 5, 'update', '{}', $1)`,
    [now],
  )
  await passes(minutes(7))
  expect(told()).toEqual([1, 1, 0])
  olena.sees('🔴 ferry does not answer')
  await database.query(`update posthouse.inbox set state = 1 where hash = 'h'`)
  await passes(minutes(1))
  expect(told()).toEqual([2, 2, 0])
  olena.sees('🟢 ferry answers again')
})

test('a poller that dies with updates in its hands is one trouble, told once', async () => {
  const { process, passes, told, olena, database, now } = await scene()
  const poller = process()
  await poller.polls('ferry')
  await passes(minutes(2))
  poller.hangs()
  await database.query(
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at) values ('ferry', 9, 'h', 5, 'update', '{}', $1)`,
    [now],
  )
  await passes(minutes(12))
  expect(told()).toEqual([1, 1, 0])
  olena.sees('🔴 ferry does not hear anybody')
})

describe('a bot with a webhook', () => {
  test('is told when Telegram cannot deliver for five minutes, with the reason it gives', async () => {
    const { process, passes, told, olena, simulator, bots } = await scene({ webhook: true })
    process()
    await passes(minutes(10))
    expect(told(), 'no heartbeat is missed').toEqual([0, 0, 0])
    await fetch(`${simulator.url}/bot${bots.get('ferry')!.token}/deleteWebhook`, { method: 'POST' })
    await passes(minutes(7))
    expect(told()).toEqual([1, 1, 0])
    olena.sees('🔴 ferry does not hear anybody: Telegram cannot deliver to its webhook.')
    olena.sees('no webhook is set')
    olena.sees('posthouse webhook verify ferry')
  })
})

test('who named no superadmin, or none who has ever come, finds it in the log', async () => {
  const { process, passes, logged } = await houses([ferry])
  const poller = process()
  await poller.polls('ferry')
  await passes(minutes(2))
  poller.hangs()
  await passes(minutes(7))
  expect(logged.map(({ event }) => event)).toContain('superadmins_unknown')
  expect(logged.map(({ event }) => event)).toContain('incident_opened')
})

test('the series tell of the incident and of the last round', async () => {
  const { process, passes, now: begun } = await scene()
  const poller = process()
  const series = async () => (await poller.metrics.scrape()).text
  expect(await series()).toContain('bot_heartbeat_incidents_total{bot="ferry",kind="heartbeat"} 0')
  expect(await series()).toContain('bot_monitor_last_round_timestamp_seconds 0')
  await poller.polls('ferry')
  await passes(minutes(2))
  expect(await series()).not.toContain('bot_monitor_last_round_timestamp_seconds 0\n')
  expect(await series()).toMatch(
    new RegExp(`bot_monitor_last_round_timestamp_seconds ${Math.floor(begun.getTime() / 1e6)}`),
  )
  poller.hangs()
  await passes(minutes(7))
  expect(await series()).toContain('bot_heartbeat_incidents_total{bot="ferry",kind="heartbeat"} 1')
  expect(await series()).toContain('bot_incidents_open{bot="ferry",kind="heartbeat"} 1')
  await poller.polls('ferry')
  await passes(minutes(1))
  expect(await series()).toContain('bot_incidents_open{bot="ferry",kind="heartbeat"} 0')
})
