/** Updates that wait to be fetched, with Telegram's offset: asking from N on forgets all before N. */
export interface Polls {
  offer(firstId: number, updates: readonly string[]): void
  /** From now on the first `count` of them have happened. */
  release(count: number): void
  /** Answers at once, or as soon as something has happened, or after `timeout` seconds. */
  ask(parameters: Record<string, unknown>, answer: (json: string) => void): void
  close(): void
}

const MOST = 100

export function createPolls(): Polls {
  let [firstId, confirmed, released] = [0, 0, 0]
  let updates: readonly string[] = []
  const asking = new Set<() => void>()
  const batch = (limit: number) => `[${updates.slice(confirmed, Math.min(released, confirmed + limit)).join(',')}]`
  return {
    offer(first, all) {
      ;[firstId, confirmed, released, updates] = [first, 0, 0, all]
    },
    release(count) {
      const before = released
      released = Math.min(count, updates.length)
      // An answer without updates would come as a surprise to who has asked for one that waits.
      if (released > before) for (const tell of [...asking]) tell()
    },
    ask({ offset, limit, timeout }, answer) {
      if (Number(offset) > firstId) confirmed = Math.max(confirmed, Number(offset) - firstId)
      const most = Math.min(Number(limit) || MOST, MOST)
      const seconds = Number(timeout) || 0
      if (confirmed < released || seconds <= 0) return answer(batch(most))
      const tell = () => {
        clearTimeout(late)
        asking.delete(tell)
        answer(batch(most))
      }
      const late = setTimeout(tell, seconds * 1000)
      asking.add(tell)
    },
    close() {
      ;[updates, released, confirmed] = [[], 0, 0]
      for (const tell of [...asking]) tell()
    },
  }
}
