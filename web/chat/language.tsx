import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { type Texts, texts } from './texts.ts'
import type { Language } from './types.ts'

const Current = createContext<Language>('en')

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <Current value={language}>{children}</Current>
}

export const useLanguage = () => useContext(Current)

/** Words that are loaded with the part that says them. */
export const useWords = <Words,>(words: Record<Language, Words>): Words => words[useContext(Current)]

export const useTexts = (): Texts => texts[useContext(Current)]
