import { type Database, patiently } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import { after, type Clock } from '../ops/clock.ts'
import { type Crew, crew } from '../ops/crew.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { TelegramError } from '../telegram/errors.ts'
import { letGoOfLane, renewLanes } from './hold.ts'
import { claimLanes, type Lane, leaveLanes, lookAgain, parkLane, type Ready, ROWS_AT_ONCE, readyIn } from './lanes.ts'
import { createLimits, isFree, type LimitProfile } from './limits.ts'
import { type Finished, messageIdNamed, record, type TellResults } from './record.ts'
import { aimAt, asNewMessage, nameIn, type Outcome, outcomeOf } from './send.ts'

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

const LEASE_MS = 30_000
const RENEW_MS = 10_000
const GIVE_UP_MS = 24 * 3_600_000
const LONGEST_BACKOFF_S = 60

/** Carries the outbox to Telegram: in order per chat, within its limits, each row until it is sent, refused or given up. */
export function createSender(options: SenderOptions): Crew {
  const { database, clock, log, owner, bots, tell, mostInFlight = 32 } = options
  const limits = createLimits(options.limits)
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
  const finish = batcher<Finished>(async (finished) => {
    await patiently(() => record(database, finished, clock.now(), tell))
    return finished.map(() => undefined)
  })
  const leave = batcher<Lane, boolean>((lanes) => leaveLanes(database, owner, lanes))
  return crew({
    name: 'sender',
    clock,
    log,
    idleMs: 250,
    most: mostInFlight,
    renewEveryMs: RENEW_MS,
    renew: (walks, now) => renewLanes(database, owner, walks.map(laneOf), after(now, LEASE_MS)),
    claim,
    run: ({ lane, rows }) => walk(lane, rows),
    letGo: ({ lane }, from) => letGoOfLane(database, owner, lane, from),
  })

  async function claim(free: number, now: Date): Promise<Walk[]> {
    const open = [...bots.keys()].filter((bot) => limits.room(bot, now) > 0)
    if (open.length === 0) return []
    const most = Math.min(free, Math.max(...open.map((bot) => limits.room(bot, now))))
    const lanes = await claimLanes(database, owner, open, most, now, after(now, LEASE_MS))
    if (lanes.length === 0) return []
    const rows = await readyIn(database, lanes)
    return lanes.map((lane) => ({ lane, rows: rows.filter(isIn(lane)) }))
  }

  /** Sends a lane's rows one after the other until it is empty or has to wait. */
  async function walk(claimed: Lane, rows: Ready[]): Promise<void> {
    let lane: Lane | undefined = claimed
    if (claimed.abandoned && rows.length > 0 && rows[0]?.state === 0) ambiguous.add(1)
    while (lane) {
      for (const row of rows) {
        const opens = isFree(row.method) ? undefined : limits.take(lane.bot, lane.chat, clock.now())
        if (opens) return void (await parkLane(database, owner, lane, opens, lane.failures))
        const next = await deliver(lane, row)
        if (next) return void (await parkLane(database, owner, lane, next.at, next.failures))
        lane = { ...lane, failures: 0 }
      }
      if (rows.length < ROWS_AT_ONCE && (await leave.add(lane))) return
      lane = await lookAgain(database, owner, lane)
      if (lane) rows = await readyIn(database, [lane])
    }
  }

  /** Resolves to undefined when the row is finished, or to the moment of the next try. */
  async function deliver(lane: Lane, row: Ready): Promise<{ at: Date; failures: number } | undefined> {
    if (row.state === 1) {
      ambiguous.add(1)
      await finish.add({ row, state: 4, error: 'in flight when its sender died' })
      return undefined
    }
    if (row.preferSilence) await database.query('update posthouse.outbox set state = 1 where id = $1', [row.id])
    const outcome = await attempt(row)
    const now = clock.now()
    switch (outcome.kind) {
      case 'sent':
        await finish.add({ row, state: 2, result: outcome.result })
        if (row.answers) replies.observe((now.getTime() - row.answers.getTime()) / 1000, { bot: row.bot })
        return undefined
      case 'failed':
        log.warn('telegram_refused', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
        await finish.add({ row, state: 3, error: outcome.error, blocked: outcome.blocked })
        return undefined
      case 'wait': {
        waits.observe(outcome.seconds)
        if (row.preferSilence) await unmark(row)
        const until = after(now, outcome.seconds * 1000)
        limits.pause(row.bot, until)
        return { at: until, failures: lane.failures }
      }
      case 'later': {
        if (outcome.perhaps) ambiguous.add(1)
        if (row.preferSilence && outcome.perhaps) {
          await finish.add({ row, state: 4, error: outcome.error })
          return undefined
        }
        if (row.preferSilence) await unmark(row)
        return later(lane, row, outcome, now)
      }
    }
  }

  async function later(lane: Lane, row: Ready, outcome: Outcome & { kind: 'later' }, now: Date) {
    log.warn('telegram_unreachable', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
    if (now.getTime() - row.createdAt.getTime() > GIVE_UP_MS) {
      await finish.add({ row, state: 3, error: `given up after a day: ${outcome.error}` })
      return undefined
    }
    const wait = Math.min(2 ** lane.failures, LONGEST_BACKOFF_S) * 1000
    if (outcome.alarming) limits.pause(row.bot, after(now, 30_000))
    return { at: after(now, wait), failures: Math.min(lane.failures + 1, 10) }
  }

  function unmark(row: Ready) {
    return database.query('update posthouse.outbox set state = 0 where id = $1', [row.id])
  }

  async function attempt(row: Ready): Promise<Outcome> {
    const telegram = bots.get(row.bot)!
    const name = nameIn(row.payload)
    try {
      if (name === undefined) return { kind: 'sent', result: await telegram.post(row.method, row.payload) }
      const messageId = await messageIdNamed(database, row.bot, row.chat, name)
      if (messageId === undefined) return await sendAnew(telegram, row, name)
      return { kind: 'sent', result: await telegram.post(row.method, aimAt(row.payload, messageId)) }
    } catch (error) {
      if (row.method !== 'editMessageText' || !(error instanceof TelegramError) || !error.messageGone)
        return outcomeOf(error)
      return sendAnew(telegram, row, name)
    }
  }

  async function sendAnew(telegram: Telegram, row: Ready, name: string | undefined): Promise<Outcome> {
    if (name) row.name = name
    try {
      return { kind: 'sent', result: await telegram.post('sendMessage', asNewMessage(row.payload)) }
    } catch (error) {
      return outcomeOf(error)
    }
  }
}

interface Walk {
  lane: Lane
  rows: Ready[]
}

const laneOf = ({ lane }: Walk) => lane

const isIn = (lane: Lane) => (row: Ready) => row.bot === lane.bot && row.chat === lane.chat
