/**
 * PostgreSQL is restarted, crashed and stopped for ten seconds while Telegram sends. Nothing is said to be stored that is not,
 * no process dies, and afterwards everything drains. `npm run rolling:database`. One JSON line; exit 1 when something was broken.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openBotApi } from './rolling/bot-api.ts'
import { until } from './rolling/children.ts'
import { atTheEnd, runBench } from './rolling/cleanup.ts'
import { openCluster } from './rolling/cluster.ts'
import { type House, house } from './rolling/houses.ts'
import { backlogOf, layLedger, readLedger, withClient } from './rolling/ledger.ts'
import { numberOf, percentiles, sumOf, verdict } from './rolling/result.ts'
import { beginTraffic, type Traffic } from './rolling/telegram.ts'

const CALM_MS = 4_000
const DRAIN_MS = 60_000

const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '6000' },
    rate: { type: 'string', default: '150' },
    chats: { type: 'string', default: '300' },
    away: { type: 'string', default: '10' },
  },
})

await runBench(async () => {
  const updates = numberOf('updates', values.updates)
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-restart-'))
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  const cluster = await openCluster(folder)
  const botApi = await openBotApi()
  const secret = randomBytes(24).toString('base64url')
  const setting = {
    folder,
    databaseUrl: cluster.url,
    telegram: botApi.url,
    secret,
    publicUrl: 'https://bots.example.com',
    delaySeconds: 0,
  }
  const doors = [await house('door-a', 'door', setting), await house('door-b', 'door', setting)] as const
  const worker = await house('worker', 'worker', setting)
  const houses = [worker, ...doors]
  await worker.start()
  await withClient(cluster.url, layLedger)
  await Promise.all(doors.map((door) => door.start()))

  let turn = 0
  const traffic = beginTraffic({
    url: () => `http://127.0.0.1:${doors[turn++ % doors.length]!.port}/webhook/bounty`,
    secret,
    updates,
    perSecond: numberOf('rate', values.rate),
    chats: numberOf('chats', values.chats),
  })
  await delay(CALM_MS)
  await cluster.restart('fast')
  await delay(CALM_MS)
  await cluster.restart('immediate')
  await delay(CALM_MS)
  await cluster.stop('fast')
  const outage = await during(traffic, doors, numberOf('away', values.away) * 1_000)
  await cluster.start()
  const back = performance.now()
  await until(
    async () => (await Promise.all(doors.map((door) => door.readiness()))).every(isOk),
    DRAIN_MS,
    () => 'ready',
  )
  const readyAfter = performance.now() - back
  const sendingStill = traffic.sent < updates
  await traffic.done
  const isDrained = async () =>
    (await withClient(cluster.url, backlogOf)) === 0 && botApi.answered.size >= traffic.accepted
  await until(isDrained, DRAIN_MS, () => 'the backlog is empty').catch(() => undefined)
  const drainedAfter = performance.now() - back
  const died = houses.filter((one) => one.died() !== undefined).map(({ name }) => name)
  const ledger = await withClient(cluster.url, (client) => readLedger(client, updates))
  const exits = await Promise.all(houses.map((one) => one.stop()))
  return verdict(
    {
      run: 'database-restart',
      updates,
      refused: Object.fromEntries(traffic.refused),
      errors: Object.fromEntries(traffic.broken),
      ...outage,
      readyAfterMs: Math.round(readyAfter),
      drainedAfterMs: Math.round(drainedAfter),
      ...ledger,
      notAnswered: updates - botApi.answered.size,
      answeredTwice: [...botApi.answered.values()].filter((times) => times > 1).length,
      ...percentiles(traffic.waits),
      died,
      exits,
    },
    {
      'the traffic ended before the database was back: send more': !sendingStill,
      'a 2xx was given while nothing could be stored': outage.acceptedWhileAway > 0,
      'nobody was refused while nothing could be stored': outage.refusedWhileAway === 0,
      'an answer other than 503 was given': [...traffic.refused.keys()].some((status) => status !== 503),
      'a connection broke at a door': sumOf(traffic.broken) > 0,
      'a door said it was ready while the database was away': outage.readiness.some(isOk),
      'a process died': died.length > 0,
      'updates are missing in the inbox': ledger.missing > 0,
      'updates are not done': ledger.undone > 0,
      'updates did not take effect': ledger.notApplied > 0,
      'updates took effect twice': ledger.appliedTwice > 0,
      'chats were not handled in order': ledger.outOfOrder > 0,
      'presses were not answered': botApi.answered.size < updates,
      'a process did not end with 0': exits.some((code) => code !== 0),
    },
  )
})

function isOk(status: number) {
  return status === 200
}

/** What the doors do while there is no database at all. */
async function during(traffic: Traffic, doors: readonly House[], ms: number) {
  // What was stored before the end is still on its way back.
  await delay(500)
  const [accepted, refused] = [traffic.accepted, sumOf(traffic.refused)]
  const over = delay(ms - 500)
  // Later than the two seconds for which a check is patient.
  await delay(ms / 2)
  const readiness = await Promise.all(doors.map((door) => door.readiness()))
  await over
  return {
    readiness,
    acceptedWhileAway: traffic.accepted - accepted,
    refusedWhileAway: sumOf(traffic.refused) - refused,
  }
}
