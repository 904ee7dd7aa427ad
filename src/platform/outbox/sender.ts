import type { Database } from '../db/database.ts'
import { after, type Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { attempt } from './attempt.ts'
import type { OfferHandover } from './handover.ts'
import {
  claimLanes,
  keyOfLane,
  type Lane,
  parkLane,
  type Ready,
  ROWS_AT_ONCE,
  readLane,
  readyIn,
  renewLanes,
} from './lanes.ts'
import { createLimits, isFree, type LimitProfile } from './limits.ts'
import { patience } from './patience.ts'
import type { Finished, TellResults } from './record.ts'
import type { Outcome } from './send.ts'
import { countSenders, leaveSenders } from './senders.ts'
import { createSettle } from './settle.ts'
import { createSlots } from './slots.ts'
import { isSuperseded } from './superseded.ts'

export interface SenderOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** Names this process; lanes it owns come free when it stops renewing them. */
  owner: string
  bots: ReadonlyMap<string, Telegram>
  limits?: LimitProfile
  tell: TellResults
  /** Calls in flight at once; also the most replies a crash can double. */
  mostInFlight?: number
}

export interface Sender extends Rounds {
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>
  offer: OfferHandover
  /** Resolves when calls in flight leave room for more, or after a second: what comes in faster than it goes out must be felt at the door. */
  room(): Promise<void>
}

const LEASE_MS = 30_000
const RENEW_MS = 10_000
/** A call takes 10 s at most, and must be over when somebody else may take the lane. */
const LONGEST_CALL_MS = 10_000
const LONGEST_WAIT_MS = 1_000
const MOST_LANES = 1_000
const GIVE_UP_MS = 24 * 3_600_000
const LONGEST_BACKOFF_S = 60

/** A lane that this process is sending. */
interface Walk {
  lane: Lane
  rows: Ready[]
  /** More rows wait in the database than are here, or may do so. */
  more: boolean
  /** The rows were read after the lane: they may be newer than its version says. */
  ahead: boolean
  /** Reading them at this moment. */
  reading: boolean
  /** Until when it is ours. */
  until: number
}

