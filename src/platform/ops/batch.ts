/** When batches may be under way side by side. */
export interface Overlap<Item> {
  /** Whether a second batch may begin now while one is under way. */
  allowed(): boolean
  /** Fewer items wait: a small batch costs almost as much as a large one. */
  least: number
  /** Items with the same key are never under way in two batches, and keep their order. */
  keyOf(item: Item): string
}

export interface BatcherOptions<Item> {
  most?: number
  overlap?: Overlap<Item>
}

const MOST = 500
const AT_ONCE = 2

/**
 * Group commit: what arrives while a commit is under way goes into the next one, together.
 * No timer: a lone item is written at once, a thousand at the same moment become a few writes.
 */
export function batcher<Item, Result = void>(
  write: (items: Item[]) => Promise<Result[]>,
  { most = MOST, overlap }: BatcherOptions<Item> = {},
): { add(item: Item): Promise<Result>; idle(): boolean } {
  interface Entry {
    item: Item
    key: string
    resolve(result: Result): void
    reject(error: unknown): void
  }
  let waiting: Entry[] = []
  let underWay = 0
  let isGathering = false
  const keys = new Set<string>()

  /** One turn of the event loop gathers everything that is already readable on the sockets. */
  function gather() {
    if (isGathering || (underWay > 0 && !mayOverlap())) return
    isGathering = true
    setImmediate(() => {
      isGathering = false
      begin()
    })
  }

  function begin() {
    while (waiting.length > 0 && (underWay === 0 || mayOverlap())) {
      const batch = next()
      if (batch.length === 0) return
      void run(batch)
    }
  }

  function mayOverlap() {
    return overlap !== undefined && underWay < AT_ONCE && waiting.length >= overlap.least && overlap.allowed()
  }

  function next(): Entry[] {
    const isNext = (entry: Entry) => !keys.has(entry.key)
    const open = underWay === 0 ? waiting : waiting.filter(isNext)
    if (underWay > 0 && open.length < (overlap?.least ?? 0)) return []
    const batch = open.slice(0, most)
    const taken = new Set(batch)
    waiting = batch.length === waiting.length ? [] : waiting.filter((entry) => !taken.has(entry))
    return batch
  }

  async function run(batch: Entry[]) {
    underWay += 1
    if (overlap) for (const { key } of batch) keys.add(key)
    try {
      const results = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as Result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    for (const { key } of batch) keys.delete(key)
    underWay -= 1
    begin()
  }

  return {
    idle: () => underWay === 0 && waiting.length === 0,
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, key: overlap?.keyOf(item) ?? '', resolve, reject })
        gather()
      }),
  }
}
