import type { MessageEntity } from '@grammyjs/types'
import { badRequest } from '../api/errors.ts'
import { BadLink, checkedLink, dateFormat, dateTime, isTime, mention, userOfLink } from './links.ts'

type Fields = Record<string, unknown>

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
const PLAIN = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'code', 'blockquote', 'expandable_blockquote']

/** The `entities` of a call. What is no array is ignored; so are the types that the server finds itself. */
export function givenEntities(given: unknown): MessageEntity[] {
  if (!Array.isArray(given)) return []
  return given.flatMap((one) => read(one) ?? [])
}

const wrong = (why: string) => badRequest(`can't parse MessageEntity: ${why}`)

function read(given: unknown): MessageEntity | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('expected an Object')
  const fields = given as Fields
  const place = { offset: integer(fields, 'offset'), length: integer(fields, 'length') }
  const type = string(fields, 'type')
  if (type === '') throw wrong('Type is not specified')
  if (FOUND_BY_SERVER.includes(type)) return null
  if (PLAIN.includes(type)) return { type, ...place } as MessageEntity
  switch (type) {
    case 'pre': {
      const language = string(fields, 'language', '')
      return { type, ...place, ...(language ? { language } : {}) }
    }
    case 'text_link':
      return link(string(fields, 'url'), place)
    case 'text_mention':
      return mention(integer(object(fields, 'user'), 'id'), place)
    case 'custom_emoji':
      return { type, ...place, custom_emoji_id: emoji(fields) }
    case 'date_time': {
      const unix = integer(fields, 'unix_time')
      if (!isTime(unix)) throw badRequest('invalid date specified')
      return dateTime(unix, dateFormat(string(fields, 'date_time_format', '')), place)
    }
  }
  throw wrong('Unsupported type specified')
}

function link(url: string, place: { offset: number; length: number }): MessageEntity {
  const user = userOfLink(url)
  if (user !== null) return mention(user, place)
  try {
    return { type: 'text_link', ...place, url: checkedLink(url) }
  } catch (error) {
    if (error instanceof BadLink) throw badRequest(`entity URL '${url}' is invalid: ${error.message}`)
    throw error
  }
}

function emoji(fields: Fields): string {
  const id = text(fields, 'custom_emoji_id', 'Number')
  if (!/^-?\d+$/.test(id)) throw wrong(`Can't parse "${id}" as an integer`)
  if (BigInt(id) === 0n) throw badRequest('invalid custom emoji identifier specified')
  return id
}

function integer(fields: Fields, name: string): number {
  const given = text(fields, name, 'Number')
  const number = Number(given)
  if (!/^-?\d+$/.test(given) || !Number.isSafeInteger(number)) throw wrong(`Can't parse "${given}" as an integer`)
  return number
}

/** A number may stand as a string, and the other way round. */
function text(fields: Fields, name: string, expected: string): string {
  const given = fields[name]
  if (given === undefined || given === null) throw wrong(`Can't find field "${name}"`)
  if (typeof given !== 'string' && typeof given !== 'number') throw wrong(`Field "${name}" must be of type ${expected}`)
  return String(given)
}

const string = (fields: Fields, name: string, fallback?: string) =>
  fallback !== undefined && (fields[name] === undefined || fields[name] === null)
    ? fallback
    : text(fields, name, 'String')

function object(fields: Fields, name: string): Fields {
  const given = fields[name]
  if (given === undefined) throw wrong(`Can't find field "${name}"`)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong(`Field "${name}" must be of type Object`)
  return given as Fields
}
