import type { Language } from '../people/language.ts'
import { join, type Part, type Phrase, type Rich, resolve } from './text.ts'

type Entry = Part | ((...args: never[]) => Part)
type Catalogue = { readonly [key: string]: Entry | Catalogue }

/** The same keys with the same arguments, in another language. */
export type SameKeys<C> = {
  readonly [K in keyof C]: C[K] extends (...args: infer A) => unknown
    ? (...args: A) => Part
    : C[K] extends Part
      ? Part
      : SameKeys<C[K]>
}

/** What `texts` makes of a catalogue: each key is a `Phrase`, or a function of the same arguments that returns one. */
export type Texts<C> = {
  readonly [K in keyof C]: C[K] extends (...args: infer A) => unknown
    ? (...args: A) => Phrase
    : C[K] extends Part
      ? Phrase
      : Texts<C[K]>
}

/**
 * Binds three catalogues into one set of phrases; a missing key or another argument does not compile.
 * @example export const say = texts({ en, uk, ru }) // say.saved('bread') → a Phrase in whatever language the reader has
 */
export function texts<const C extends Catalogue>(all: { en: C; uk: SameKeys<C>; ru: SameKeys<C> }): Texts<C> {
  return bind(all as unknown as Record<Language, Catalogue>) as Texts<C>
}

const isEntry = (entry: Entry | Catalogue): entry is Entry =>
  typeof entry !== 'object' || 'in' in entry || ('text' in entry && 'entities' in entry)

function bind(all: Record<Language, Catalogue>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(all.en).map((key) => {
      const entry = all.en[key]!
      if (!isEntry(entry)) return [key, bind(each((language) => all[language][key] as Catalogue))]
      if (typeof entry !== 'function') return [key, phrase((language) => all[language][key] as Part)]
      return [
        key,
        (...args: never[]) => phrase((language) => (all[language][key] as (...args: never[]) => Part)(...args)),
      ]
    }),
  )
}

const each = (of: (language: Language) => Catalogue): Record<Language, Catalogue> => ({
  en: of('en'),
  uk: of('uk'),
  ru: of('ru'),
})

const phrase = (of: (language: Language) => Part): Phrase => ({
  in: (language): Rich => resolve(of(language), language),
})

/**
 * The form of a word for a number: `plural('uk', 5, { one: 'завдання', few: 'завдання', many: 'завдань', other: 'завдання' })`.
 * A form that is not given falls back to `other`.
 */
export function plural(
  language: Language,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other
}

/** Several phrases under one another. */
export const lines = (...parts: readonly (Part | false | undefined)[]): Phrase =>
  join(
    parts.filter((part): part is Part => part !== false && part !== undefined),
    '\n',
  )
