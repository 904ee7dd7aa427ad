/** Every sentence of the page, joined from its parts. English is the shape; the other languages must have the same keys. */
import * as clock from './texts/clock.ts'
import * as composer from './texts/composer.ts'
import * as inspector from './texts/inspector.ts'
import * as media from './texts/media.ts'
import * as messages from './texts/messages.ts'
import * as page from './texts/page.ts'
import * as people from './texts/people.ts'
import * as service from './texts/service.ts'
import * as standins from './texts/standins.ts'
import * as topics from './texts/topics.ts'
import * as walks from './texts/walks.ts'
import type { Language } from './types.ts'

const en = {
  ...page.en,
  ...people.en,
  ...messages.en,
  ...media.en,
  ...service.en,
  ...composer.en,
  ...topics.en,
  ...walks.en,
  ...inspector.en,
  ...clock.en,
  ...standins.en,
}

export type Texts = typeof en

const uk: Texts = {
  ...page.uk,
  ...people.uk,
  ...messages.uk,
  ...media.uk,
  ...service.uk,
  ...composer.uk,
  ...topics.uk,
  ...walks.uk,
  ...inspector.uk,
  ...clock.uk,
  ...standins.uk,
}

const ru: Texts = {
  ...page.ru,
  ...people.ru,
  ...messages.ru,
  ...media.ru,
  ...service.ru,
  ...composer.ru,
  ...topics.ru,
  ...walks.ru,
  ...inspector.ru,
  ...clock.ru,
  ...standins.ru,
}

export const texts: Record<Language, Texts> = { en, uk, ru }

export const languageNames: Record<Language, string> = { en: 'English', uk: 'Українська', ru: 'Русский' }

export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = tag.slice(0, 2).toLowerCase()
    if (language === 'en' || language === 'uk' || language === 'ru') return language
  }
  return 'en'
}
