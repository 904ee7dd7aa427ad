import type { Chance } from '#testing/promise/random.ts'

/** Something that happens at a moment of simulated time, unless it is called off. */
export interface Entry {
  callOff(): void
}

/** Simulated time: one thing after the other, and nothing happens before everything that came of the last one has ended. */
export interface Agenda {
  /** Milliseconds since 1970. */
  now(): number
  after(ms: number, happens: () => void): Entry
  /** The next thing happens; resolves when it has no consequences left at this moment. False: nothing is planned before `limit`. */
  step(limit: number): Promise<boolean>
  /** Something was begun or ended at this moment: it may still have consequences. */
  touch(): void
  /** Resolves when nothing is left to happen at this moment. */
  settled(): Promise<void>
  /** Work that ends by itself, such as a statement the database is running; time waits for it. */
  during<T>(work: Promise<T>): Promise<T>
}

interface Planned {
  at: number
  tie: number
  number: number
  happens(): void
}

const MOST_TURNS = 200_000

/** What is planned for the same moment happens in an order that chance decides, once. */
export function createAgenda(start: number, chance: Chance): Agenda {
  let now = start
  let number = 0
  let touches = 0
  let underWay = 0
  const planned: Planned[] = []

  return { now: () => now, after, step, touch, settled, during }

  function after(ms: number, happens: () => void): Entry {
    touch()
    const entry = { at: now + Math.max(0, Math.round(ms)), tie: chance.whole(0, 1_000_000), number: number++, happens }
    planned.splice(placeOf(entry), 0, entry)
    return {
      callOff() {
        const index = planned.indexOf(entry)
        if (index >= 0) planned.splice(index, 1)
        touch()
      },
    }
  }

  async function step(limit: number): Promise<boolean> {
    const next = planned.at(-1)
    if (next === undefined || next.at > limit) {
      now = Math.max(now, limit)
      return false
    }
    planned.pop()
    now = next.at
    next.happens()
    await settled()
    return true
  }

  /**
   * Only microtasks and `setImmediate` (ops/batch.ts) carry consequences on, and both are first in, first out. So three
   * turns of the event loop in which nobody began or ended anything mean that everybody waits for simulated time.
   */
  async function settled() {
    let quiet = 0
    for (let turns = 0; quiet < 3 || underWay > 0; turns += 1) {
      if (turns > MOST_TURNS) throw new Error('This moment does not end: something goes round without time passing.')
      const before = touches
      await new Promise(setImmediate)
      quiet = touches === before ? quiet + 1 : 0
    }
  }

  async function during<T>(work: Promise<T>): Promise<T> {
    underWay += 1
    try {
      return await work
    } finally {
      underWay -= 1
      touch()
    }
  }

  function touch() {
    touches += 1
  }

  /** The list is sorted backwards: what comes next stands last. */
  function placeOf(entry: Planned): number {
    let low = 0
    let high = planned.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (isLater(planned[middle]!, entry)) low = middle + 1
      else high = middle
    }
    return low
  }
}

const isLater = (a: Planned, b: Planned) => (a.at - b.at || a.tie - b.tie || a.number - b.number) > 0
