import { type Database, patiently } from '../db/database.ts'
import { kyselyOver } from '../db/kysely.ts'
import type { NotificationTypes } from '../notifications/notice.ts'
import { after, type Clock } from '../ops/clock.ts'
import { type Crew, crew } from '../ops/crew.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import { hasNews, type News } from '../ops/news.ts'
import { Refusal } from '../ops/refusal.ts'
import { claim, finish, type Held, letGo, renew } from './claims.ts'
import { jobContext, noNotes, type Operate, writeNotes } from './context.ts'
import type { Again, AnyJob, JobContext } from './job.ts'

/** What a job finds of its bot. */
interface Home {
  notifications?: NotificationTypes | undefined
  outside: unknown
  operate?: Operate | undefined
}

export interface WorkerOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  owner: string
  superadmins: ReadonlySet<number>
  bots: readonly (Home & { name: string; jobs?: readonly AnyJob[] })[]
  /** Told after a commit that left something for others to do. */
  committed(news: News): void
  /** Jobs at once; the slow part is the world's, so more than cores is fine. */
  mostAtOnce?: number
}

const LEASE_MS = 60_000
const RENEW_MS = 15_000
const DEFAULT_TRIES = 8
const FIRST_BACKOFF_MS = 2_000
const LONGEST_BACKOFF_MS = 600_000

/** Runs jobs: calls the world without a transaction, then saves what came of it and ends the job in one commit. */
export function createWorker(options: WorkerOptions): Crew {
  const { database, clock, log, owner, superadmins, committed, mostAtOnce = 8 } = options
  const known = new Map(
    options.bots.flatMap((bot) => (bot.jobs ?? []).map((job) => [`${bot.name}/${job.name}`, { job, bot }])),
  )
  const runs = options.metrics.counter('job_runs_total', 'Jobs run, by outcome', ['queue', 'result'])
  const lost = options.metrics.counter('job_lease_lost_total', 'Jobs another process took over while this one was away')
  const names = options.bots.map((bot) => bot.name)
  return crew({
    name: 'worker',
    clock,
    log,
    idleMs: 500,
    most: mostAtOnce,
    renewEveryMs: RENEW_MS,
    renew: (jobs, now) => renew(database, owner, jobs, after(now, LEASE_MS)),
    claim: (free, now) => claim(database, { owner, bots: names, most: free, now, until: after(now, LEASE_MS) }),
    run,
    letGo: (job, from) => letGo(database, owner, job, from),
  })

  async function run(held: Held): Promise<void> {
    const queue = `${held.bot}/${held.name}`
    const entry = known.get(queue)
    try {
      if (!entry) throw new Error(`No job is called "${held.name}" in this release.`)
      const ended = await once(entry.job, entry.bot, held)
      if (ended) runs.add(1, { queue, result: 'done' })
      else lost.add(1)
    } catch (error) {
      await fail(held, entry, error)
      runs.add(1, { queue, result: 'failed' })
    }
  }

  /** False when another process took the job over while this one was away: then nothing of it is written. */
  async function once(job: AnyJob, home: Home, held: Held): Promise<boolean> {
    const { outside } = home
    const input = JSON.parse(held.input)
    const key = `${held.bot}:${held.name}:${held.id}`
    const signal = AbortSignal.timeout(LEASE_MS * 5)
    const read = await job.read?.({ db: kyselyOver(database), input, outside, now: clock.now() })
    const result = await job.call({ input, read, outside, key, attempt: held.attempts, signal, now: clock.now(), log })
    return inTransaction(held, home, async (ctx) => job.save(ctx, input, result))
  }

  async function inTransaction(
    held: Held,
    home: Home,
    save: (ctx: JobContext) => Promise<Again | void>,
    end: { state: 2 | 3; error?: string } = { state: 2 },
  ): Promise<boolean> {
    try {
      // What `call` learnt is too dear to be thrown away because two transactions met: only the saving is repeated.
      return await patiently(() => saveOnce(held, home, save, end))
    } catch (error) {
      if (error instanceof LostLease) return false
      throw error
    }
  }

  async function saveOnce(
    held: Held,
    home: Home,
    save: (ctx: JobContext) => Promise<Again | void>,
    end: { state: 2 | 3; error?: string },
  ): Promise<boolean> {
    const now = clock.now()
    const notes = noNotes()
    const { news } = await database.transaction(async (transaction) => {
      const again = await save(jobContext({ ...home, bot: held.bot, transaction, now, log, superadmins, notes }))
      const written = await writeNotes(transaction, [{ bot: held.bot, notes }], now)
      const outcome = again ? { state: 0 as const, runAt: again.again, attempts: 0 } : end
      if (!(await finish(transaction, owner, held, outcome, now))) throw new LostLease()
      return written
    })
    if (hasNews(news)) committed(news)
    for (const tell of notes.told) tell()
    return true
  }

  async function fail(held: Held, entry: { job: AnyJob; bot: Home } | undefined, error: unknown) {
    const message = error instanceof Refusal ? 'refused' : messageOf(error)
    const tries = entry?.job.tries ?? DEFAULT_TRIES
    log.error('job_failed', error, { bot: held.bot, job: held.name, id: held.id, attempt: held.attempts, tries })
    if (held.attempts < tries) {
      const wait =
        entry?.job.backoff?.(held.attempts) ?? Math.min(FIRST_BACKOFF_MS * 2 ** (held.attempts - 1), LONGEST_BACKOFF_MS)
      const now = clock.now()
      await finish(
        database,
        owner,
        held,
        { state: 0, runAt: after(now, wait), attempts: held.attempts, error: message },
        now,
      )
      return
    }
    const farewell = async (ctx: JobContext) => entry?.job.dead?.(ctx, JSON.parse(held.input), message)
    const end = { state: 3 as const, error: message }
    await inTransaction(held, entry?.bot ?? NOBODY, farewell, end).catch((failure) => {
      log.error('job_farewell_failed', failure, { bot: held.bot, job: held.name, id: held.id })
      return inTransaction(held, NOBODY, async () => undefined, end)
    })
  }
}

const NOBODY: Home = { outside: undefined }

class LostLease extends Error {}
