import { type Context, Refusal } from '#platform/bot.ts'
import { csv } from '../csv.ts'
import { type Period, parsePeriod } from '../period.ts'
import { payments, people, type Table, takes, tasks } from '../store/exports.ts'
import { say } from '../texts/index.ts'

/** A file of so many rows is still one that Telegram takes and a spreadsheet opens. */
const MOST_ROWS = 20_000

const READ = { payments, takes, tasks, people }
type Kind = keyof typeof READ
const KINDS = Object.keys(READ) as Kind[]

/** `/export csv`, `/export csv 2026-11`, `/export csv takes 2026`, `/export csv people 2026`: a file for a spreadsheet, sent here. */
export async function exportCsv(ctx: Context) {
  const { kind, period } = readExport(ctx.args)
  const table: Table = await READ[kind](ctx.db, MOST_ROWS + 1, period)
  const rows = table.length - 1
  const name = say.manage.export.kind[kind]
  const when = period?.name ?? say.manage.export.always
  if (rows === 0) throw new Refusal(say.manage.export.empty(name, when))
  if (rows > MOST_ROWS) throw new Refusal(say.manage.export.tooLong(MOST_ROWS))
  ctx.audit('exported', kind, { period: period?.name, rows })
  const file = {
    name: `${['bounty', kind, ...(period ? [period.name] : [])].join('-')}.csv`,
    text: csv(table),
    type: 'text/csv',
  }
  ctx.sendFile(ctx.chat, file, say.manage.export.here(name, when, rows))
}

function readExport(args: string): { kind: Kind; period: Period | undefined } {
  const [format = '', ...words] = args.toLowerCase().split(/\s+/)
  const kind = KINDS.find((one) => one === words[0])
  const rest = kind ? words.slice(1) : words
  const period = rest[0] === undefined ? undefined : parsePeriod(rest[0])
  if (format !== 'csv' || rest.length > 1 || (rest.length === 1 && !period)) throw new Refusal(say.manage.export.usage)
  return { kind: kind ?? 'payments', period }
}
