import type { Clock } from './clock.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'
import type { Part, Rounds } from './loop.ts'

/** From the signal on, in order; together less than 45 s, after which a supervisor may kill (Kubernetes: 60 s). */
const GRACE_MS = 30_000
const CATCH_UP_MS = 5_000
const CLOSE_MS = 2_000
const WORK_UNTIL_MS = 41_000
const FORCED_MS = 45_000

/** A part that finishes what the door has accepted: dispatch, then the sender. */
export type Answering = Rounds & { quiet?(): Promise<void> }

export interface ShutdownOptions {
  clock: Clock
  log: Log
  /** SIGTERM or SIGINT: see `stopSignals`. */
  asked: AbortSignal
  /** They take new work, so they end at the first word: job claims, the schedule, polling. What they have begun is finished. */
  taking: readonly Part[]
  /** They go on until the door is closed and what `taking` had begun is finished, and then do what is due already. */
  answering: readonly Answering[]
  /** Readiness says no from now on. */
  draining(): void
  /** How long the door keeps serving after that, until proxies have heard that this process is going. */
  serveMs: number
  closeDoor(): Promise<void>
  /** What is still claimed may be taken by others at once. */
  giveBack(): Promise<void>
  close(): Promise<void>
  report(error: unknown): Promise<void>
}

/**
 * Runs the parts until somebody asks for the end; resolves to the exit code. 0: everything ended in order, or after 30 s of
 * grace what was left is in the database and given back. 1: a part failed, or the end took 45 s.
 */
export async function runParts(options: ShutdownOptions): Promise<number> {
  const { clock, log, asked, taking, answering } = options
  const ended = Promise.withResolvers<number>()
  const takingStops = new AbortController()
  const answeringStops = new AbortController()
  const taken = run(taking, takingStops.signal)
  const answered = run(answering, answeringStops.signal)
  const uncaught = (error: unknown) => void crash(error, 'uncaught')
  process.on('uncaughtException', uncaught).on('unhandledRejection', uncaught)
  if (asked.aborted) void stop()
  else asked.addEventListener('abort', () => void stop(), { once: true })
  const code = await ended.promise
  process.off('uncaughtException', uncaught).off('unhandledRejection', uncaught)
  return code

  async function stop() {
    log.info('stopping', { reason: asked.reason })
    void clock.sleep(FORCED_MS).then(() => {
      log.warn('stop_forced', { after_ms: FORCED_MS })
      ended.resolve(1)
    })
    try {
      await inOrder(clock.sleep(WORK_UNTIL_MS))
      log.info('stopped')
      ended.resolve(0)
    } catch (error) {
      await crash(error, 'stop')
    }
  }

  async function inOrder(tooLate: Promise<void>) {
    options.draining()
    takingStops.abort()
    await clock.sleep(options.serveMs)
    await options.closeDoor()
    if (!(await within(finish(), Promise.race([clock.sleep(GRACE_MS), tooLate])))) log.warn('stop_unfinished')
    await within(quietly(options.giveBack(), 'give_back'), clock.sleep(CLOSE_MS))
    if (!(await within(options.close(), clock.sleep(CLOSE_MS)))) log.warn('stop_not_closed')
  }

  async function finish() {
    await taken
    answeringStops.abort()
    await answered
    if (answering.length > 0) await within(quietly(catchUp(), 'catch_up'), clock.sleep(CATCH_UP_MS))
  }

  /** A process alone answers what it accepted. Where others work too, their share never ends: hence the five seconds. */
  async function catchUp() {
    for (let done = 1; done > 0; ) {
      done = 0
      for (const part of answering) {
        done += await part.round()
        await part.quiet?.()
      }
    }
  }

  /** With the database away this cannot work, and it need not: what is stored waits, and leases run out. */
  function quietly(work: Promise<void>, what: string) {
    return work.catch((error) => log.warn(`${what}_failed`, { message: messageOf(error) }))
  }

  function run(parts: readonly Part[], signal: AbortSignal) {
    return Promise.all(parts.map((part) => part.run(signal).catch((error) => crash(error, part.name))))
  }

  async function crash(error: unknown, where: string) {
    log.error('crashed', error, { where })
    await options.report(error)
    ended.resolve(1)
  }
}

/** True when `work` ended before `late` did; its failure is the caller's. */
const within = (work: Promise<unknown>, late: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), late.then(() => false)])
