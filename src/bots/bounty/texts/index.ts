import { texts } from '#platform/bot.ts'
import { en } from './en.ts'
import { en as githubEn } from './github/en.ts'
import { ru as githubRu } from './github/ru.ts'
import { uk as githubUk } from './github/uk.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const say = texts({
  en: { ...en, github: githubEn },
  uk: { ...uk, github: githubUk },
  ru: { ...ru, github: githubRu },
})
