import type { MessageEntity } from '@grammyjs/types'
import { badRequest } from '../api/errors.ts'
import { detect } from './detect.ts'
import { tidy } from './fix.ts'
import { parseHtml } from './html.ts'
import { parseMarkdown } from './markdown.ts'
import { parseMarkdownV2 } from './markdown2.ts'
import { byPosition, type Parsed, ParseError } from './parsed.ts'

/** Text with its entities, from a parse mode or from given entities, tidied as the server does, links found. */
export function formatted(raw: string, mode: string, given: unknown): Parsed {
  const parsed = tidy(parse(raw.replaceAll('\r', ''), mode, given))
  const entities = [...parsed.entities, ...detect(parsed.text, parsed.entities)]
  return { text: parsed.text, entities: entities.sort(byPosition) }
}

function parse(text: string, mode: string, given: unknown): Parsed {
  try {
    switch (mode.toLowerCase()) {
      case '':
      case 'none':
        return { text, entities: readEntities(given) }
      case 'html':
        return parseHtml(text)
      case 'markdown':
        return parseMarkdown(text)
      case 'markdownv2':
        return parseMarkdownV2(text)
    }
  } catch (error) {
    if (error instanceof ParseError) throw badRequest(`can't parse entities: ${error.message}`)
    throw error
  }
  throw badRequest('unsupported parse_mode')
}

const FOUND_BY_SERVER = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
]
const PLAIN = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote', 'code']

function readEntities(given: unknown): MessageEntity[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given)) throw badRequest("can't parse entities JSON object")
  return given.flatMap((one) => {
    const entity = readEntity(one)
    return entity ? [entity] : []
  })
}

function readEntity(given: unknown): MessageEntity | null {
  const wrong = (why: string) => badRequest(`can't parse MessageEntity: ${why}`)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('Expected an Object')
  const { type, offset, length, ...rest } = given as Record<string, unknown>
  if (typeof type !== 'string') throw wrong('Can\'t find field "type"')
  if (!isWhole(offset)) throw wrong('Can\'t find field "offset"')
  if (!isWhole(length)) throw wrong('Can\'t find field "length"')
  const place = { offset: Number(offset), length: Number(length) }
  if (FOUND_BY_SERVER.includes(type)) return null
  if (PLAIN.includes(type)) return { type, ...place } as MessageEntity
  switch (type) {
    case 'pre':
      return {
        type,
        ...place,
        ...(typeof rest.language === 'string' ? { language: rest.language } : {}),
      } as MessageEntity
    case 'text_link':
      if (typeof rest.url !== 'string') throw wrong('Can\'t find field "url"')
      return { type, ...place, url: rest.url } as MessageEntity
    case 'text_mention':
      return { type, ...place, user: rest.user } as MessageEntity
    case 'custom_emoji':
      if (!/^\d+$/.test(String(rest.custom_emoji_id))) throw wrong('Invalid custom emoji identifier specified')
      return { type, ...place, custom_emoji_id: String(rest.custom_emoji_id) } as MessageEntity
    case 'date_time':
      return { type, ...place, ...rest } as unknown as MessageEntity
  }
  throw wrong('Unsupported type specified')
}

const isWhole = (value: unknown) => value !== undefined && /^-?\d+$/.test(String(value))
