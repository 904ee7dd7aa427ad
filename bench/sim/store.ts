import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import { upgrade } from '#platform/db/migrate.ts'
import { embedded } from '#testing/database.ts'

/** The one database session of this worker: a PGlite in memory that is emptied for every seed. */
export interface Store {
  session: Database
  empty(): Promise<void>
  /** A table of what is to be done later; undefined for all others, which can be long. */
  lookAt(table: string): Promise<Tabled | undefined>
}

export interface Tabled {
  rows: number
  /** All times in it: between two of them, and without a write, an idle look finds nothing new. */
  times: number[]
}

const NOT_WORK = /^(inbox|outbox|people|roles|audit|sessions|named_messages|used_buttons|migrations|unreachable)$/

export async function openStore(): Promise<Store> {
  const session = await embedded()
  const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  await upgrade(session, [
    { schema: 'posthouse', folder: folder('../../src/platform/db/migrations') },
    { schema: 'simulated', folder: folder('./migrations') },
  ])
  const tables = await session.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('posthouse', 'simulated') and tablename <> 'migrations'`,
  )
  const columns = await session.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'posthouse' and data_type = 'timestamp with time zone' order by 1, 2`,
  )
  const timed = Map.groupBy(columns.rows, ({ table }) => table)
  return {
    session,
    // Truncating costs a millisecond for each table, deleting next to nothing, but only in truncated tables do rows lie
    // in the same order for every seed. Tables that nobody wrote to have no pages.
    async empty() {
      const { rows } = await session.query<{ name: string }>(
        'select name from unnest($1::text[]) as name where pg_relation_size(name::regclass) > 0',
        [tables.rows.map(({ name }) => name)],
      )
      if (rows.length > 0) await truncate(session, rows)
    },
    async lookAt(table) {
      const columns = NOT_WORK.test(table) ? undefined : timed.get(table)?.map(({ column }) => column)
      if (columns === undefined) return undefined
      const { rows } = await session.query<Record<string, Date | number | null>>(
        `select ${columns} from posthouse.${table}`,
      )
      // '-infinity' comes as a number.
      const times = rows.flatMap((row) => Object.values(row).flatMap((at) => at?.valueOf() ?? []))
      return { rows: rows.length, times }
    },
  }
}

/** As a superuser may: the audit log's triggers refuse it to everybody else. */
const truncate = (session: Database, tables: readonly { name: string }[]): Promise<unknown> =>
  session.transaction(async (transaction) => {
    await transaction.query('set local session_replication_role = replica')
    await transaction.query(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade`)
  })
