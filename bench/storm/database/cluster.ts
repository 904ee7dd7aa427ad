import { execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { smallDisk } from './disk.ts'

const run = promisify(execFile)

/** A PostgreSQL of the storm's own, thrown away at the end. */
export interface Cluster {
  readonly port: number
  url(database: string): string
  /** `fast` ends in order; `immediate` is its crash: what was not written to the log is gone. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  /** Starts it, again and again until it is up: right after a full disk was freed it may need a second try. */
  start(): Promise<void>
  /** Only on a small disk: fills it to the last byte, and frees it again. */
  fill: (() => void) | undefined
  free(): void
  log: string
  remove(): Promise<void>
}

export interface ClusterOptions {
  diskFull: boolean
  /** How long a commit takes: a disk in memory has none of its own, and what happens during it matters. */
  commitMs: number
}

export async function createCluster({ diskFull, commitMs }: ClusterOptions): Promise<Cluster> {
  const bin = binaries()
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-storm-'))
  chmodSync(folder, 0o755)
  const disk = diskFull ? smallDisk(folder, 192) : undefined
  const who = owner(folder)
  const data = join(folder, 'data')
  const port = await freePort()
  const log = join(folder, 'log')
  const tool = (name: string, args: string[]) => run(join(bin, name), args, { ...who, cwd: folder, timeout: 60_000 })
  const initdb = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '--wal-segsize=4',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  await tool('initdb', initdb)
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'shared_buffers=32MB',
    'max_wal_size=48MB',
    'min_wal_size=16MB',
    'max_connections=120',
    `commit_delay=${commitMs * 1000}`,
    'commit_siblings=0',
  ]
  const options = settings.flatMap((setting) => ['-c', setting]).join(' ')

  const cluster: Cluster = {
    port,
    log,
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    fill: disk?.fill,
    free: () => disk?.free(),
    stop: async (how) => {
      await tool('pg_ctl', ['-D', data, '-m', how, '-w', '-t', '20', 'stop']).catch(() => undefined)
    },
    async start() {
      for (let tries = 1; ; tries += 1) {
        // pg_ctl leaves a server behind that would keep our pipes open: its output goes to the log.
        const child = spawn(join(bin, 'pg_ctl'), ['-D', data, '-l', log, '-w', '-t', '30', '-o', options, 'start'], {
          ...who,
          cwd: folder,
          stdio: 'ignore',
        })
        const code = await new Promise((resolve) => child.once('exit', resolve))
        if (code === 0) return
        if (tries === 5) throw new Error(`PostgreSQL does not start; see ${log}`)
      }
    },
    async remove() {
      disk?.free()
      await cluster.stop('immediate')
      disk?.unmount()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await cluster.start()
  return cluster
}

/** Nothing to make a cluster with. */
export class NoPostgres extends Error {}

/** On Debian the programs are not in PATH. */
export function binaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')))
  if (!found)
    throw new NoPostgres(
      'The profile "pg" starts a PostgreSQL of its own: install one (apt-get install postgresql), or use --profile pglite.',
    )
  return found
}

/** PostgreSQL refuses to be run by root, so root lends it the user that its package made. */
function owner(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const who = { uid: idOf('-u'), gid: idOf('-g') }
  chownSync(folder, who.uid, who.gid)
  return who
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
