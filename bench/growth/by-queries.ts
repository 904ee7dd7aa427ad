import { contenders } from '../contenders.ts'
import { type Growth, interleaved } from './interleaved.ts'

/** What a handler's own queries cost: 1, 4 and 16 of them, one after another, as a bot author writes them. */
export function byQueries(counts: readonly number[], growth: Growth): Promise<string> {
  const posthouse = contenders()[0]!
  const settings = counts.map((queries) => ({
    label: String(queries),
    contender: {
      ...posthouse,
      env: { QUERIES: String(queries) },
      counted: 'select sum(n) as n from bench.counters',
    },
    load: {},
  }))
  return interleaved('queries', settings, growth)
}
