import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Queryable } from './database.ts'

/** A room or a bot with its own folder of `NNNN_name.up.sql` / `.down.sql`; its tables live in the schema of that name. */
export interface Migrated {
  schema: string
  folder: string
}

export interface MigrationState {
  schema: string
  name: string
  appliedAt: Date | undefined
}

const FILE = /^(\d{4}_[a-z0-9_]+)\.(up|down)\.sql$/

/** Applies what is missing, in order, each file with its record in one transaction. Resolves to the names applied. */
export async function upgrade(database: Database, places: readonly Migrated[]): Promise<string[]> {
  const done: string[] = []
  for (const place of places) {
    await prepare(database, place)
    const before = await appliedIn(database, place)
    for (const name of namesIn(place).filter((name) => !before.has(name))) {
      const applied = await alone(database, place, async (transaction) => {
        if ((await appliedIn(transaction, place)).has(name)) return false
        await run(transaction, place, name, 'up')
        await transaction.query(`insert into ${place.schema}.migrations (name, applied_at) values ($1, now())`, [name])
        return true
      })
      if (applied) done.push(`${place.schema}/${name}`)
    }
  }
  return done
}

/** Takes back the newest `steps` migrations of one place. Resolves to the names taken back. */
export async function downgrade(database: Database, place: Migrated, steps: number): Promise<string[]> {
  await prepare(database, place)
  const done: string[] = []
  for (let step = 0; step < steps; step += 1) {
    const name = await alone(database, place, async (transaction) => {
      const last = [...(await appliedIn(transaction, place)).keys()].sort().at(-1)
      if (!last) return undefined
      await run(transaction, place, last, 'down')
      await transaction.query(`delete from ${place.schema}.migrations where name = $1`, [last])
      return last
    })
    if (!name) break
    done.push(`${place.schema}/${name}`)
  }
  return done
}

export async function history(database: Database, places: readonly Migrated[]): Promise<MigrationState[]> {
  const states: MigrationState[] = []
  for (const place of places) {
    const known = await database.query(`select to_regclass($1) as found`, [`${place.schema}.migrations`])
    const applied = known.rows[0]?.found ? await appliedIn(database, place) : new Map<string, Date>()
    for (const name of namesIn(place)) states.push({ schema: place.schema, name, appliedAt: applied.get(name) })
  }
  return states
}

/** True when nothing is left to apply. */
export const isCurrent = async (database: Database, places: readonly Migrated[]) =>
  (await history(database, places)).every((state) => state.appliedAt !== undefined)

function namesIn({ folder }: Migrated): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).flatMap((file) => FILE.exec(file) ?? [])
  return [...new Set(files.filter((part) => /^\d{4}_\w+$/.test(part)))].sort()
}

async function prepare(database: Database, place: Migrated) {
  if (!/^[a-z][a-z0-9_]*$/.test(place.schema)) throw new Error(`"${place.schema}" cannot be the name of a schema.`)
  await alone(database, place, async (transaction) => {
    await transaction.query(`create schema if not exists ${place.schema}`)
    await transaction.query(
      `create table if not exists ${place.schema}.migrations (name text primary key, applied_at timestamptz not null)`,
    )
  })
}

/** Several processes may start at once: the advisory lock lets one migrate while the others wait, and find it done. */
const alone = <T>(database: Database, { schema }: Migrated, work: (transaction: Queryable) => Promise<T>): Promise<T> =>
  database.transaction(async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock(hashtext($1))`, [`posthouse migrations ${schema}`])
    return work(transaction)
  })

async function appliedIn(target: Queryable, { schema }: Migrated): Promise<Map<string, Date>> {
  const { rows } = await target.query<{ name: string; applied_at: Date }>(
    `select name, applied_at from ${schema}.migrations`,
  )
  return new Map(rows.map((row) => [row.name, row.applied_at]))
}

/** A DO block makes one statement of a whole file, so both drivers run it inside the open transaction. */
async function run(transaction: Queryable, place: Migrated, name: string, direction: 'up' | 'down') {
  const path = join(place.folder, `${name}.${direction}.sql`)
  const sql = readFileSync(path, 'utf8')
  try {
    await transaction.query(`do $migration$ begin\n${sql}\nend $migration$`)
  } catch (error) {
    throw new Error(`Migration ${place.schema}/${name} (${direction}) failed; nothing of it was kept.`, {
      cause: error,
    })
  }
}
