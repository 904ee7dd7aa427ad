import { texts } from '#platform/bot.ts'
import { en } from './en.ts'
import { en as leaseEn } from './lease/en.ts'
import { ru as leaseRu } from './lease/ru.ts'
import { uk as leaseUk } from './lease/uk.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = {
  en: { ...en, lease: leaseEn },
  uk: { ...uk, lease: leaseUk },
  ru: { ...ru, lease: leaseRu },
}

export const say = texts(catalogues)
