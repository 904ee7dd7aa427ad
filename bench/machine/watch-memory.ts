import { once } from 'node:events'
import type { MemoryReport } from '../bots/tell-memory.ts'
import type { BotProcess } from './bot-process.ts'
import { rssMegabytes } from './proc.ts'

export interface MemorySample {
  /** Seconds since the beginning. */
  at: number
  rss: number
  heap: number
  /** What a forced collection has left, of the heap and of buffers outside it; undefined between collections. */
  live: number | undefined
}

const MEGABYTE = 2 ** 20

/** Asks the bot every second; every `collectEvery` seconds it collects its garbage first. */
export function watchMemory(bot: BotProcess, { collectEvery }: { collectEvery: number }) {
  const samples: MemorySample[] = []
  const began = performance.now()
  let asked = 0
  let busy: Promise<void> | undefined
  const ask = async () => {
    const collects = asked % collectEvery === 0
    asked += 1
    const at = (performance.now() - began) / 1000
    // What it takes to run, before a collection smooths it.
    const rss = rssMegabytes(bot.pid)
    bot.child.send(collects ? 'collect' : 'memory')
    const [report] = (await once(bot.child, 'message', { signal: AbortSignal.timeout(10_000) })) as [MemoryReport]
    samples.push({
      at,
      rss,
      heap: report.heapUsed / MEGABYTE,
      live: report.collected ? (report.heapUsed + report.external) / MEGABYTE : undefined,
    })
  }
  const clock = setInterval(() => {
    if (busy || !bot.child.connected) return
    busy = ask()
      .catch(() => undefined)
      .finally(() => {
        busy = undefined
      })
  }, 1_000)
  return {
    async stop(): Promise<readonly MemorySample[]> {
      clearInterval(clock)
      await busy
      return samples
    },
  }
}
