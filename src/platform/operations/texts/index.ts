import { texts } from '../../telegram/texts.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const catalogues = { en, uk, ru }

/** What operators read, in Telegram as on the command line. */
export const say = texts(catalogues)
