import type { Contender } from '../contenders.ts'
import type { Figures } from '../measure.ts'
import { median } from './statistics.ts'

/** One contender's rounds; a round that failed says why. */
export interface Row {
  contender: Contender
  rounds: readonly (Figures | { failed: string })[]
}

type Figure = 'perSecond' | 'botMicros' | 'pgMicros' | 'p95'

const HEADINGS = [
  'contender',
  'survives kill -9',
  'updates/s, median (best)',
  '× memory',
  '× stored',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'bot CPU µs/update',
  '× memory',
  'PostgreSQL CPU µs/update',
  '× stored',
  'RSS MB',
  'lost increments',
  'unanswered',
  'other load, cores',
]

/** "× memory" and "× stored" are medians of the rounds' own ratios: what disturbed a round disturbed both of its sides. */
export function sideBySide(rows: readonly Row[], yardsticks: { memory: string; stored: string }): string {
  const named = (name: string) => rows.find(({ contender }) => contender.name === name)
  const [memory, stored] = [named(yardsticks.memory), named(yardsticks.stored)]
  const lines = rows.map((row) => {
    const known = row.rounds.filter(isMeasured)
    const failure = row.contender.missing ?? row.rounds.find((round) => 'failed' in round)?.failed
    if (known.length === 0) return [row.contender.name, `not measured: ${oneLine(failure ?? 'no round')}`]
    const middle = (pick: (figures: Figures) => number) => median(known.map(pick))
    const times = (figure: Figure, base: Row | undefined) => plain(ratio(row, base, figure), 2)
    return [
      row.contender.name + (failure ? ` (a round failed: ${oneLine(failure)})` : ''),
      row.contender.keeps,
      `**${plain(middle((it) => it.perSecond))}** (${plain(Math.max(...known.map((it) => it.perSecond)))})`,
      times('perSecond', memory),
      times('perSecond', stored),
      ...[middle((it) => it.p50), middle((it) => it.p95), middle((it) => it.p99)].map((ms) => plain(ms, 1)),
      `**${plain(middle((it) => it.botMicros))}**`,
      times('botMicros', memory),
      plain(middle((it) => it.pgMicros)),
      times('pgMicros', stored),
      plain(middle((it) => it.rssMb)),
      plain(Math.max(...known.map((it) => it.lost))),
      plain(Math.max(...known.map((it) => it.updates - it.answered))),
      plain(
        middle((it) => it.otherCores),
        2,
      ),
    ]
  })
  return table(HEADINGS, lines)
}

export function table(headings: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${headings.map((_, at) => cells[at] ?? '').join(' | ')} |`
  return [row(headings), `|${'---|'.repeat(headings.length)}`, ...lines.map(row)].join('\n')
}

/** A number, or a dash where nothing was measured. */
export const plain = (value: number, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–')

export const isMeasured = (round: Figures | { failed: string }): round is Figures => !('failed' in round)

export function ratio(row: Row, base: Row | undefined, figure: Figure): number {
  if (!base) return Number.NaN
  return median(
    row.rounds.map((round, at) => {
      const other = base.rounds[at]
      return isMeasured(round) && other && isMeasured(other) ? round[figure] / other[figure] : Number.NaN
    }),
  )
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '/').slice(0, 200)
