import { stdout } from 'node:process'
import { type Database, isDatabaseError } from '#platform/db/database.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { scrubber } from '#platform/ops/log.ts'
import { chainAudit } from '#platform/people/audit-chain.ts'
import { type AuditEvent, auditHistory } from '#platform/people/audit-history.ts'
import type { Finding } from '#platform/people/audit-inspect.ts'
import type { Link } from '#platform/people/audit-link.ts'
import { verifyAudit } from '#platform/people/audit-verify.ts'
import type { Config } from '../config.ts'
import { Exit } from './exit.ts'
import { withHouse } from './open.ts'
import { botNamed, read, whole } from './operator.ts'
import { plain, table, tally } from './print.ts'

const USAGE = `posthouse audit verify [--head <row>:<hash>]
    recomputes the chain of the audit log; ends with 1 when a row was edited, removed, moved or put in.
    --head also asks whether a head that was noted down earlier is still in it
posthouse audit show <subject> [--bot <bot>] [--page <n>]
    what was done to something, newest first: A42, P9, "#17", "person 5"
`

const OPTIONS = { head: { type: 'string' }, bot: { type: 'string' }, page: { type: 'string' } } as const

type Options = ReturnType<typeof read<typeof OPTIONS>>['values']

const PAGE = 50

/** Shows the audit log, and proves that it is as it was written. */
export async function audit([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  switch (action) {
    case 'verify':
      if (positionals.length > 0) throw new Exit('usage', USAGE)
      return verify(values)
    case 'show':
      return show(positionals, values)
    default:
      throw new Exit('usage', USAGE)
  }
}

async function verify({ head: given }: Options): Promise<void> {
  const known = given === undefined ? undefined : linkIn(given)
  await withAuditLog(async (database) => {
    if (database.kind === 'pglite') await chainRest(database)
    const { rows, head, unchained, findings } = await verifyAudit(database, systemClock.now(), known)
    if (findings.length > 0) {
      throw new Exit('nothing', `The audit log is not as it was written:\n${findings.map(lineOf).join('\n')}`)
    }
    stdout.write(
      `The audit log is as it was written: ${tally(rows, 'row')}${unchained > 0 ? `, ${unchained} not chained yet` : ''}.\n` +
        `Head: ${head.seq}:${head.hash}\n`,
    )
  })
}

/** The embedded database is ours alone, so nobody else would chain what was written just before its process ended. */
async function chainRest(database: Database) {
  while ((await chainAudit(database)) > 0);
}

const lineOf = ({ fault, seq, id, count }: Finding): string => {
  const row = `row ${seq}${id === undefined ? '' : ` (id ${id})`}`
  switch (fault) {
    case 'edited':
      return `${row} was edited, moved or put in`
    case 'missing':
      return count === 1 ? `${row} was removed` : `rows ${seq} to ${seq! + count - 1} were removed`
    case 'cut off':
      return `${row}: the chain does not end where its head says`
    case 'another chain':
      return `${row} with that hash is not in the chain`
    case 'unchained':
      return `${tally(count, 'row')} older than a minute not chained: is a process with the role all or worker running?`
  }
}

function linkIn(words: string): Link {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(words) ?? []
  if (!seq || !hash) throw new Exit('usage', `--head: write it as "audit verify" prints it, row:hash.\n${USAGE}`)
  return { seq: Number(seq), hash }
}

async function show([subject, ...more]: string[], { bot: name, page: given }: Options): Promise<void> {
  if (!subject || more.length > 0) throw new Exit('usage', USAGE)
  const bot = name === undefined ? undefined : botNamed(name, USAGE).name
  const page = whole(given ?? '1', '--page', USAGE)
  await withAuditLog(async (database, config) => {
    const from = (page - 1) * PAGE
    const found = await auditHistory(database, { bot, subjects: [subject], most: PAGE + 1, from })
    if (found.length === 0)
      throw new Exit('nothing', `Nothing ${page > 1 ? 'more ' : ''}was done to "${plain(subject)}".`)
    const scrub = scrubber(config.secrets)
    stdout.write(table(found.slice(0, PAGE).map((event) => cellsOf(event, scrub))))
    if (found.length > PAGE) stdout.write(`More: --page ${page + 1}\n`)
  })
}

const cellsOf = ({ seq, at, bot, actor, action, detail }: AuditEvent, scrub: (text: string) => string) => [
  seq === null ? 'row –' : `row ${seq}`,
  at.toISOString(),
  bot,
  plain(action),
  actor === null ? 'the house' : `person ${actor}`,
  plain(scrub(detail ?? ''), 200),
]

const withAuditLog = (work: (database: Database, config: Config) => Promise<void>) =>
  withHouse(work).catch((error) => {
    if (!isDatabaseError(error) || !/^(42P01|42703)$/.test(error.code)) throw error
    throw new Exit('nothing', 'The database is older than this program. Run: posthouse migrate upgrade')
  })
