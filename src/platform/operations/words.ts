import type { Aside } from '../people/desk.ts'

/** What somebody wrote, fit to be shown: on one line, and with no character that moves the cursor or turns the text. */
export const plain = (text: string, most = 60): string =>
  shortened(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replaceAll(/\p{Cf}/gu, ''), most)

/** The same for text of many lines that must lose nothing: such characters are written as escapes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text

export const nameOf = ({ kind, id }: Pick<Aside, 'kind' | 'id'>) => `${kind} ${id}`
