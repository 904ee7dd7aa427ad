import { stdout } from 'node:process'
import type { Database, Queryable } from '#platform/db/database.ts'
import { wakeAll } from '#platform/db/wake.ts'
import { type BroadcastProgress, type Broadcasts, broadcastsOf } from '#platform/notifications/broadcasts.ts'
import { audit } from '#platform/people/audit.ts'
import { fleet } from '../fleet.ts'
import { Exit } from './exit.ts'
import { withHouse } from './open.ts'
import { botNamed, confirm, deed, read } from './operator.ts'
import { age, plain, table } from './print.ts'

const USAGE = `posthouse broadcast list [<bot>]
    how many have it, how many wait, and who did not get it; newest first
posthouse broadcast pause <bot> <key> [--reason <why>]
    nobody else is written to until it is resumed; what is in the outbox (at most 100) still goes out
posthouse broadcast resume <bot> <key> [--reason <why>]
posthouse broadcast cancel <bot> <key> [--reason <why>] [--yes]
    nobody else is ever written to
`

const OPTIONS = { reason: { type: 'string' }, yes: { type: 'boolean' } } as const
const DONE = { pause: 'Paused', resume: 'Resumed', cancel: 'Cancelled' } as const
type Turn = keyof typeof DONE

/** What goes out to many people: shows how far it is, and stops it. */
export async function broadcast([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  const [name, key] = positionals
  if (action === 'list') return list(name)
  if (action !== 'pause' && action !== 'resume' && action !== 'cancel') throw new Exit('usage', USAGE)
  const bot = botNamed(name, USAGE).name
  if (key === undefined) throw new Exit('usage', USAGE)
  await withHouse((database) => turn(database, action, bot, key, values))
}

async function list(name: string | undefined): Promise<void> {
  const bots = name === undefined ? fleet.map((bot) => bot.name) : [botNamed(name, USAGE).name]
  await withHouse(async (database) => {
    const { now } = deed()
    const rows: string[][] = []
    for (const bot of bots) {
      for (const one of await controls(database, bot, now).list()) rows.push(cellsOf(bot, one, now))
    }
    stdout.write(rows.length > 0 ? table(rows) : 'No bot has broadcast anything.\n')
  })
}

/** Exported for its story. */
export async function turn(
  database: Database,
  action: Turn,
  bot: string,
  key: string,
  { reason, yes }: { reason?: string | undefined; yes?: boolean | undefined },
): Promise<void> {
  const { now, by } = deed()
  const before = await controls(database, bot, now).progress(key)
  if (!before)
    throw new Exit('nothing', `${bot} has no broadcast "${plain(key)}". See: posthouse broadcast list ${bot}`)
  if (action === 'cancel') await confirm(`${before.waiting} of ${before.recipients} would never get it. Cancel?`, yes)
  await database.transaction(async (transaction) => {
    if (!(await controls(transaction, bot, now)[action](key)))
      throw new Exit('refused', `It is ${before.state}: it cannot be ${DONE[action].toLowerCase()}. Nothing was done.`)
    await audit(transaction, now, { bot, action: `broadcast_${action}`, subject: key, detail: { by, reason } })
    await wakeAll(transaction)
  })
  stdout.write(`${DONE[action]}: ${bot} "${plain(key)}", ${before.sent} of ${before.recipients} have it.\n`)
}

const controls = (target: Queryable, bot: string, now: Date): Broadcasts =>
  broadcastsOf(target, bot, now, () => undefined)

const STATES = ['waiting', 'queued', 'sent', 'failed', 'perhaps', 'skipped', 'cancelled'] as const

const cellsOf = (bot: string, one: BroadcastProgress, now: Date) => [
  bot,
  plain(one.key),
  one.type,
  one.state,
  `${age(one.startedAt, now)} ago`,
  `${one.recipients}: ${STATES.filter((state) => one[state] > 0)
    .map((state) => `${state} ${one[state]}`)
    .join(', ')}`,
]
