/** The languages every sentence is written in. English first: it answers whoever speaks none of them. */
export const LANGUAGES = ['en', 'uk', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** Telegram's `language_code` (BCP 47, may be missing) → one of ours. */
export function languageOf(code: string | undefined): Language {
  const short = code?.slice(0, 2).toLowerCase()
  return LANGUAGES.find((language) => language === short) ?? 'en'
}

/** True for what a person may choose as their language. */
export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value)
