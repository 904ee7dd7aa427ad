import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { atTheEnd } from './cleanup.ts'

export interface Child {
  readonly pid: number
  /** Resolves to the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  hasEnded(): boolean
  said(): string
  signal(name: NodeJS.Signals): void
}

/** A program in a process of its own, killed at the end of the run at the latest. */
export function launch(program: string, args: readonly string[], options: SpawnOptions): Child {
  const child: ChildProcess = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = (said + chunk).slice(-20_000)
    })
  }
  let over = false
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'gone'))
  })
  void ended.then(() => {
    over = true
  })
  atTheEnd(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { pid: child.pid ?? 0, ended, hasEnded: () => over, said: () => said, signal: (name) => child.kill(name) }
}

/** Looks every 20 ms; fails with `describe` when `holds` is not true in time. */
export async function until(holds: () => boolean | Promise<boolean>, ms: number, describe: () => string) {
  const deadline = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${ms} ms: ${describe()}`)
    await delay(20)
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
