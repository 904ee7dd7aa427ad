import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FromHouse, ProcessOptions, ToHouse } from './house-process.ts'

/** A house in a process of its own. */
export interface HouseProcess {
  readonly pid: number
  /** Resolves when its modules are loaded and nothing else has begun. */
  loaded(): Promise<void>
  /** Opens the database and the doors; resolves to its URL when it is ready. */
  begin(): Promise<string>
  /** Rows of a query that the process itself runs: PGlite lets nobody else in. */
  query<Row>(sql: string): Promise<Row[]>
  /** kill -9. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGSTOP: it stands still, and neither it nor anybody else is told. */
  pause(): void
  /** SIGCONT. */
  resume(): void
  /** Ends it in order. */
  stop(): Promise<void>
  /** What it logged (warnings and worse), for the message of a test that failed. */
  log(): string
}

const PATIENCE_MS = 60_000
const FILE = fileURLToPath(new URL('./house-process.ts', import.meta.url))
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/posthouse/compiled', import.meta.url))
const living = new Set<ChildProcess>()

/** Starts the process and lets it load its modules. It ends with the test file at the latest. */
export function spawnHouse(options: ProcessOptions): HouseProcess {
  const child = fork(FILE, [JSON.stringify(options)], {
    // A life of a second does not earn back the optimising of WebAssembly: 0.4 s of a core and 580 MB each.
    execArgv: ['--liftoff-only'],
    env: { ...process.env, NODE_COMPILE_CACHE: CACHE },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  living.add(child)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      printed = (printed + chunk).slice(-10_000)
    })
  }
  let wanted = false
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void gone.then(() => living.delete(child))

  const ask = <M extends FromHouse>(fits: (message: FromHouse) => message is M, what: string, say?: ToHouse) =>
    new Promise<M>((resolve, reject) => {
      const end = (act: () => void) => {
        clearTimeout(late)
        child.off('message', hear)
        child.off('exit', left)
        act()
      }
      const hear = (message: FromHouse) => {
        if (fits(message)) end(() => resolve(message))
      }
      const left = () => end(() => reject(new ProcessEnded(what, wanted, printed)))
      const late = setTimeout(() => end(() => reject(new Error(`No "${what}" in time.\n${printed}`))), PATIENCE_MS)
      child.on('message', hear)
      child.on('exit', left)
      if (child.exitCode !== null || child.signalCode !== null) left()
      else if (say) child.send(say, (error) => error && left())
    })

  let asked = 0
  const loaded = ask((message) => message.say === 'loaded', 'loaded')
  loaded.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    loaded: async () => void (await loaded),
    begin: async () => {
      await loaded
      return (await ask((message) => message.say === 'ready', 'ready', { say: 'begin' })).url
    },
    query: async <Row>(sql: string) => {
      asked += 1
      const id = asked
      type Answer = FromHouse & { say: 'rows' }
      const fits = (message: FromHouse): message is Answer => message.say === 'rows' && message.id === id
      return (await ask(fits, `rows of ${sql}`, { say: 'query', id, sql })).rows as Row[]
    },
    kill: async () => {
      wanted = true
      child.kill('SIGKILL')
      await gone
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: async () => {
      wanted = true
      if (child.connected) child.send({ say: 'stop' } satisfies ToHouse)
      await gone
    },
    log: () => printed,
  }
}

/** The process ended while it was asked for something; `wanted` when the test itself had killed it. */
export class ProcessEnded extends Error {
  readonly wanted: boolean

  constructor(what: string, wanted: boolean, printed: string) {
    super(`The process ended before "${what}".\n${printed}`)
    this.wanted = wanted
  }
}

/** `count` houses on one database, each with its own doors, as several machines behind a load balancer. */
export async function startWorkers(count: number, optionsOf: (index: number) => ProcessOptions): Promise<Workers> {
  const houses = Array.from({ length: count }, (_, index) => spawnHouse(optionsOf(index)))
  const doors = await Promise.all(houses.map((house) => house.begin()))
  return { houses, doors, stop: async () => void (await Promise.all(houses.map((house) => house.stop()))) }
}

export interface Workers {
  houses: readonly HouseProcess[]
  /** URL of each; webhooks are at `<door>/webhook/<bot>`. */
  doors: readonly string[]
  stop(): Promise<void>
}

/** Kills what is still running: for `afterEach`. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...living].map(async (child) => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await gone
    }),
  )
}
