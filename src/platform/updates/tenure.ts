import type { Queryable } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { createHeartbeats } from './heartbeat.ts'
import { type Acquired, beat, type Claim, giveBack, type Holder, renew } from './lease-table.ts'
import type { LockMirror } from './lock-mirror.ts'

/** One holding of a lease. */
export interface Tenure {
  readonly epoch: number
  /** False as soon as anybody else may have it; to be asked before everything that only the holder may do. */
  isOurs(): boolean
  /** Asks the database now, instead of at the next renewal. False when it is not ours any more. */
  renew(): Promise<boolean>
  /** What the lease is held for has just worked. */
  beat(): void
}

export interface Times {
  ttlMs: number
  /** How long the holder trusts its last renewal, from the moment it asked for it. */
  trustMs: number
  renewMs: number
  retryMs: number
  /** An answer that takes longer is none: what holds us must not depend on it. */
  patienceMs: number
}

export interface TenureOptions {
  database: Queryable
  clock: Clock
  log: Log
  times: Times
  /** 0 to 1. */
  chance(): number
  claim: Claim
  holder: Holder & { ts: string }
  telegramId: number
  acquired: Acquired
  /** By the monotonic clock, before the lease was asked for. */
  asked: number
  /** Aborted when the tenure is over. */
  held: AbortController
  heartbeats: ReturnType<typeof createHeartbeats>
  mirror: LockMirror | undefined
}

/** Renews until `held` is aborted, and aborts it when it cannot. `end` gives the lease back. */
export function createTenure(options: TenureOptions): Tenure & { end(): Promise<void> } {
  const { database, clock, log, times, chance, claim, holder, acquired, held, mirror } = options
  const { bot, ...where } = holder
  let since = options.asked
  let lost = false
  const heartbeat = options.heartbeats.begin(bot, (acquired.heartbeatAge ?? 0) * 1000, (age) => void tell(age))
  const show = () => mirror?.show(bot, { ...where, id: claim.owner, epoch: claim.epoch, bot_id: options.telegramId })
  show()
  const renewing = keep()
  return {
    epoch: claim.epoch,
    isOurs,
    renew: extend,
    beat: heartbeat.beat,
    async end() {
      held.abort()
      heartbeat.end()
      mirror?.hide(bot)
      await renewing
      const outcome = await inTime(options, giveBack(database, claim))
      if (outcome !== undefined) log.warn('lease_not_released', { bot, message: outcome })
    },
  }

  /** Counted by the monotonic clock: whatever is done to the date, and however long the process was stopped. */
  function isOurs(): boolean {
    if (!lost && clock.monotonic() - since > times.trustMs) lose('not renewed in time')
    return !lost
  }

  async function keep() {
    while (!held.signal.aborted) {
      await clock.sleep(times.renewMs * (0.9 + 0.2 * chance()), held.signal)
      if (held.signal.aborted || !isOurs()) return
      await extend()
    }
  }

  async function extend(): Promise<boolean> {
    const asked = clock.monotonic()
    const outcome = await inTime(options, confirmed(renew(database, claim, times.ttlMs)))
    if (outcome === undefined) {
      since = Math.max(since, asked)
      if (isOurs() && !held.signal.aborted) show()
    } else if (!lost) log.warn('lease_not_renewed', { bot, epoch: claim.epoch, message: outcome })
    return isOurs()
  }

  async function tell(age: number) {
    if (!isOurs()) return
    mirror?.beat(bot, new Date(clock.now().getTime() - age))
    const outcome = await inTime(options, confirmed(beat(database, claim, age / 1000)))
    if (outcome !== undefined && !lost) log.warn('heartbeat_not_written', { bot, message: outcome })
  }

  async function confirmed(question: Promise<boolean>): Promise<void> {
    if (!(await question)) lose('another process holds it')
  }

  function lose(reason: string) {
    if (!lost && !held.signal.aborted) log.warn('lease_lost', { bot, epoch: claim.epoch, reason })
    lost = true
    held.abort()
  }
}

/** Undefined when it was done in time; else why not. */
export async function inTime(
  { clock, times }: Pick<TenureOptions, 'clock' | 'times'>,
  work: Promise<unknown>,
): Promise<string | undefined> {
  const over = new AbortController()
  const late = clock.sleep(times.patienceMs, over.signal).then(() => 'no answer')
  const first = await Promise.race([work.then(() => undefined, messageOf), late])
  over.abort()
  return first
}
