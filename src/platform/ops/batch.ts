/**
 * Group commit: what arrives while a commit is under way goes into the next one, together.
 * No timer: a lone item is written at once, a thousand at the same moment become a few writes.
 */
export function batcher<Item, Result = void>(
  write: (items: Item[]) => Promise<Result[]>,
  most = 500,
): { add(item: Item): Promise<Result>; idle(): boolean } {
  let waiting: { item: Item; resolve(result: Result): void; reject(error: unknown): void }[] = []
  let busy = false
  async function drain() {
    busy = true
    // One turn of the event loop gathers everything that is already readable on the sockets.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const results = await write(batch.map((entry) => entry.item))
        batch.forEach((entry, index) => {
          entry.resolve(results[index] as Result)
        })
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
    }
    busy = false
  }
  return {
    idle: () => !busy && waiting.length === 0,
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (!busy) void drain()
      }),
  }
}
