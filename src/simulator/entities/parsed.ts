import type { MessageEntity } from '@grammyjs/types'

export interface Parsed {
  text: string
  entities: MessageEntity[]
}

/** A failure to parse; the API says it as `can't parse entities: …`. */
export class ParseError extends Error {}

export const byPosition = (a: MessageEntity, b: MessageEntity) => a.offset - b.offset || b.length - a.length
