/** Places for calls in flight; who is more urgent gets the next free one. */
export interface Slots {
  /** Resolves when there is a place, to what gives it back. */
  take(priority: number): Promise<() => void>
  /** The same at once, when there is one. */
  tryTake(): (() => void) | undefined
}

export function createSlots(most: number): Slots {
  let taken = 0
  const queues: (() => void)[][] = []
  const free = () => {
    const next = queues.find((queue) => queue !== undefined && queue.length > 0)?.shift()
    if (next) next()
    else taken -= 1
  }
  const tryTake = () => {
    if (taken >= most) return undefined
    taken += 1
    return free
  }
  return {
    tryTake,
    async take(priority) {
      const now = tryTake()
      if (now) return now
      await new Promise<void>((resolve) => {
        queues[priority] ??= []
        queues[priority].push(resolve)
      })
      return free
    },
  }
}
