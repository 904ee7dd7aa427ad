import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { leftovers } from './leftovers.ts'
import { syncMicros } from './sync-micros.ts'

export interface Postgres {
  pid: number
  /** A new, empty database, with nothing of the one before still to be written. */
  fresh(): Promise<string>
  query<T extends object>(url: string, text: string, values?: unknown[]): Promise<T[]>
  /** Version and settings, for the page. */
  about(): Promise<string>
  /** Microseconds of one fdatasync on its disk, when pg_test_fsync is there. */
  syncMicros(): Promise<number | undefined>
  stop(): Promise<void>
}

const START_MS = 30_000

/** A cluster of its own that is thrown away, with the settings PostgreSQL comes with. Undefined when it is not installed. */
export async function startPostgres(folder: string): Promise<Postgres | undefined> {
  const bin = binaries()
  if (!bin) return undefined
  const account = accountOf()
  mkdirSync(folder, { recursive: true })
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '--no-instructions'], {
    stdio: 'pipe',
    ...account,
  })
  const port = await freePort()
  const log = openSync(join(folder, 'log'), 'a')
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
    { stdio: ['ignore', log, log], ...account },
  )
  const pid = server.pid!
  leftovers.process(pid, 'SIGQUIT')
  const exited = once(server, 'exit').then(() => leftovers.ended(pid))
  const main = url('postgres')
  let databases = 0
  await answers()
  return {
    pid,
    query,
    async fresh() {
      if (databases > 0) await query(main, `drop database run_${databases} with (force)`)
      databases += 1
      await query(main, `create database run_${databases}`)
      await query(main, 'checkpoint')
      return url(`run_${databases}`)
    },
    async about() {
      const [row] = await query<{ version: string; fsync: string; commit: string }>(
        main,
        `select current_setting('server_version') as version, current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as commit`,
      )
      return `PostgreSQL ${row!.version.split(' ')[0]} (fsync ${row!.fsync}, synchronous_commit ${row!.commit})`
    },
    syncMicros: () => syncMicros(join(bin, 'pg_test_fsync'), join(folder, 'fsync-test'), account),
    async stop() {
      server.kill('SIGINT')
      const late = setTimeout(() => server.kill('SIGQUIT'), 10_000)
      await exited
      clearTimeout(late)
    },
  }

  function url(database: string) {
    return `postgres://bench@127.0.0.1:${port}/${database}`
  }

  async function answers() {
    const end = performance.now() + START_MS
    for (;;) {
      try {
        return await query(main, 'select 1')
      } catch (error) {
        const late = performance.now() > end || server.exitCode !== null
        if (late)
          throw new Error(`PostgreSQL does not start: ${readFileSync(join(folder, 'log'), 'utf8').slice(-500)}`, {
            cause: error,
          })
        await delay(50)
      }
    }
  }
}

async function query<T extends object>(url: string, text: string, values?: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const places = [process.env.BENCH_PG_BIN ?? '', ...versions.map((version) => join(debian, version, 'bin'))]
  const paths = (process.env.PATH ?? '').split(':')
  return [...places, ...paths].find((place) => place !== '' && existsSync(join(place, 'initdb')))
}

/** PostgreSQL refuses to run as root; Debian's own account is taken then. */
function accountOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
