import type { MemorySample } from '../machine/watch-memory.ts'
import { median, slopeOf } from './statistics.ts'
import { plain, table } from './tables.ts'

/** Where memory is and where it goes: the slope of the second half, with what chance alone may make of it. */
export function driftTable(samples: readonly MemorySample[]): string {
  const half = (samples.at(-1)?.at ?? 0) / 2
  const row = (name: string, pick: (sample: MemorySample) => number | undefined) => {
    const points = samples.flatMap((sample) => {
      const value = pick(sample)
      return value === undefined ? [] : [[sample.at, value] as const]
    })
    const second = points.filter(([at]) => at >= half)
    const { slope, error } = slopeOf(second)
    const values = points.map(([, value]) => value)
    return [
      name,
      plain(values[0] ?? Number.NaN, 1),
      plain(median(second.map(([, value]) => value)), 1),
      plain(
        values.reduce((most, value) => Math.max(most, value), 0),
        1,
      ),
      plain(values.at(-1) ?? Number.NaN, 1),
      `${plain(slope * 3600, 1)} ± ${plain(2 * error * 3600, 1)}`,
      String(second.length),
    ]
  }
  return table(
    [
      'MB',
      'at first',
      'median of the second half',
      'highest',
      'at last',
      'drift, MB/h (± two standard errors)',
      'samples',
    ],
    [
      row('resident (RSS)', ({ rss }) => rss),
      row('heap in use', ({ heap }) => heap),
      row('live after a collection', ({ live }) => live),
    ],
  )
}
