/**
 * Two doors behind nginx are restarted, one after the other and again and again, while Telegram sends. It must not notice.
 * `npm run rolling -- --updates 20000 --restarts 30 --max-non2xx 0`. One JSON line; exit 1 when something was broken.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openBotApi } from './rolling/bot-api.ts'
import { until } from './rolling/children.ts'
import { atTheEnd, CannotRun, runBench } from './rolling/cleanup.ts'
import { type House, house } from './rolling/houses.ts'
import { backlogOf, layLedger, readLedger, withClient } from './rolling/ledger.ts'
import { openNginx } from './rolling/nginx.ts'
import { numberOf, percentiles, sumOf, verdict } from './rolling/result.ts'
import { beginTraffic } from './rolling/telegram.ts'

const DRAIN_MS = 60_000

const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '20000' },
    restarts: { type: 'string', default: '30' },
    rate: { type: 'string', default: '150' },
    chats: { type: 'string', default: '500' },
    delay: { type: 'string', default: '1' },
    'max-non2xx': { type: 'string', default: '0' },
    'max-p99': { type: 'string', default: '1000' },
    database: {
      type: 'string',
      default: process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    },
  },
})

await runBench(async () => {
  const updates = numberOf('updates', values.updates)
  const wanted = numberOf('restarts', values.restarts)
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-rolling-'))
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  const databaseUrl = await ownDatabase(values.database)
  const botApi = await openBotApi()
  const secret = randomBytes(24).toString('base64url')
  const setting = {
    folder,
    databaseUrl,
    telegram: botApi.url,
    secret,
    publicUrl: 'https://bots.example.com',
    delaySeconds: numberOf('delay', values.delay),
  }
  const doors = [await house('door-a', 'door', setting), await house('door-b', 'door', setting)] as const
  const worker = await house('worker', 'worker', setting)
  await worker.start()
  await withClient(databaseUrl, layLedger)
  const nginx = await openNginx(
    folder,
    doors.map(({ port }) => port),
  )
  await Promise.all(doors.map((door) => door.start()))

  const began = performance.now()
  const traffic = beginTraffic({
    url: () => `${nginx.url}/webhook/bounty`,
    secret,
    updates,
    perSecond: numberOf('rate', values.rate),
    chats: numberOf('chats', values.chats),
  })
  const { restarts, exits } = await restart(doors, wanted, () => traffic.sent < updates)
  await traffic.done
  const seconds = (performance.now() - began) / 1000
  const isDrained = async () =>
    (await withClient(databaseUrl, backlogOf)) === 0 && botApi.answered.size >= traffic.accepted
  await until(isDrained, DRAIN_MS, () => `the backlog is empty.\n${worker.said()}`).catch(() => undefined)
  const ledger = await withClient(databaseUrl, (client) => readLedger(client, updates))

  const non2xx = sumOf(traffic.refused) + sumOf(traffic.broken)
  const waits = percentiles(traffic.waits)
  const answeredTwice = [...botApi.answered.values()].filter((times) => times > 1).length
  return verdict(
    {
      run: 'rolling',
      updates,
      perSecond: Math.round(updates / seconds),
      restarts,
      non2xx,
      statuses: Object.fromEntries(traffic.refused),
      errors: Object.fromEntries(traffic.broken),
      ...ledger,
      notAnswered: updates - botApi.answered.size,
      answeredTwice,
      ...waits,
      exits,
      nginxErrors: nginx.errors().split('\n').filter(Boolean).length,
    },
    {
      [`more than ${values['max-non2xx']} answers were not 2xx`]: non2xx > numberOf('max-non2xx', values['max-non2xx']),
      [`only ${restarts} of ${wanted} restarts fell into the traffic: lower --rate or send more`]: restarts < wanted,
      'updates are missing in the inbox': ledger.missing > 0,
      'updates are not done': ledger.undone > 0,
      'updates did not take effect': ledger.notApplied > 0,
      'updates took effect twice': ledger.appliedTwice > 0,
      'chats were not handled in order': ledger.outOfOrder > 0,
      'presses were not answered': botApi.answered.size < updates,
      'presses were answered twice': answeredTwice > 0,
      [`p99 is over ${values['max-p99']} ms`]: waits.p99 > numberOf('max-p99', values['max-p99']),
      'a door did not end with 0': exits.some((code) => code !== 0),
      'the worker died': worker.died() !== undefined,
    },
  )
})

/** One door at a time, and the next one only when this one is ready again. */
async function restart(doors: readonly House[], wanted: number, isSending: () => boolean) {
  const exits: (number | string)[] = []
  for (let turn = 0; turn < wanted && isSending(); turn += 1) {
    const door = doors[turn % doors.length]!
    exits.push(await door.stop())
    await door.start()
  }
  return { restarts: exits.length, exits: [...new Set(exits)] }
}

async function ownDatabase(serverUrl: string): Promise<string> {
  const name = `posthouse_rolling_${process.pid}`
  const admin = (text: string) => withClient(serverUrl, (client) => client.query(text))
  await admin(`create database ${name}`).catch((error: Error) => {
    throw new CannotRun(`This run needs PostgreSQL (--database postgres://…): ${error.message}`)
  })
  atTheEnd(() => admin(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
