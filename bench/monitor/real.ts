/**
 * A poller that stands still, with real times: who is told, when, and how often. A worker polls, a door looks after it; the
 * worker is stopped (SIGSTOP) or killed for more than five minutes and comes back. On a PostgreSQL and a Redis of its own,
 * against the simulator. `npm run monitor:real`, about ten minutes. One JSON line; exit 1 when something was not as promised.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { minutes, seconds } from '#platform/ops/clock.ts'
import { createSimulator } from '#simulator/simulator.ts'
import { ownRedis } from '#testing/redis.ts'
import { readArguments, readOneOf, readWhole } from '../options.ts'
import { until } from '../rolling/children.ts'
import { atTheEnd, runBench } from '../rolling/cleanup.ts'
import { openCluster } from '../rolling/cluster.ts'
import { withClient } from '../rolling/ledger.ts'
import { type House, house } from './house.ts'
import { openListener } from './listener.ts'

const values = readArguments(
  `npm run monitor:real -- [--how stop|kill] [--quiet 300] [--restart-database]
--how    the poller is stopped (SIGSTOP, default) or killed (SIGKILL)
--quiet  seconds after the alert in which nothing more may be said
--restart-database  crashes PostgreSQL after the alert
`,
  {
    how: { type: 'string', default: 'stop' },
    quiet: { type: 'string', default: '300' },
    'restart-database': { type: 'boolean', default: false },
  },
)
const how = readOneOf('how', values.how, ['stop', 'kill'])
const quietMs = seconds(readWhole('quiet', values.quiet, 1))
/** 300 s late, a look every minute, a sender that stands in after another. */
const MOST_S = 480

await runBench(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-monitor-'))
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  const cluster = await openCluster(folder)
  const redis = await ownRedis()
  atTheEnd(redis.close)
  const simulator = await createSimulator()
  atTheEnd(simulator.close)
  const listener = await openListener()
  const bot = simulator.bot({ username: 'bounty_bot', name: 'Bounty' })
  const superadmins = ['Olena', 'Taras'].map((name) => simulator.person(name))
  const setting = {
    folder,
    databaseUrl: cluster.url,
    redisUrl: redis.url,
    telegram: simulator.url,
    token: bot.token,
    superadmins: superadmins.map(({ id }) => id),
    listener,
  }
  const poller = await house('poller', 'worker', setting)
  const door = await house('door', 'door', setting)
  const told = (mark: string) =>
    superadmins.map(
      (one) =>
        simulator.transcript(one, bot).filter(({ message }) => 'text' in message && message.text?.startsWith(mark))
          .length,
    )
  const all = (mark: string) => told(mark).every((count) => count > 0)
  const get = async (key: string) => (await redis.say('get', key)) as string | null
  const heartbeatAge = () =>
    withClient(cluster.url, async (client) => {
      const { rows } = await client.query(
        `select extract(epoch from clock_timestamp() - heartbeat_at)::float8 as age from posthouse.leases where name like 'polling %'`,
      )
      return Number(rows[0].age)
    })
  const monitor = () =>
    withClient(cluster.url, async (client) => {
      const { rows } = await client.query(`select holder from posthouse.leases where name like 'monitor %'`)
      return rows[0] ? (JSON.parse(rows[0].holder) as { pid: number }).pid : undefined
    })
  /** Of each superadmin: notifications in /inbox, and what became of each in Telegram. */
  const notified = () =>
    withClient(cluster.url, async (client) => {
      const { rows } = await client.query(
        `select count(*) filter (where in_app)::int as in_app, string_agg(telegram, ',' order by id) as telegram
         from posthouse.notifications where type = 'SYSTEM_MAINTENANCE' group by person_id order by person_id`,
      )
      return rows as { in_app: number; telegram: string }[]
    })
  const describe = () => `${door.said()}\n${poller.said()}`

  await poller.start()
  await door.start()
  for (const one of superadmins) simulator.says(one, bot, '/start')
  await until(() => superadmins.every((one) => simulator.transcript(one, bot).length > 1), 20_000, describe)
  await until(
    async () => (await monitor()) === door.pid(),
    minutes(3),
    () => `the door looks after the poller\n${describe()}`,
  )
  const lock = JSON.parse((await get('bot_polling_lock')) ?? '{}')
  const beat = Number(await get('bot_polling_heartbeat'))
  const redisBefore = {
    lock_keys: Object.keys(lock),
    lock_names_the_poller: lock.pid === poller.pid(),
    heartbeat_age_s: Math.round(Date.now() / 1000 - beat),
    flag: await get('bot_polling_alert_sent'),
  }

  const stopped = performance.now()
  const ageAtStop = await heartbeatAge()
  if (how === 'stop') poller.signal('SIGSTOP')
  else await poller.kill()
  await until(
    () => all('🔴'),
    seconds(MOST_S),
    () => `the alert\n${describe()}`,
  )
  const alerted = performance.now()
  const redisDuring = { lock: await get('bot_polling_lock'), flag: await get('bot_polling_alert_sent') }
  if (values['restart-database']) await cluster.restart('immediate')
  await delay(quietMs)
  const alerts = told('🔴')

  const back = performance.now()
  if (how === 'stop') poller.signal('SIGCONT')
  else await poller.start()
  await until(
    () => all('🟢'),
    seconds(MOST_S),
    () => `the recovery\n${describe()}`,
  )
  const recovered = performance.now()
  await until(
    async () => (await get('bot_polling_alert_sent')) === null,
    seconds(10),
    () => 'the flag is cleared',
  )
  await delay(seconds(70))

  const figures = {
    how,
    database_restarted: values['restart-database'],
    seconds_from_stop_to_alert: round(alerted - stopped),
    heartbeat_age_at_stop_s: Math.round(ageAtStop),
    seconds_from_return_to_recovery: round(recovered - back),
    seconds_of_silence_watched: quietMs / 1000,
    alerts_of_each_superadmin: alerts,
    recoveries_of_each_superadmin: told('🟢'),
    notifications_of_each_superadmin: await notified(),
    webhook: listener.alerts.map(({ event, tries, isSigned }) => ({ event, tries, isSigned })),
    pings: listener.pings(),
    redis_before: redisBefore,
    redis_during: redisDuring,
    door_sent_for_the_worker: door.said().includes('sender_stands_in'),
  }
  const isRight =
    [...alerts, ...told('🔴'), ...told('🟢')].every((count) => count === 1) &&
    listener.alerts.map(({ event }) => event).join() === 'opened,recovered' &&
    listener.alerts.every(({ isSigned }) => isSigned) &&
    figures.notifications_of_each_superadmin.every(
      ({ in_app, telegram }) => in_app === 2 && telegram === 'sent,sent',
    ) &&
    figures.notifications_of_each_superadmin.length === superadmins.length &&
    redisBefore.lock_names_the_poller &&
    /^1 \d{4}-/.test(redisDuring.flag ?? '')
  process.stdout.write(`${JSON.stringify({ ...figures, right: isRight })}\n`)
  await stop(poller)
  await stop(door)
  return isRight ? 0 : 1
})

/** Seconds. */
function round(ms: number) {
  return Math.round(ms / 100) / 10
}

async function stop(one: House) {
  const code = await one.stop()
  if (code !== 0) process.stderr.write(`${one.name} ended with ${code}\n`)
}
