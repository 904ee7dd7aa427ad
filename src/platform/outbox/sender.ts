import type { Database } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import { after, type Clock } from '../ops/clock.ts'
import { gathered } from '../ops/gather.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { createDelivery } from './delivery.ts'
import type { Handover, Offer } from './handover.ts'
import { claimLanes, type Lane, leaveLanes, lookAgain, parkLane, ROWS_AT_ONCE, readyIn } from './lanes.ts'
import { createLimits, isFree, type LimitProfile } from './limits.ts'
import { patience } from './patience.ts'
import type { Finished, TellResults } from './record.ts'
import type { Ready } from './rows.ts'
import { freeForgotten, leaveSenders } from './senders.ts'
import { createSettle } from './settle.ts'
import { isSuperseded } from './superseded.ts'
import { createTenure } from './tenure.ts'

export interface SenderOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** Names this process; what it has comes free when it is not seen any more. */
  owner: string
  bots: ReadonlyMap<string, Telegram>
  limits?: LimitProfile
  tell: TellResults
  /** Calls in flight at once; also the most replies a crash can double. */
  mostInFlight?: number
  /** Chats in which a call of a process that died may have been in flight. */
  abandoned?: number
}

export interface Sender extends Rounds, Handover {
  /** Resolves when nothing is under way but pauses. */
  quiet(): Promise<void>
  /** Finishes what is in flight and gives the rest back; nothing is taken from then on. */
  leave(): Promise<void>
  /** Resolves when calls in flight leave room for more, or after a second: what comes in faster than it goes out must be felt at the door. */
  room(): Promise<void>
}

const LONGEST_WAIT_MS = 1_000
const MOST_WALKS = 1_000
const PATIENCE_MS = 15_000
/** Longer than it takes from a commit to its messages being known here. */
const FORGOTTEN_MS = 20_000

/** A chat whose messages this process is sending, one after the other. */
interface Walk {
  bot: string
  chat: number
  rows: Ready[]
  /** Where the rows come from; without a lane they are carried. */
  lane: Lane | undefined
  /** The lane may hold more than has been read. */
  more: boolean
  failures: number
  /** The number under which it began. */
  tenure: number
  /** The row that is being sent. */
  current?: Ready
  /** Until when it waits. */
  pause?: Date | undefined
}

