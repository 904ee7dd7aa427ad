import { texts } from '#platform/bot.ts'
import { en as accountEn } from './account/en.ts'
import { ru as accountRu } from './account/ru.ts'
import { uk as accountUk } from './account/uk.ts'
import { en } from './en.ts'
import { en as leaseEn } from './lease/en.ts'
import { ru as leaseRu } from './lease/ru.ts'
import { uk as leaseUk } from './lease/uk.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = {
  en: { ...en, account: accountEn, lease: leaseEn },
  uk: { ...uk, account: accountUk, lease: leaseUk },
  ru: { ...ru, account: accountRu, lease: leaseRu },
}

export const say = texts(catalogues)
