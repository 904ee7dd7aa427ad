import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FromHouse, HouseOptions, Role, ToHouse } from './messages.ts'

/** One life of one process, from fork to exit. Times are `performance.now()`. */
export interface Life {
  readonly name: string
  readonly role: Role
  readonly pid: number
  begunAt: number
  readyAt?: number
  url?: string
  endedAt?: number
  /** Why it ended, when the storm wanted it. */
  wanted?: 'kill' | 'stop'
  exit?: string
  /** When it could not act in time: stopped, its clock moved, or starved by the machine. */
  away: { from: number; to: number; why: string }[]
  send(message: ToHouse): void
  ask(message: { say: 'query'; sql: string } | { say: 'resources' }): Promise<unknown[]>
  signal(name: NodeJS.Signals): void
  descriptors(): number | undefined
  loaded: Promise<void>
  ready: Promise<void>
  ended: Promise<void>
  printed(): string
}

const FILE = fileURLToPath(new URL('./house.ts', import.meta.url))
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/posthouse/compiled', import.meta.url))
/** It says every 100 ms that it is alive. */
const STARVED_MS = 600
const PATIENCE_MS = 30_000

/** Forks a house that loads its modules and waits for `begin`. */
export function startLife(name: string, options: HouseOptions): Life {
  const child: ChildProcess = fork(FILE, [JSON.stringify(options)], {
    execArgv: 'folder' in options.database ? ['--liftoff-only'] : [],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: CACHE },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      printed = (printed + chunk).slice(-20_000)
    })
  }
  const questions = new Map<number, { resolve(rows: unknown[]): void; reject(error: Error): void }>()
  let asked = 0
  let lastSign = performance.now()
  const loaded = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  // Nobody has to wait for them.
  loaded.promise.catch(() => undefined)
  ready.promise.catch(() => undefined)

  child.on('message', (message: FromHouse) => {
    const now = performance.now()
    if (life.readyAt !== undefined && now - lastSign > STARVED_MS) {
      life.away.push({ from: lastSign, to: now, why: 'no sign of life' })
    }
    lastSign = now
    if (message.say === 'loaded') loaded.resolve()
    if (message.say === 'ready') {
      life.readyAt = now
      life.url = message.url
      ready.resolve()
    }
    if (message.say === 'answer') {
      const question = questions.get(message.id)
      questions.delete(message.id)
      if (message.error === undefined) question?.resolve(message.rows ?? [])
      else question?.reject(new Error(message.error))
    }
  })
  child.once('exit', (code, signal) => {
    life.endedAt = performance.now()
    life.exit = signal ?? String(code)
    const gone = new Error(`${name} ended (${life.exit})`)
    loaded.reject(gone)
    ready.reject(gone)
    for (const { reject } of questions.values()) reject(gone)
    questions.clear()
    ended.resolve()
  })
  child.on('error', () => undefined)

  const life: Life = {
    name,
    role: options.role,
    pid: child.pid ?? 0,
    begunAt: performance.now(),
    away: [],
    loaded: loaded.promise,
    ready: ready.promise,
    ended: ended.promise,
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    ask: (message) =>
      new Promise((resolve, reject) => {
        asked += 1
        questions.set(asked, { resolve, reject })
        if (life.endedAt !== undefined || !child.connected) reject(new Error(`${name} has ended`))
        else life.send({ ...message, id: asked })
        setTimeout(() => reject(new Error(`${name} did not answer`)), PATIENCE_MS).unref()
      }),
    signal: (which) => void child.kill(which),
    descriptors() {
      try {
        return readdirSync(`/proc/${child.pid}/fd`).length
      } catch {
        return undefined
      }
    },
    printed: () => printed,
  }
  return life
}
