import { texts } from '#platform/bot.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = { en, uk, ru }

export const say = texts(catalogues)
