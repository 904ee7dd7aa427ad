import type { Aside } from '#platform/people/desk.ts'

/** What somebody wrote, fit for a terminal: on one line, and with no character that moves the cursor or turns the text. */
export const plain = (text: string, most = 60): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replaceAll(/\p{Cf}/gu, '')
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line
}

/** The same for text of many lines that must lose nothing: such characters are written as escapes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

export function age(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}

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

export const nameOf = ({ kind, id }: Pick<Aside, 'kind' | 'id'>) => `${kind} ${id}`

export const tally = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`
