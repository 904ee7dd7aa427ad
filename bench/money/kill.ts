/**
 * `npm run money:kill`: the bot in a process of its own, on PostgreSQL, killed (-9) once for each payment, each time at
 * another point between approval and receipt. Every payment must be credited exactly once. Exit 1 when one was not.
 */
import { argv, exit, stderr, stdout } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { fastClock } from '#testing/promise/fast-clock.ts'
import { endProcesses, type HouseProcess, spawnHouse } from '#testing/promise/processes.ts'
import { chance } from '#testing/promise/random.ts'
import { createCluster } from '../storm/database/cluster.ts'
import { roomyPlace } from '../storm/database/roomy-place.ts'
import type { Call } from '../storm/telegram/ledger.ts'
import { createTelegram } from '../storm/telegram/telegram.ts'
import { createGates } from './kill/gates.ts'
import { createGithub } from './kill/github.ts'
import type { Held } from './kill/held.ts'
import { judge } from './kill/judge.ts'
import { MOMENTS, type Moment, type Outside, type Round } from './kill/moments.ts'
import { createReceiver } from './kill/receiver.ts'
import { LARGE_CENTS, REWARD_CENTS, stage } from './kill/stage.ts'

/** A job's lease of a minute is over in a second and a half. */
const SPEED = 40
const PATIENCE_MS = 30_000
const DRAIN_MS = 60_000
const [DATABASE, SECRET, SIGNING_KEY, WEBHOOK_SECRET] = ['kill', 'secret-of-the-run', 'key-of-the-run', 'door_secret']
const ADMIN = 900_000

const { values } = parseArgs({
  args: argv.slice(2),
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
const luck = chance(seed)
const began = performance.now()
process.env.TMPDIR = roomyPlace()

const cluster = await createCluster({ diskFull: false, commitMs: 0 })
const url = cluster.url(DATABASE)
const origin = Date.now()
const clock = fastClock(SPEED, origin)
const rounds = planned(Number(values.runs))
const [github, receiver] = [
  await createGithub(clock.now()),
  await createReceiver({ secret: SECRET, signingKey: SIGNING_KEY, now: clock.now }),
]
const client = await database()
const calls = holdingCalls()
let house: HouseProcess | undefined
let doors: string[] = []
const telegram = await createTelegram({
  bots: { bounty: 'webhook' },
  secret: WEBHOOK_SECRET,
  chance: luck,
  doors: () => doors,
  speed: SPEED,
  meets: calls.meets,
})

const troubles: string[] = []
let spare = nextHouse()
let exitCode = 1
try {
  await settleIn()
  const outside: Outside = { gates: await createGates(url), receiver, holdCall: calls.hold }
  for (const round of rounds) await killOnce(outside, round)
  await everythingPaid()
  const found = await judge(client, receiver, telegram.ledger, rounds)
  const drift = await reconciled()
  const violations = [...troubles, ...found.violations, ...drift]
  for (const sentence of violations) stderr.write(`${sentence}\n`)
  if (violations.length > 0) stderr.write(`${house?.log() ?? ''}\n`)
  exitCode = violations.length === 0 ? 0 : 1
  const result = {
    verdict: violations.length === 0 ? 'held' : 'broken',
    runs: rounds.length,
    seed,
    violations: violations.length,
    credits: receiver.credits.length,
    requests: found.requests,
    untold: found.untold,
    toldTwice: found.toldTwice,
    moments: Object.fromEntries(
      MOMENTS.map(({ name }) => [name, rounds.filter(({ moment }) => moment.name === name).length]),
    ),
    seconds: Math.round((performance.now() - began) / 1000),
  }
  stdout.write(`${JSON.stringify(result)}\n`)
} catch (error) {
  stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  stdout.write(`${JSON.stringify({ verdict: 'unfinished', seed })}\n`)
} finally {
  await endProcesses()
  await client.end()
  await cluster.remove()
}
exit(exitCode)

/** Each moment as often as any other, in an order of chance. */
function planned(count: number) {
  const only = values.only
  const moments = MOMENTS.filter(({ name }) => only === undefined || name.includes(only))
  const chosen = Array.from({ length: count }, (_, index) => moments[index % moments.length] as Moment)
  for (let last = chosen.length - 1; last > 0; last -= 1) {
    const other = luck.whole(0, last)
    ;[chosen[last], chosen[other]] = [chosen[other] as Moment, chosen[last] as Moment]
  }
  return chosen.map((moment, index) => ({
    n: index + 1,
    chat: 10_001 + index,
    moment,
    cents: moment.wantsAdmin ? LARGE_CENTS : REWARD_CENTS,
    happens: moment.happens ?? luck.happens(0.5),
  }))
}

async function database(): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: cluster.url('postgres') })
  await admin.connect()
  await admin.query(`create database ${DATABASE}`)
  await admin.end()
  const window = new pg.Client({ connectionString: url })
  await window.connect()
  return window
}