/** Carries the outbox to Telegram: in order per chat, within its limits, each row until it is sent, refused or given up. */
export function createSender(options: SenderOptions): Sender {
  const { database, clock, log, owner, bots, tell, mostInFlight = 100 } = options
  const limits = createLimits(options.limits)
  const slots = createSlots(mostInFlight)
  const patient = patience(clock, LEASE_MS - LONGEST_CALL_MS)
  const settle = createSettle({ database, clock, owner, tell, patient })
  const walks = new Map<string, Walk>()
  const ends = new Set<() => void>()
  let renewedAt = Number.NEGATIVE_INFINITY
  /** More waits in the outbox than could be claimed; what comes now goes behind it. */
  let isBehind = false
  const ambiguous = options.metrics.counter('telegram_ambiguous_sends_total', 'Calls whose answer was lost on the way')
  const waits = options.metrics.histogram(
    'telegram_retry_after_seconds',
    'Pauses that Telegram asked for',
    [],
    [1, 5, 15, 60, 300],
  )
  const replies = options.metrics.histogram(
    'bot_update_to_reply_seconds',
    'From an update to its delivered answer',
    ['bot'],
    [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 60],
  )
  const rounds = loop({ name: 'sender', clock, log, idleMs: 250, round })
  return {
    ...rounds,
    async run(signal) {
      await rounds.run(signal)
      await quiet()
      await leaveSenders(database, owner).catch(() => undefined)
    },
    quiet,
    offer,
    room,
  }

  async function quiet() {
    while (walks.size > 0) await end()
  }

  /** Resolves when the next lane is done with. */
  function end(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        ends.delete(done)
        resolve()
      }
      ends.add(done)
    })
  }

  async function room() {
    if (walks.size < mostInFlight) return
    const over = new AbortController()
    const late = clock.sleep(LONGEST_WAIT_MS, over.signal)
    while (walks.size >= mostInFlight && !over.signal.aborted) {
      await Promise.race([end(), late.then(() => over.abort())])
    }
    over.abort()
  }

  function offer(lanes: readonly { bot: string; chat: number }[], now: Date) {
    if (isBehind || lanes.length > MOST_LANES - walks.size) return undefined
    for (const [bot, its] of Map.groupBy(lanes, (lane) => lane.bot)) {
      if (its.length > limits.room(bot, now)) return undefined
    }
    return { owner, until: after(now, LEASE_MS), take }
  }

  /** What another part of this process has just committed for lanes of ours. */
  function take(lanes: readonly Lane[], rows: readonly Ready[]) {
    const byLane = Map.groupBy(rows, keyOfLane)
    for (const lane of lanes) {
      const walk = walks.get(keyOfLane(lane))
      const fresh = byLane.get(keyOfLane(lane)) ?? []
      // A lane that was there before may hold what we have not seen.
      if (!walk) begin(lane, lane.prev === 0 ? { rows: fresh } : { more: true })
      else if (walk.reading) continue
      else if (lane.prev === walk.lane.ver && !walk.more && !walk.ahead) {
        walk.lane = { ...lane, failures: walk.lane.failures }
        walk.rows = inOrder([...walk.rows, ...fresh])
      } else walk.more = true
    }
  }

  function begin(lane: Lane, known: Partial<Walk>) {
    const until = clock.now().getTime() + LEASE_MS
    const walk: Walk = { lane, rows: [], more: false, ahead: false, reading: false, until, ...known }
    walks.set(keyOfLane(lane), walk)
    void go(walk)
      .catch((error) => log.error('sender_lane_failed', error))
      .finally(() => {
        walks.delete(keyOfLane(lane))
        for (const end of [...ends]) end()
        if (isBehind) rounds.wake()
      })
  }

  async function round(): Promise<number> {
    const now = clock.now()
    if (now.getTime() - renewedAt >= RENEW_MS) {
      renewedAt = now.getTime()
      await renew(now)
    }
    const open = [...bots.keys()].filter((bot) => limits.room(bot, now) > 0)
    const free = MOST_LANES - walks.size
    if (open.length === 0 || free <= 0) {
      isBehind = true
      return 0
    }
    const most = Math.min(free, mostInFlight, Math.max(...open.map((bot) => limits.room(bot, now))))
    const lanes = await claimLanes(database, owner, open, most, now, after(now, LEASE_MS))
    isBehind = lanes.length === most
    if (lanes.length === 0) return 0
    const rows = Map.groupBy(await readyIn(database, lanes), keyOfLane)
    for (const lane of lanes) {
      const walk = walks.get(keyOfLane(lane))
      if (walk) walk.more = true
      else {
        const ready = rows.get(keyOfLane(lane)) ?? []
        if (lane.abandoned && ready[0]?.state === 0) ambiguous.add(1)
        begin(lane, { rows: ready, more: ready.length === ROWS_AT_ONCE, ahead: true })
      }
    }
    return lanes.length
  }

  async function renew(now: Date) {
    if (database.kind === 'postgres') limits.share(await countSenders(database, owner, now))
    if (walks.size === 0) return
    const asked = [...walks.values()]
    const until = after(now, LEASE_MS)
    const ours = await renewLanes(
      database,
      owner,
      asked.map(({ lane }) => lane),
      until,
    )
    for (const walk of asked) if (ours.has(keyOfLane(walk.lane))) walk.until = until.getTime()
  }

  /** Sends a lane's rows one after the other until it is empty or has to wait. */
  async function go(walk: Walk): Promise<void> {
    for (;;) {
      const row = walk.rows.shift()
      if (row) {
        if (!isFree(row.method)) {
          const opens = limits.take(walk.lane.bot, walk.lane.chat, clock.now())
          if (opens) return park(walk, opens, walk.lane.failures)
        }
        const end = isSuperseded(row, walk.rows) ? { row, state: 2 as const } : await deliver(walk, row)
        if (end === 'lost') return
        if ('again' in end) return park(walk, end.again, end.failures)
        walk.lane = { ...walk.lane, failures: 0 }
        const isGone = await settle.add({ finished: end, ...(isEmpty(walk) ? { leaving: walk.lane } : {}) })
        if (isGone && walk.rows.length === 0 && !walk.more) return
        if (isGone || !isEmpty(walk)) continue
      }
      if (!(await readMore(walk))) return
      if (isEmpty(walk) && (await settle.add({ leaving: walk.lane })) && isEmpty(walk)) return
    }
  }

  /** False when the lane is somebody else's by now. */
  async function readMore(walk: Walk): Promise<boolean> {
    walk.reading = true
    try {
      const found = await patient(() => readLane(database, owner, walk.lane))
      if (!found) return false
      walk.lane = { ...found.lane, failures: walk.lane.failures }
      walk.rows = found.rows
      walk.more = found.rows.length === ROWS_AT_ONCE
      walk.ahead = false
      return true
    } finally {
      walk.reading = false
    }
  }

  async function park({ lane }: Walk, at: Date, failures: number): Promise<void> {
    await patient(() => parkLane(database, owner, lane, at, failures))
  }

  /** Resolves to the finished row, to the moment of the next try, or to `lost` when the lane may be another's by now. */
  async function deliver(walk: Walk, row: Ready): Promise<Finished | { again: Date; failures: number } | 'lost'> {
    if (row.state === 1) {
      ambiguous.add(1)
      return { row, state: 4, error: 'in flight when its sender died' }
    }
    const free = await slots.take(row.priority)
    try {
      if (clock.now().getTime() + LONGEST_CALL_MS >= walk.until) {
        log.warn('sender_lane_lost', { bot: row.bot, outbox: row.id })
        return 'lost'
      }
      if (row.preferSilence) await mark(row, 1)
      return await resultOf(walk, row, await attempt(database, bots.get(row.bot)!, row))
    } finally {
      free()
    }
  }

  async function resultOf(
    walk: Walk,
    row: Ready,
    outcome: Outcome,
  ): Promise<Finished | { again: Date; failures: number }> {
    const now = clock.now()
    switch (outcome.kind) {
      case 'sent':
        if (row.answers) replies.observe((now.getTime() - row.answers.getTime()) / 1000, { bot: row.bot })
        return { row, state: 2, result: outcome.result }
      case 'failed':
        log.warn('telegram_refused', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
        return { row, state: 3, error: outcome.error, blocked: outcome.blocked }
      case 'wait': {
        waits.observe(outcome.seconds)
        if (row.preferSilence) await mark(row, 0)
        const until = after(now, outcome.seconds * 1000)
        limits.refused(row.bot, row.chat, until, now)
        return { again: until, failures: walk.lane.failures }
      }
      case 'later': {
        if (outcome.perhaps) ambiguous.add(1)
        if (row.preferSilence && outcome.perhaps) return { row, state: 4, error: outcome.error }
        if (row.preferSilence) await mark(row, 0)
        return later(walk, row, outcome, now)
      }
    }
  }

  function later({ lane }: Walk, row: Ready, outcome: Outcome & { kind: 'later' }, now: Date) {
    log.warn('telegram_unreachable', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
    if (now.getTime() - row.createdAt.getTime() > GIVE_UP_MS) {
      return { row, state: 3 as const, error: `given up after a day: ${outcome.error}` }
    }
    const wait = Math.min(2 ** lane.failures, LONGEST_BACKOFF_S) * 1000
    if (outcome.alarming) limits.pause(row.bot, after(now, 30_000))
    return { again: after(now, wait), failures: Math.min(lane.failures + 1, 10) }
  }

  /** For a row that prefers silence: that it is on its way is written down before it leaves. */
  function mark(row: Ready, state: 0 | 1) {
    return database.query('update posthouse.outbox set state = $2 where id = $1', [row.id, state])
  }
}

const isEmpty = (walk: Walk) => walk.rows.length === 0 && !walk.more

const inOrder = (rows: Ready[]) => rows.sort((a, b) => a.priority - b.priority || a.id - b.id)
