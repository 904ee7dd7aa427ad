import { span } from '#platform/operations/span.ts'
import { type Part, resolve } from '#platform/telegram/text.ts'

export { escaped, nameOf, plain } from '#platform/operations/words.ts'

/** The house's words as the terminal speaks them: in English. */
export const english = (words: Part): string => resolve(words, 'en').text

export const age = (since: Date, now: Date): string => english(span((now.getTime() - since.getTime()) / 1000))

/** Rows of cells, each column as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), [])
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

export const tally = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
