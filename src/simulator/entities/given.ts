import type { MessageEntity } from '@grammyjs/types'
import { badRequest } from '../api/errors.ts'
import { Fields, isObject } from '../api/fields.ts'
import { BadLink, checkedLink, dateFormat, dateTime, isTime, mention, userOfLink } from './links.ts'

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
  if (!isObject(given)) throw wrong('expected an Object')
  const fields = new Fields(given, wrong)
  const place = { offset: fields.requiredInteger('offset'), length: fields.requiredInteger('length') }
  const type = fields.requiredText('type')
  if (type === '') throw wrong('Type is not specified')
  if (FOUND_BY_SERVER.includes(type)) return null
  if (PLAIN.includes(type)) return { type, ...place } as MessageEntity
  switch (type) {
    case 'pre': {
      const language = fields.text('language')
      return { type, ...place, ...(language ? { language } : {}) }
    }
    case 'text_link':
      return link(fields.requiredText('url'), place)
    case 'text_mention':
      return mention(fields.inner('user').requiredInteger('id'), place)
    case 'custom_emoji':
      return { type, ...place, custom_emoji_id: emoji(fields) }
    case 'date_time': {
      const unix = fields.requiredInteger('unix_time')
      if (!isTime(unix)) throw badRequest('invalid date specified')
      return dateTime(unix, dateFormat(fields.text('date_time_format')), place)
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

/** A number with more digits than a Number keeps. */
function emoji(fields: Fields): string {
  const id = fields.requiredLong('custom_emoji_id')
  if (id === 0n) throw badRequest('invalid custom emoji identifier specified')
  return String(id)
}
