import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, realpathSync, unlinkSync, writeSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/**
 * One process per data folder: PGlite would accept a second one and silently lose what either wrote.
 * On Linux the kernel keeps the lock (an abstract socket) and drops it even after kill -9; a lock file tells who holds it,
 * and is the lock itself on other systems.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = realpathSync(folder)
  const file = join(path, 'posthouse.lock')
  const server = process.platform === 'linux' ? await bind(path, file) : undefined
  if (!server) claim(file, path)
  else write(file)
  return async () => {
    try {
      unlinkSync(file)
    } catch {}
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  }
}

function bind(path: string, file: string): Promise<Server> {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 40)
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () => reject(refusal(path, file)))
    server.listen(`\0posthouse:${name}`, () => {
      server.unref()
      resolve(server)
    })
  })
}

function claim(file: string, path: string) {
  const holder = read(file)
  if (holder && isAlive(holder.pid)) throw refusal(path, file)
  write(file)
}

function write(file: string) {
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, JSON.stringify({ pid: process.pid, host: hostname(), started: new Date().toISOString() }))
  closeSync(descriptor)
}

function read(file: string): { pid: number } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether a process of this machine has the id. */
export function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function refusal(path: string, file: string) {
  const holder = read(file)
  const who = holder ? ` by process ${holder.pid}` : ''
  return new FolderInUse(
    `The data folder ${path} is in use${who}. The embedded database serves one process: stop the other one (./stop.sh), ` +
      'or give this one its own POSTHOUSE_DATA, or use PostgreSQL (DATABASE_URL).',
  )
}
