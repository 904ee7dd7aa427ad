import { texts } from '#platform/bot.ts'
import { en as auditEn } from './audit/en.ts'
import { ru as auditRu } from './audit/ru.ts'
import { uk as auditUk } from './audit/uk.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = {
  en: { ...en, audit: auditEn },
  uk: { ...uk, audit: auditUk },
  ru: { ...ru, audit: auditRu },
}

export const say = texts(catalogues)
