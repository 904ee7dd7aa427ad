import { type Chance, chance as chanceOf } from '#testing/promise/random.ts'
import { KINDS, type Kind } from './bot.ts'
import type { Rates } from './weather.ts'

export const START = Date.parse('2026-03-02T09:00:00Z')

export const WILDEST_JUMP_MS = 120_000

/** A message that a person will write, so long after the beginning. */
export interface Letter {
  at: number
  chat: number
  seq: number
  kind: Kind
}

/** Something that befalls a process or what they all stand on. */
export interface Event {
  at: number
  what:
    | 'kill'
    | 'kill at a statement'
    | 'kill at a call'
    | 'pause'
    | 'stop'
    | 'jump'
    | 'database down'
    | 'telegram down'
  process: number
  /** How long it lasts; for kills after how many statements or calls; for a jump by how much. */
  size: number
}

/** Everything that is decided about a world before it begins. */
export interface Plan {
  seed: number
  door: 'webhook' | 'polling'
  /** One process with the embedded database, or several that share one. */
  embedded: boolean
  processes: number
  skews: readonly number[]
  letters: readonly Letter[]
  chats: readonly number[]
  events: readonly Event[]
  /** When the faults end. */
  calmAt: number
  rates: Rates
  laziness: number
  limited: boolean
  mostInFlight: number
  /** A clock goes more wrong than leases allow for: then two processes may do the same work for a while. */
  wildClocks: boolean
}

/** Not all faults in all worlds: what half of them hide, the other half would never show (swarm testing). */
export function planOf(seed: number): { plan: Plan; chance: Chance } {
  const chance = chanceOf(seed)
  const sometimes = (rate: number, probability = 0.5) => (chance.happens(probability) ? rate : 0)
  const embedded = chance.happens(0.15)
  const processes = embedded ? 1 : chance.whole(1, 3)
  const calmAt = chance.whole(4_000, 30_000)
  const wildClocks = !embedded && chance.happens(0.05)
  const chats = Array.from({ length: chance.whole(1, 3) }, (_, index) => 101 + index)
  const rates: Rates = {
    database: sometimes(chance.whole(1, 8) / 100),
    slowDatabase: chance.happens(0.2),
    telegram: sometimes(chance.whole(2, 30) / 100, 0.7),
    slowTelegram: chance.happens(0.3),
    notifications: sometimes(chance.whole(10, 100) / 100),
    requests: sometimes(chance.whole(5, 30) / 100),
    repeats: sometimes(chance.whole(5, 30) / 100),
    jobs: sometimes(0.3),
  }
  const events = eventsIn(processes, calmAt, wildClocks, chance)
  return {
    chance,
    plan: {
      seed,
      door: chance.happens(0.5) ? 'webhook' : 'polling',
      embedded,
      processes,
      skews: Array.from({ length: processes }, () => chance.whole(-4_000, 4_000)),
      chats,
      letters: lettersIn(chats, calmAt, chance),
      events,
      calmAt: Math.max(calmAt, ...events.map(({ at, what, size }) => (what === 'pause' ? at + size : 0))),
      rates,
      laziness: chance.whole(1, 6),
      limited: chance.happens(0.2),
      mostInFlight: chance.happens(0.3) ? chance.whole(1, 3) : 32,
      wildClocks,
    },
  }
}

/** In bursts, so that several updates of a chat wait together; a few come when all is calm again, and keep senders busy. */
function lettersIn(chats: readonly number[], calmAt: number, chance: Chance): Letter[] {
  const busyAfterwards = chance.happens(0.15)
  const kinds: readonly Kind[] = chance.happens(0.3) ? ['plain'] : KINDS
  return chats.flatMap((chat, index) => {
    const letters: Letter[] = []
    let at = 0
    const most = chance.whole(1, 6)
    for (let seq = 1; seq <= most; seq += 1) {
      if (chance.happens(0.5)) at += chance.whole(0, Math.floor((calmAt * 2) / most))
      const kind = chance.happens(0.4) ? kinds[chance.whole(0, kinds.length - 1)]! : 'plain'
      at = Math.max(Math.min(at, calmAt), (letters.at(-1)?.at ?? 0) + 1)
      letters.push({ at, chat, seq, kind })
    }
    if (busyAfterwards && index === 0)
      for (let n = 1; n <= 12; n += 1) letters.push({ at: calmAt + n * 4_000, chat, seq: most + n, kind: 'plain' })
    return letters
  })
}

function eventsIn(processes: number, calmAt: number, wildClocks: boolean, chance: Chance): Event[] {
  const kinds = (
    ['kill', 'kill at a statement', 'kill at a call', 'pause', 'stop', 'database down', 'telegram down'] as const
  ).filter(() => chance.happens(0.4))
  const events: Event[] = []
  const add = (what: Event['what']) =>
    events.push({
      at: chance.whole(0, calmAt),
      what,
      process: chance.whole(0, processes - 1),
      size: sizeOf(what, chance),
    })
  if (kinds.length > 0) for (let n = chance.whole(0, 5); n > 0; n -= 1) add(kinds[chance.whole(0, kinds.length - 1)]!)
  if (wildClocks) for (let n = chance.whole(1, 2); n > 0; n -= 1) add('jump')
  return events.sort((a, b) => a.at - b.at)
}

function sizeOf(what: Event['what'], chance: Chance): number {
  switch (what) {
    case 'kill at a statement':
      return chance.whole(1, 40)
    case 'kill at a call':
      return chance.whole(1, 4)
    case 'pause':
      return chance.happens(0.5) ? chance.whole(100, 5_000) : chance.whole(5_000, 100_000)
    case 'jump':
      return chance.whole(-WILDEST_JUMP_MS, WILDEST_JUMP_MS)
    case 'database down':
    case 'telegram down':
      return chance.whole(100, 10_000)
    default:
      return 0
  }
}
