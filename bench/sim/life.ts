import type { Clock } from '#platform/ops/clock.ts'
import type { Chance } from '#testing/promise/random.ts'
import type { Agenda } from './agenda.ts'

/** One life of a simulated process: what reaches it, when it sleeps, and what time it believes it is. */
export interface Life {
  readonly name: string
  readonly clock: Clock
  state: 'running' | 'paused' | 'dead' | 'ended'
  /** How much its clock is ahead of the world's. */
  skew: number
  /** When something last went wrong with its database, its clock, or itself. */
  troubledAt: number[]
  /** Hands it something now; when it wakes, if it is paused; never, if it is dead. */
  deliver(happens: () => void): void
  isDead(): boolean
  awake(): Promise<void>
  dies(why: string): void
  whenDead(act: () => void): void
  pauses(): void
  wakes(): void
}

export interface LifeOptions {
  name: string
  agenda: Agenda
  chance: Chance
  say(who: string, words: string): void
  /** Up to how many times longer than asked its idle loops sleep: a busy machine, and fewer events to simulate. */
  laziness: number
  skew: number
}

/** Waits of the idle loops; leases and answers are timed more exactly. */
const IDLE = { least: 200, most: 1_000 }

export function createLife({ name, agenda, chance, say, laziness, skew }: LifeOptions): Life {
  const held: (() => void)[] = []
  const atDeath: (() => void)[] = []
  const life: Life = {
    name,
    state: 'running',
    skew,
    troubledAt: [],
    clock: {
      now: () => new Date(agenda.now() + life.skew),
      monotonic: () => agenda.now(),
      sleep: (ms, signal) => sleep(ms, signal),
    },
    deliver(happens) {
      agenda.touch()
      if (life.state === 'dead') return
      if (life.state === 'paused') held.push(happens)
      else happens()
    },
    isDead: () => life.state === 'dead',
    awake: () => new Promise((resolve) => life.deliver(resolve)),
    dies(why) {
      if (life.state === 'dead') return
      say(name, `dies (${why})`)
      life.state = 'dead'
      life.troubledAt.push(agenda.now())
      held.length = 0
      for (const act of atDeath.splice(0)) act()
    },
    whenDead: (act) => void atDeath.push(act),
    pauses() {
      if (life.state !== 'running') return
      say(name, 'is stopped (SIGSTOP)')
      life.state = 'paused'
      life.troubledAt.push(agenda.now())
    },
    wakes() {
      if (life.state !== 'paused') return
      say(name, 'goes on (SIGCONT)')
      life.state = 'running'
      // What piled up is found in any order: timers that ran out beside answers that came.
      while (held.length > 0) held.splice(chance.whole(0, held.length - 1), 1)[0]!()
    },
  }
  return life

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    agenda.touch()
    if (life.state === 'dead') return new Promise(() => undefined)
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const entry = agenda.after(stretched(ms), () => life.deliver(wake))
      function wake() {
        signal?.removeEventListener('abort', wake)
        entry.callOff()
        resolve()
      }
      signal?.addEventListener('abort', wake)
    })
  }

  function stretched(ms: number): number {
    if (ms < IDLE.least || ms > IDLE.most) return ms + chance.whole(0, 2)
    return ms * chance.whole(1, laziness) + chance.whole(0, 40)
  }
}
