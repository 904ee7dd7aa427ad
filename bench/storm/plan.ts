import { type Chance, chance } from '#testing/promise/random.ts'

/** What will be done to the house, and when: milliseconds after the storm begins. The same seed makes the same plan. */
export type Step = { at: number } & (
  | { what: 'kill'; moment: 'now' | 'start' | 'message' | 'confirmation'; luck: number }
  /** SIGSTOP, and SIGCONT after `ms`. */
  | { what: 'stop'; ms: number; luck: number }
  | { what: 'restart'; how: 'fast' | 'immediate'; down: number }
  | { what: 'connections' }
  | { what: 'lock'; table: string; ms: number }
  | { what: 'latency'; delay: number; ms: number }
  | { what: 'silence'; ms: number }
  | { what: 'cut' }
  | { what: 'jump'; by: number; ms: number; luck: number }
  | { what: 'disk'; ms: number }
  /** An operator takes the polling lease away, as `posthouse lock release --force` does. */
  | { what: 'release' }
  /** Somebody polls for our bot who knows nothing of our lock. */
  | { what: 'intruder'; ms: number }
  /** Telegram's update ids begin anew. */
  | { what: 'ids' }
)

export interface PlanOptions {
  profile: 'pg' | 'pglite'
  seed: number
  seconds: number
  kills: number
  /** A lease in real milliseconds. */
  leaseMs: number
  diskFull: boolean
  fury: number
  jumps: 'small' | 'big'
}

const TABLES = ['posthouse.chat_queue', 'posthouse.lanes', 'posthouse.inbox', 'posthouse.outbox']

export function planOf(options: PlanOptions): Step[] {
  const { profile, seed, seconds, kills } = options
  const luck = chance(seed)
  const steps: Step[] = [
    ...killsOf(luck, seconds, kills),
    ...stopsOf(luck, options),
    ...intrudersOf(luck, options),
    { at: seconds * 600, what: 'ids' },
  ]
  if (profile === 'pg') steps.push(...databaseOf(luck, options), ...releasesOf(luck, options))
  if (options.diskFull) steps.push({ at: seconds * luck.whole(300, 700), what: 'disk', ms: luck.whole(500, 1_500) })
  return steps.sort((a, b) => a.at - b.at)
}

/** One in every slice of the time, at a moment of chance in it. */
function spread<T>(luck: Chance, seconds: number, count: number, make: (at: number, index: number) => T): T[] {
  const slice = (seconds * 1000) / Math.max(1, count)
  return Array.from({ length: count }, (_, index) =>
    make(Math.floor(slice * index) + luck.whole(0, Math.floor(slice)), index),
  )
}

const MOMENTS = ['now', 'now', 'now', 'message', 'message', 'message', 'confirmation', 'confirmation', 'start'] as const

const killsOf = (luck: Chance, seconds: number, count: number) =>
  spread(luck, seconds, count, (at): Step => {
    const moment = MOMENTS[luck.whole(0, MOMENTS.length - 1)] ?? 'now'
    return { at, what: 'kill', moment, luck: luck.whole(0, 1e6) }
  })

function stopsOf(luck: Chance, { profile, seconds, leaseMs, fury, jumps: size }: PlanOptions): Step[] {
  const wrong = JUMPS_MS[size]
  const [least, most] = profile === 'pg' ? [0.5 * leaseMs, 3 * leaseMs] : [100, 1_500]
  const stops = spread(luck, seconds, Math.max(1, Math.round((seconds * fury) / 8)), (at): Step => {
    return { at, what: 'stop', ms: luck.whole(least, most), luck: luck.whole(0, 1e6) }
  })
  const jumps = spread(luck, seconds, Math.max(1, Math.round((seconds * fury) / 10)), (at): Step => {
    const by = wrong[luck.whole(0, wrong.length - 1)] ?? 0
    return { at, what: 'jump', by, ms: luck.whole(500, 3_000), luck: luck.whole(0, 1e6) }
  })
  return [...stops, ...jumps]
}

const intrudersOf = (luck: Chance, { seconds, fury }: PlanOptions) =>
  spread(luck, seconds, Math.max(1, Math.round((seconds * fury) / 20)), (at): Step => {
    return { at, what: 'intruder', ms: luck.whole(50, 1_000) }
  })

const releasesOf = (luck: Chance, { seconds, fury }: PlanOptions) =>
  spread(luck, seconds, Math.max(1, Math.round((seconds * fury) / 15)), (at): Step => ({ at, what: 'release' }))

const JUMPS_MS = { small: [-45_000, -5_000, 5_000, 45_000], big: [-3_600_000, -45_000, 45_000, 3_600_000] }

function databaseOf(luck: Chance, { seconds, fury }: PlanOptions): Step[] {
  const some = (everySeconds: number, make: (at: number, index: number) => Step) =>
    spread(luck, seconds, Math.max(1, Math.round((seconds * fury) / everySeconds)), make)
  return [
    ...some(12, (at, index): Step => {
      const how = index % 2 === 0 ? 'immediate' : 'fast'
      return { at, what: 'restart', how, down: luck.happens(0.3) ? luck.whole(1_500, 4_000) : luck.whole(0, 400) }
    }),
    ...some(8, (at): Step => ({ at, what: 'connections' })),
    ...some(12, (at): Step => {
      return { at, what: 'lock', table: TABLES[luck.whole(0, TABLES.length - 1)] ?? '', ms: luck.whole(300, 2_000) }
    }),
    ...some(15, (at): Step => ({ at, what: 'latency', delay: luck.whole(5, 150), ms: luck.whole(500, 3_000) })),
    ...some(20, (at): Step => ({ at, what: 'silence', ms: luck.whole(300, 4_000) })),
    ...some(15, (at): Step => ({ at, what: 'cut' })),
  ]
}
