import { texts } from '#platform/bot.ts'
import { en } from './en.ts'
import { en as githubEn } from './github/en.ts'
import { ru as githubRu } from './github/ru.ts'
import { uk as githubUk } from './github/uk.ts'
import { en as leaseEn } from './lease/en.ts'
import { ru as leaseRu } from './lease/ru.ts'
import { uk as leaseUk } from './lease/uk.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = {
  en: { ...en, github: githubEn, lease: leaseEn },
  uk: { ...uk, github: githubUk, lease: leaseUk },
  ru: { ...ru, github: githubRu, lease: leaseRu },
}

export const say = texts(catalogues)