function nextHouse(): HouseProcess {
  return spawnHouse({
    database: { url },
    telegram: telegram.root('house'),
    secret: WEBHOOK_SECRET,
    superadmins: [ADMIN],
    clock: { speed: SPEED, origin },
    guests: [
      {
        module: new URL('../../src/bots/bounty/bot.ts', import.meta.url).href,
        token: telegram.token('bounty'),
        door: 'webhook',
        settings: {
          GITHUB_API_URL: github.url,
          GITHUB_TOKEN: 'token-of-the-run',
          PAYOUT_WEBHOOK_URL: receiver.url,
          PAYOUT_SECRET: SECRET,
          PAYOUT_SIGNING_KEY: SIGNING_KEY,
          PAYOUT_MOST_DAY: '1000000.00',
        },
      },
    ],
  })
}

/** The next process takes over; the one after it loads its modules meanwhile. */
async function start() {
  house = spare
  doors = [await house.begin()]
  spare = nextHouse()
}

async function settleIn() {
  await start()
  await stage(url, {
    cents: rounds.map(({ cents }) => cents),
    chats: rounds.map(({ chat }) => chat),
    admin: ADMIN,
    now: clock.now(),
  })
}

/** One person's work is approved and paid; on the way the process is killed, and another goes on. */
async function killOnce(outside: Outside, round: (typeof rounds)[number]) {
  const reached = round.moment.hold(outside, round)
  reached.catch(() => undefined)
  writes(round.chat, `/submit A${round.n} https://github.com/o/r/pull/${round.n}`)
  if (round.moment.wantsAdmin) await agree(round)
  const held = await Promise.race([reached, delay(PATIENCE_MS, undefined, { ref: false })])
  if (!held) throw new Error(`A${round.n} never came to: ${round.moment.name}.\n${house?.log() ?? ''}`)
  doors = []
  await house?.kill()
  await held.end(round.happens)
  await start()
}

async function agree({ n }: Round) {
  const find = () => client.query(`select id from bounty.payments where assignment_id = $1`, [n])
  await until(async () => (await find()).rows.length > 0, PATIENCE_MS)
  writes(ADMIN, `/pay P${(await find()).rows[0]?.id} approve`)
}

function writes(chat: number, text: string) {
  telegram.writes({ bot: 'bounty', chat, mark: text, text })
}

/** What is still on its way gets the time it needs: it is paid, and nothing waits to be told. */
async function everythingPaid() {
  const rest = async () => {
    const { rows } = await client.query(
      `select (select count(*) from bounty.assignments where status <> 'paid') + (select count(*) from posthouse.outbox where state < 2) as n`,
    )
    return Number(rows[0]?.n) === 0 && telegram.unconfirmed() === 0
  }
  if (!(await until(rest, DRAIN_MS))) troubles.push(`not everything came to rest in ${DRAIN_MS / 1000} s`)
}

/** Its own books, asked through the front door. */
async function reconciled(): Promise<string[]> {
  writes(ADMIN, '/reconcile')
  const answers = () => telegram.ledger.calls.filter(({ chat, text }) => chat === ADMIN && /ledger/i.test(text))
  await until(async () => answers().length > 0, PATIENCE_MS)
  return answers().some(({ text }) => text.startsWith('The ledger is right to the cent.'))
    ? []
    : [`/reconcile: ${answers()[0]?.text ?? 'no answer'}`]
}

async function until(fits: () => Promise<boolean>, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (performance.now() < end) {
    if (await fits()) return true
    await delay(20)
  }
  return false
}

/** Holds one call of the bot to Telegram at a time. */
function holdingCalls() {
  let awaited: { fits: (call: Call) => boolean; stand(): Promise<boolean> } | undefined
  return {
    async meets(call: Call): Promise<boolean> {
      if (!awaited?.fits(call)) return true
      const { stand } = awaited
      awaited = undefined
      return stand()
    },
    hold(fits: (call: Call) => boolean): Promise<Held> {
      const standing = Promise.withResolvers<Held>()
      const ended = Promise.withResolvers<boolean>()
      awaited = {
        fits,
        stand() {
          standing.resolve({ end: async (happens) => ended.resolve(happens) })
          return ended.promise
        },
      }
      return standing.promise
    },
  }
}
