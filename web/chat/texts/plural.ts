import type { Language } from '../types.ts'

type Forms = { one: string; few?: string; many?: string; other: string }

export function plural(language: Language, count: number, forms: Forms): string {
  const rule = new Intl.PluralRules(language).select(count)
  return rule === 'one' || rule === 'few' || rule === 'many' ? (forms[rule] ?? forms.other) : forms.other
}
