import type { MessageEntity } from '@grammyjs/types'

export interface Parsed {
  text: string
  entities: MessageEntity[]
}

/** A failure to parse; the API says it as `can't parse entities: …`. */
export class ParseError extends Error {}

const PRIORITY: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  date_time: 30,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
}

/** Outer before inner; at the same place the type decides which is the outer one. */
export const byPosition = (a: MessageEntity, b: MessageEntity) =>
  a.offset - b.offset || b.length - a.length || priority(a) - priority(b)

const priority = (entity: MessageEntity) =>
  entity.type === 'pre' && entity.language ? 10 : (PRIORITY[entity.type] ?? 50)

export const endOf = (entity: MessageEntity) => entity.offset + entity.length

export const isOf = (types: string[]) => (entity: MessageEntity) => types.includes(entity.type)

/** Types that may overlap others and are split where they do, in the order in which the pieces are made. */
export const SPLITTABLE = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'] as const
export const isSplittable = isOf([...SPLITTABLE])
export const isQuote = isOf(['blockquote', 'expandable_blockquote'])
/** Types that hold no other entity. */
export const isVerbatim = isOf(['pre', 'code', 'date_time'])
