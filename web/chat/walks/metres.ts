import type { Texts } from '../texts.ts'
import type { Language } from '../types.ts'

export function metresWords(metres: number, t: Texts, language: Language): string {
  if (metres < 1000) return t.metres(Math.round(metres))
  const kilometres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(metres / 1000)
  return t.kilometres(kilometres)
}
