import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'

/** Our own door to the metrics library (still 0.x): one registry per process, every series declared where it is counted. */
export interface Metrics {
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): CounterOf<L>
  gauge<L extends string = never>(name: string, help: string, labels?: readonly L[]): GaugeOf<L>
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): HistogramOf<L>
  /** Asked at every scrape, before the text is made: for gauges that are read from the database. */
  beforeScrape(read: () => Promise<void>): void
  /** The exposition text and its content type. */
  scrape(): Promise<{ type: string; text: string }>
}

type Labels<L extends string> = [L] extends [never] ? [] : [labels: Record<L, string>]
export interface CounterOf<L extends string> {
  add(n: number, ...labels: Labels<L>): void
}
export interface GaugeOf<L extends string> {
  set(value: number, ...labels: Labels<L>): void
}
export interface HistogramOf<L extends string> {
  observe(value: number, ...labels: Labels<L>): void
}

/**
 * Counts by itself and tells the library at the scrape: thousands of updates a second count five things each, and the
 * library's own way of finding a series costs 1 µs a time.
 */
function counted(series: Counter<string>, readers: (() => Promise<void>)[]) {
  const sums = new Map<string, { labels: Record<string, string> | undefined; n: number }>()
  readers.push(async () => {
    for (const sum of sums.values()) {
      if (sum.labels) series.inc(sum.labels, sum.n)
      else series.inc(sum.n)
      sum.n = 0
    }
  })
  return {
    add(n: number, labels?: Record<string, string>) {
      let key = ''
      for (const name in labels) key += `${labels[name]}\n`
      const sum = sums.get(key)
      if (sum) sum.n += n
      else sums.set(key, { labels, n })
    },
  }
}

export function createMetrics({ processMetrics = false } = {}): Metrics {
  const registry = new Registry()
  const readers: (() => Promise<void>)[] = []
  if (processMetrics) collectDefaultMetrics({ register: registry })
  const lag = processMetrics ? monitorEventLoopDelay({ resolution: 20 }) : undefined
  lag?.enable()
  const declared = new Map<string, unknown>()
  const once = <T>(name: string, make: () => T): T => {
    if (!declared.has(name)) declared.set(name, make())
    return declared.get(name) as T
  }
  const made: Metrics = {
    counter: (name, help, labels = []) =>
      once(name, () => {
        const series = new Counter({ name, help, labelNames: [...labels], registers: [registry] })
        return counted(series, readers) as never
      }),
    gauge: (name, help, labels = []) =>
      once(name, () => {
        const series = new Gauge({ name, help, labelNames: [...labels], registers: [registry] })
        return { set: (n: number, given?: object) => (given ? series.set(given as never, n) : series.set(n)) } as never
      }),
    histogram: (name, help, labels = [], buckets) =>
      once(name, () => {
        const series = new Histogram({
          name,
          help,
          labelNames: [...labels],
          registers: [registry],
          ...(buckets ? { buckets: [...buckets] } : {}),
        })
        return {
          observe: (n: number, given?: object) => (given ? series.observe(given as never, n) : series.observe(n)),
        } as never
      }),
    beforeScrape: (read) => {
      readers.push(read)
    },
    async scrape() {
      for (const read of readers) await read()
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
  if (lag) {
    const seconds = made.gauge('eventloop_lag_seconds', 'Longest delay of the event loop since the last scrape')
    made.beforeScrape(async () => {
      seconds.set(lag.max / 1e9)
      lag.reset()
    })
  }
  return made
}
