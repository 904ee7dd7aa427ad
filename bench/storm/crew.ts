import { setTimeout as delay } from 'node:timers/promises'
import { type Life, startLife } from './lives.ts'
import type { HouseOptions, Role } from './messages.ts'

/** The processes of a storm. Each has a place; when the one in it ends, the next takes it, as under Kubernetes. */
export interface Crew {
  /** Who lives now, one per place. */
  now(): Life[]
  /** Everyone who ever lived. */
  readonly lives: Life[]
  /** URLs of the doors that have said they are ready. */
  doors(): string[]
  /** Resolves when every place has a process that is ready. */
  allReady(deadlineMs: number): Promise<void>
  end(): Promise<void>
}

export function createCrew(
  places: readonly Role[],
  optionsFor: (role: Role, life: string) => HouseOptions,
  { spares }: { spares: boolean },
): Crew {
  const lives: Life[] = []
  const present: Life[] = []
  const doors = new Map<number, string>()
  let isOver = false

  const keepers = places.map((role, place) => keep(role, place))
  return {
    lives,
    now: () => present.filter((life) => life.endedAt === undefined),
    doors: () => [...doors.values()],
    async allReady(deadlineMs) {
      const end = performance.now() + deadlineMs
      while (present.length < places.length || present.some((life) => !life.readyAt || life.endedAt !== undefined)) {
        if (performance.now() > end) {
          throw new Error(`The processes did not all come up.\n${lives.at(-1)?.printed() ?? ''}`)
        }
        await delay(20)
      }
    },
    async end() {
      isOver = true
      for (const life of present) {
        life.signal('SIGCONT')
        life.wanted ??= 'stop'
        life.signal('SIGKILL')
      }
      await Promise.all(keepers)
    },
  }

  async function keep(role: Role, place: number) {
    let count = 0
    const next = () => {
      count += 1
      const name = `${role}${place}.${count}`
      return startLife(name, optionsFor(role, name))
    }
    let spare = spares ? next() : undefined
    while (!isOver) {
      const life: Life = spare ?? next()
      spare = spares ? next() : undefined
      present[place] = life
      lives.push(life)
      life.begunAt = performance.now()
      await life.loaded.then(
        () => life.send({ say: 'begin' }),
        () => undefined,
      )
      life.ready.then(
        () => role !== 'worker' && doors.set(place, life.url ?? ''),
        () => undefined,
      )
      await life.ended
      // A start that fails is not tried again in a tight loop.
      if (!life.wanted) await delay(200)
    }
    spare?.signal('SIGKILL')
    await spare?.ended
  }
}
