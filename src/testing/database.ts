import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Database } from '#platform/db/database.ts'
import { isAlive } from '#platform/db/folder-lock.ts'
import { type Migrated, upgrade } from '#platform/db/migrate.ts'
import { databaseOver, openPglite } from '#platform/db/pglite.ts'
import { openPostgres } from '#platform/db/postgres.ts'
import { silentLog } from '#platform/ops/log.ts'

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/posthouse')

let opened: Promise<Database> | undefined

/**
 * A real, empty, migrated database: PGlite in memory, or PostgreSQL where `TEST_DATABASE_URL` names one.
 * A test file opens it once (0.6 s) and empties it for each world.
 */
export async function freshDatabase(places: readonly Migrated[]): Promise<Database> {
  opened ??= process.env.TEST_DATABASE_URL ? ownPostgres(process.env.TEST_DATABASE_URL) : embedded(places)
  const database = await opened
  await upgrade(database, places)
  await empty(database)
  return { ...database, close: async () => undefined }
}

/** Starting PGlite from nothing takes four seconds of initdb, migrating another one; from a dump that was migrated once it is half a second. */
export const embedded = async (places: readonly Migrated[] = []): Promise<Database> =>
  openPglite(undefined, { loadDataDir: await dumpOf(places) })

async function dumpOf(places: readonly Migrated[]): Promise<Blob> {
  const file = join(CACHE, `pglite-${versionOfPglite()}-${hashOf(places)}.tar`)
  if (!existsSync(file)) await makeDump(file, places)
  return new Blob([readFileSync(file)])
}

function versionOfPglite(): string {
  const manifest = join(import.meta.dirname, '../../node_modules/@electric-sql/pglite/package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function hashOf(places: readonly Migrated[]): string {
  const hash = createHash('sha256')
  for (const { schema, folder } of places) {
    const names = existsSync(folder) ? readdirSync(folder).sort() : []
    for (const name of names) hash.update(`${schema} ${name} `).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function makeDump(file: string, places: readonly Migrated[]) {
  const pglite = await PGlite.create(places.length > 0 ? { loadDataDir: await dumpOf([]) } : {})
  await upgrade(databaseOver(pglite), places)
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  mkdirSync(CACHE, { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, Buffer.from(await dump.arrayBuffer()))
  renameSync(temporary, file)
}

/** A database of this test file's own, dropped when its process ends. */
export async function ownPostgres(serverUrl: string): Promise<Database> {
  const url = await createPostgres(serverUrl)
  return openPostgres({ url, poolSize: 8, log: silentLog })
}

/** Creates an empty database on the server and resolves to its URL. Databases of finished runs are dropped on the way. */
export async function createPostgres(serverUrl: string): Promise<string> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'posthouse\\_test\\_%'`,
  )
  for (const { datname } of rows) {
    const pid = Number(datname.split('_')[2])
    if (!isAlive(pid))
      await admin.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`).catch(() => undefined)
  }
  const name = `posthouse_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function empty(database: Database) {
  const { rows } = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'public') and tablename <> 'migrations'`,
  )
  if (rows.length > 0) await emptyTables(database, rows)
}

/** As a superuser may: the audit log's triggers refuse it to everybody else. Deleting what little there is takes a quarter of the time of `truncate`. */
export const emptyTables = (database: Database, tables: readonly { name: string }[]): Promise<unknown> =>
  database.query(`do $empty$
    declare
      one record;
      is_filled boolean;
    begin
      set local session_replication_role = replica;
      for one in select unnest(array[${tables.map(({ name }) => `'${name}'`).join(', ')}]) as name loop
        execute 'select exists (select from ' || one.name || ')' into is_filled;
        if is_filled then execute 'delete from ' || one.name; end if;
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where last_value is not null;
    end $empty$`)
