import { texts } from '#platform/bot.ts'
import { en as auditEn } from './audit/en.ts'
import { ru as auditRu } from './audit/ru.ts'
import { uk as auditUk } from './audit/uk.ts'
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
  en: { ...en, audit: auditEn, github: githubEn, lease: leaseEn },
  uk: { ...uk, audit: auditUk, github: githubUk, lease: leaseUk },
  ru: { ...ru, audit: auditRu, github: githubRu, lease: leaseRu },
}

export const say = texts(catalogues)
