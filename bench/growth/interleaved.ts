import type { Contender } from '../contenders.ts'
import { type Figures, type Load, measureOnce, type Surroundings } from '../measure.ts'
import { median } from '../report/statistics.ts'
import { plain, table } from '../report/tables.ts'

export interface Growth {
  rounds: number
  load: Load
  surroundings: Surroundings
  say(text: string): void
}

/** One contender at several settings, all of them once in every round, as a table with a line for each. */
export async function interleaved(
  heading: string,
  settings: readonly { label: string; contender: Contender; load: Partial<Load> }[],
  { rounds, load, surroundings, say }: Growth,
): Promise<string> {
  const rows = settings.map((setting) => ({ ...setting, measured: [] as Figures[] }))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { label, contender, load: own, measured } of rows) {
      const figures = await measureOnce(contender, { ...load, ...own, seed: round }, surroundings)
      measured.push(figures)
      say(
        `${round}  ${label} ${heading}: ${plain(figures.perSecond)}/s, lost ${figures.lost}, ` +
          `answered ${figures.answered} of ${figures.updates}\n`,
      )
    }
  }
  const lines = rows.map(({ label, measured }) => {
    const middle = (pick: (figures: Figures) => number, digits = 0) => plain(median(measured.map(pick)), digits)
    return [
      label,
      middle((it) => it.perSecond),
      middle((it) => it.p95, 1),
      middle((it) => it.botMicros),
      middle((it) => it.pgMicros),
      middle((it) => it.rssMb),
      plain(Math.max(...measured.map((it) => it.lost))),
      middle((it) => it.otherCores, 2),
    ]
  })
  return table([heading, ...HEADINGS], lines)
}

const HEADINGS = [
  'updates/s',
  'p95 ms',
  'bot CPU µs/update',
  'PostgreSQL CPU µs/update',
  'RSS MB',
  'lost increments',
  'other load, cores',
]
