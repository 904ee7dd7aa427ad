import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { freePort } from './children.ts'
import { atTheEnd, CannotRun } from './cleanup.ts'

/** A PostgreSQL of this run's own, with stock settings (fsync is on), that may be stopped. */
export interface Cluster {
  url: string
  start(): Promise<void>
  stop(mode: 'fast' | 'immediate'): Promise<void>
  restart(mode: 'fast' | 'immediate'): Promise<void>
}

export async function openCluster(folder: string): Promise<Cluster> {
  const binaries = postgresBinaries()
  const data = join(folder, 'postgres')
  mkdirSync(data)
  const owner = process.getuid?.() === 0 ? ids() : undefined
  // initdb refuses to run as root.
  if (owner) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid)
  const port = await freePort()
  await run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-instructions'])
  const server = ['-D', data, '-w', '-l', join(data, 'log'), '-o', `-p ${port} -h 127.0.0.1 -k ${data}`]
  const cluster: Cluster = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () => run('pg_ctl', ['start', ...server]),
    stop: (mode) => run('pg_ctl', ['stop', '-D', data, '-w', '-m', mode]),
    restart: (mode) => run('pg_ctl', ['restart', ...server, '-m', mode]),
  }
  await cluster.start()
  atTheEnd(async () => {
    if (existsSync(join(data, 'postmaster.pid'))) await cluster.stop('immediate')
  })
  return cluster

  // Without pipes: pg_ctl would hand them to the server, which keeps them open.
  async function run(program: string, args: readonly string[]) {
    const child = spawn(join(binaries, program), args, { cwd: folder, stdio: 'ignore', ...owner })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed with ${code}.`)
  }
}

/** Debian keeps them out of the PATH, one folder a version. */
function postgresBinaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const places = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl')))
  if (!found) throw new CannotRun('This run needs initdb and pg_ctl (Debian: apt-get install postgresql).')
  return found
}

function ids() {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout),
  )
  if (!uid || !gid) throw new CannotRun('initdb does not run as root, and there is no user "postgres" to run it.')
  return { uid, gid }
}