/** Carries the outbox to Telegram: in order per chat, within its limits, each row until it is sent, refused or given up. */
export function createSender(options: SenderOptions): Sender {
  const { database, clock, log, owner, bots, tell, mostInFlight = 100 } = options
  const limits = createLimits(options.limits)
  const patient = patience(clock, PATIENCE_MS)
  const settle = createSettle({ database, clock, tell, patient, isAwaited: () => offers > 0 })
  const leaving = batcher<Lane, boolean>(async (lanes) => {
    const gone = await leaveLanes(database, owner, lanes)
    return lanes.map((lane) => gone.has(keyOfChat(lane)))
  })
  const walks = new Map<string, Walk>()
  /** Chats of transactions that have not come back yet. */
  const offered = new Set<string>()
  const changes = new Set<() => void>()
  /** Offers that have not ended. */
  let offers = 0
  /** Those that are under way and not asleep. */
  let awake = 0
  /** Those of them whose call is over and not written down yet. */
  let settling = 0
  const stopping = new AbortController()
  /** Not at once: who handed the messages over goes on first, and fetches the next updates while these are being sent. */
  const start = gathered<Walk>(run)
  /** When to look for what this process carries without knowing. */
  let doubtedUntil = Number.POSITIVE_INFINITY
  /** More waits in the outbox than could be claimed; what comes now goes behind it. */
  let isBehind = false
  const ambiguous = options.metrics.counter('telegram_ambiguous_sends_total', 'Calls whose answer was lost on the way')
  ambiguous.add(options.abandoned ?? 0)
  const tenure = createTenure({
    database,
    clock,
    owner,
    counted: limits.share,
    freed: (chats) => ambiguous.add(chats),
    lost: () => log.warn('sender_lost', { carried: walks.size }),
  })
  const deliver = createDelivery({
    database,
    clock,
    log,
    metrics: options.metrics,
    bots,
    limits,
    tenure,
    ambiguous,
    mostInFlight,
  })
  const rounds = loop({ name: 'sender', clock, log, idleMs: 250, round })
  return {
    ...rounds,
    async run(signal) {
      await rounds.run(signal)
      await leave().catch((error) => log.error('sender_not_left', error))
    },
    leave,
    quiet,
    offer,
    takeAlong: settle.takeAlong,
    isAlone: tenure.isAlone,
    doubt,
    room,
  }

  /** Pauses end here; what was paused is given back with the rest. */
  async function leave() {
    const pauses = [...walks.values()].flatMap(({ bot, chat, pause, failures }) =>
      pause ? [{ bot, chat, until: pause, failures }] : [],
    )
    stopping.abort()
    while (walks.size > 0) await changed()
    await leaveSenders(database, owner, pauses)
  }

  /** Something may be carried that nobody knows of; until that is found out, nothing more is taken to be carried. */
  function inDoubt() {
    return doubtedUntil !== Number.POSITIVE_INFINITY
  }

  function doubt() {
    doubtedUntil = Math.min(doubtedUntil, clock.now().getTime() + FORGOTTEN_MS)
  }

  async function giveBackForgotten(now: Date) {
    const known = [...walks.values()]
    const rows = known.flatMap((walk) => [...walk.rows, ...(walk.current ? [walk.current] : [])])
    const before = after(now, -FORGOTTEN_MS)
    const chats = await freeForgotten(database, { owner, before, rows: rows.map(({ id }) => id), lanes: known })
    log.warn('sender_gave_back', { chats })
    doubtedUntil = Number.POSITIVE_INFINITY
  }

  async function quiet() {
    while (awake > 0) await changed()
  }

  /** Resolves when a walk has ended or fallen asleep. */
  function changed(): Promise<void> {
    return new Promise((resolve) => {
      changes.add(resolve)
    })
  }

  function change() {
    if (changes.size === 0) return
    for (const resolve of changes) resolve()
    changes.clear()
  }

  function hasRoom() {
    return awake - settling < mostInFlight
  }

  async function room() {
    if (hasRoom()) return
    const over = new AbortController()
    const late = clock.sleep(LONGEST_WAIT_MS, over.signal)
    while (!hasRoom() && !over.signal.aborted) {
      await Promise.race([changed(), late.then(() => over.abort())])
    }
    over.abort(null)
  }

  function offer(chats: readonly { bot: string; chat: number }[]): Offer | undefined {
    const isOpen = !isBehind && !inDoubt() && !stopping.signal.aborted && tenure.isKnown()
    if (!isOpen || chats.length > MOST_WALKS - walks.size) return undefined
    for (const bot of new Set(chats.map((one) => one.bot))) {
      if (chats.filter((one) => one.bot === bot).length > limits.room(bot, clock.monotonic())) return undefined
    }
    // Where the answer to an earlier commit is still to come, what it brings goes first.
    const free = new Set(chats.map(keyOfChat).filter((key) => !offered.has(key)))
    for (const key of free) offered.add(key)
    const number = tenure.number()
    offers += 1
    return {
      owner,
      carries: (chat) => free.has(keyOfChat(chat)),
      take: (rows) => take(rows, number),
      end() {
        for (const key of free) offered.delete(key)
        offers -= 1
        // The next batch begins in this turn of the event loop, if there is one.
        setImmediate(() => offers === 0 && settle.flush())
      },
    }
  }

  /** What another part of this process has just committed for this sender to carry. */
  function take(rows: readonly Ready[], number: number) {
    // Taken for gone meanwhile: others may have it already.
    if (number !== tenure.number()) return doubt()
    for (const [key, fresh] of Map.groupBy(rows, keyOfChat)) {
      const { bot, chat } = fresh[0]!
      const walk = walks.get(key)
      if (walk?.tenure === number) {
        walk.rows = [...walk.rows, ...fresh].sort((a, b) => a.priority - b.priority || a.id - b.id)
      } else begin({ bot, chat, rows: fresh, lane: undefined, more: false, failures: 0, tenure: number })
    }
  }

  function begin(walk: Walk) {
    walks.set(keyOfChat(walk), walk)
    awake += 1
    start(walk)
  }

  function run(walk: Walk) {
    const over = () => {
      if (walks.get(keyOfChat(walk)) === walk) walks.delete(keyOfChat(walk))
      awake -= 1
      change()
      if (isBehind) rounds.wake()
    }
    go(walk).then(over, (error) => {
      log.error('sender_walk_failed', error)
      doubt()
      over()
    })
  }

  async function round(): Promise<number> {
    const now = clock.now()
    await tenure.keep()
    if (now.getTime() >= doubtedUntil) await giveBackForgotten(now)
    const open = [...bots.keys()].filter((bot) => limits.room(bot, clock.monotonic()) > 0)
    const most = Math.min(
      MOST_WALKS - walks.size,
      mostInFlight,
      ...open.map((bot) => limits.room(bot, clock.monotonic())),
    )
    if (open.length === 0 || most <= 0) {
      isBehind = true
      return 0
    }
    const number = tenure.number()
    const { lanes, rows } = await claim(open, most, now)
    isBehind = lanes.length === most
    for (const lane of lanes) {
      const { bot, chat, failures } = lane
      const ready = rows.get(keyOfChat(lane)) ?? []
      begin({ bot, chat, rows: ready, lane, more: ready.length === ROWS_AT_ONCE, failures, tenure: number })
    }
    return lanes.length
  }

  async function claim(open: readonly string[], most: number, now: Date) {
    try {
      const lanes = await claimLanes(database, owner, open, most, now)
      return { lanes, rows: Map.groupBy(lanes.length > 0 ? await readyIn(database, lanes) : [], keyOfChat) }
    } catch (error) {
      // They may be ours without our knowing.
      doubt()
      throw error
    }
  }

  /** Sends a chat's rows one after the other until nothing is left. */
  async function go(walk: Walk): Promise<void> {
    for (;;) {
      const row = walk.rows.shift()
      if (!row) {
        if (walk.lane) await leaveOrReadMore(walk)
        if (walk.lane || walk.rows.length > 0) continue
        // In the same breath as the look at its rows: what is taken over from now on begins another walk.
        walks.delete(keyOfChat(walk))
        return
      }
      const wait = isFree(row.method) ? undefined : limits.take(walk.bot, walk.chat, clock.monotonic())
      const end =
        wait !== undefined
          ? { again: wait, failures: walk.failures }
          : isSuperseded(row, walk.rows)
            ? { row, state: 2 as const }
            : await deliver(walk, row)
      if (end === 'lost') return doubt()
      if ('again' in end) {
        walk.rows.unshift(row)
        delete walk.current
        walk.failures = end.failures
        if (!(await pause(walk, end.again))) return
      } else {
        walk.failures = 0
        await written(end)
        delete walk.current
      }
    }
  }

  async function written(end: Finished): Promise<void> {
    settling += 1
    change()
    try {
      await settle.add(end)
    } finally {
      settling -= 1
    }
  }

  /** Nothing more is in its memory: the lane is left, unless it holds more or got more in the meantime. */
  async function leaveOrReadMore(walk: Walk): Promise<void> {
    const { lane, more } = walk
    if (lane && !more && (await patient(() => leaving.add(lane)))) walk.lane = undefined
    else walk.lane = await patient(() => lookAgain(database, owner, walk))
    if (!walk.lane) return
    walk.rows = await patient(() => readyIn(database, [walk]))
    walk.more = walk.rows.length === ROWS_AT_ONCE
  }

  /** Waits until the moment in memory when the rows are carried; a lane is given back. False when the walk is over. */
  async function pause(walk: Walk, ms: number): Promise<boolean> {
    const until = after(clock.now(), ms)
    if (walk.lane) {
      await patient(() => parkLane(database, owner, walk, until, walk.failures))
      return false
    }
    walk.pause = until
    awake -= 1
    change()
    await clock.sleep(ms, stopping.signal)
    awake += 1
    walk.pause = undefined
    return !stopping.signal.aborted
  }
}
