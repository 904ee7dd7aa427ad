import { stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { type Database, isDatabaseError } from '#platform/db/database.ts'
import { openRedis } from '#platform/db/redis.ts'
import { locksOf, releaseLock } from '#platform/operations/locks.ts'
import { span } from '#platform/operations/span.ts'
import { say as operationsSay } from '#platform/operations/texts/index.ts'
import { createLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import type { LeaseRow } from '#platform/updates/lease-table.ts'
import { lockKey } from '#platform/updates/lock-mirror.ts'
import { withDatabase } from './open.ts'
import { deed } from './operator.ts'
import { english } from './print.ts'

const USAGE = 'Write: posthouse lock status, or: posthouse lock release [<bot>] [--force] [--reason "…"]'
const words = operationsSay.lock
const EXIT = { released: 0, nothing: 1, usage: 64, refused: 3, changed: 4 }

/** Who polls for which bot, and how to end it when it hangs. Exit codes of release: 0, 1 nothing there, 3 refused, 4 changed meanwhile. */
export async function lock([action, ...args]: string[]): Promise<void> {
  const wish = parsed(args)
  if (!wish || (action !== 'status' && action !== 'release')) return say(EXIT.usage, USAGE)
  await withDatabase(async (database, { house, secrets }) => {
    const rows = await leasesIn(database)
    if (action === 'status') return void stdout.write(table(rows))
    const row = chosen(rows, wish.bot)
    if (!row) return
    stdout.write(table([row]))
    if (await release(database, row, wish)) await unmirror(house.REDIS_URL, secrets, row)
  })
}

/** Takes the lease from exactly the holder that was shown. */
export async function release(
  database: Database,
  row: LeaseRow,
  { force, reason }: Omit<Wish, 'bot'>,
): Promise<boolean> {
  const { bot } = row.holder
  const outcome = await database.transaction((transaction) => releaseLock(transaction, row, deed(reason, force)))
  switch (outcome) {
    case 'alive':
      say(EXIT.refused, `${english(words.alive(bot, ago(row)))} Stop it, or write --force to take the lock from it.`)
      return false
    case 'changed':
      say(EXIT.changed, `${english(words.changed(bot))} Look again: posthouse lock status`)
      return false
    case 'released':
      say(EXIT.released, english(words.released(bot)))
      return true
  }
}

interface Wish {
  bot?: string | undefined
  force: boolean
  reason?: string | undefined
}

function parsed(args: string[]): Wish | undefined {
  try {
    const options = { force: { type: 'boolean', default: false }, reason: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return positionals.length > 1 ? undefined : { ...values, bot: positionals[0] }
  } catch {
    return undefined
  }
}

async function leasesIn(database: Database): Promise<LeaseRow[]> {
  try {
    return await locksOf(database)
  } catch (error) {
    if (!isDatabaseError(error) || !/^(3F000|42P01|42703)$/.test(error.code)) throw error
    throw new Error('The database is older than this program: ./migration.sh upgrade', { cause: error })
  }
}

/** The held one of the bot, by its name or its id at Telegram; without a name, the only one there is. */
function chosen(rows: readonly LeaseRow[], bot: string | undefined): LeaseRow | undefined {
  const held = rows.filter(
    (row) => row.held && (bot === undefined || row.holder.bot === bot || row.name === `polling ${bot}`),
  )
  if (held.length === 0) say(EXIT.nothing, english(words.nothing(bot ?? 'Nobody')))
  if (held.length > 1)
    say(EXIT.usage, `${table(held)}Several are held. ${USAGE}, with the bot's name or its id at Telegram.`)
  return held.length === 1 ? held[0] : undefined
}

function say(code: number, text: string) {
  process.exitCode = code
  ;(code === EXIT.released ? stdout : stderr).write(`${text}\n`)
}

const HEAD = ['bot', 'telegram id', 'holder', 'environment', 'since', 'heartbeat', 'epoch', 'lock']

function table(rows: readonly LeaseRow[]): string {
  if (rows.length === 0) return 'Nobody has polled yet.\n'
  const lines = rows.map((row) => cellsOf(row))
  const widths = HEAD.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]!.length)))
  const text = (line: readonly string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  return `${[HEAD, ...lines].map(text).join('\n')}\n`
}

const ago = ({ heartbeatAge }: LeaseRow) =>
  english(heartbeatAge === undefined ? operationsSay.never : operationsSay.ago(span(heartbeatAge)))

function cellsOf(row: LeaseRow): string[] {
  const { name, holder, acquiredAt, epoch, held, expiresAt } = row
  return [
    holder.bot ?? '?',
    name.replace('polling ', ''),
    `${holder.host} ${holder.pid}`,
    holder.env,
    acquiredAt.toISOString(),
    ago(row),
    String(epoch),
    held ? `until ${expiresAt.toISOString()}` : 'free',
  ]
}

/** What Redis shows goes by itself within 30 s; after a release by hand nobody shall read it that long. */
async function unmirror(url: string | undefined, secrets: readonly string[], row: LeaseRow) {
  if (!url) return
  const log = createLog({ level: 'error', secrets })
  const redis = await openRedis({ url, log, metrics: createMetrics() })
  try {
    for (const key of [lockKey(row.holder.bot, false), lockKey(row.holder.bot, true)]) {
      const value = await redis.get(key)
      if (value?.includes(`"id":"${row.owner}"`)) await redis.unset(key, value)
    }
  } catch {
    stderr.write('Redis does not answer; what it shows goes by itself.\n')
  } finally {
    await redis.close()
  }
}
