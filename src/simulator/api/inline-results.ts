import type { Location, Venue } from '@grammyjs/types'
import type { ChatRecord, FileKind, InlineResult } from '../types.ts'
import { type Content, textContent } from '../world/messages.ts'
import { ApiError, badRequest } from './errors.ts'
import { Fields, isObject, type Json } from './fields.ts'
import { BackendRefusal } from './input-files.ts'
import { readInline } from './markup.ts'
import { mediaToSay } from './media.ts'
import type { CallContext } from './methods/context.ts'
import { preview } from './methods/say.ts'
import { Params } from './params.ts'
import { length, readCaption, readFormatted } from './text.ts'

const MOST = 50

/** The `results` of a call: their form first, then what each becomes. */
export function readResults(ctx: CallContext): InlineResult[] {
  const given = ctx.params.json('results', "can't parse JSON encoded inline query results") ?? []
  if (given !== null && !Array.isArray(given)) throw badRequest('expected an Array of inline query results')
  const results = (given ?? []).map((one: unknown) => readResult(ctx, one))
  if (results.length > MOST) throw badRequest('too many inline query results specified')
  const ids = new Set(results.map(({ id }: InlineResult) => id))
  if (ids.size < results.length) throw badRequest('RESULT_ID_DUPLICATE')
  return results
}

/** Inline results have no chat yet; their buttons are checked as for a private one. */
const ANYWHERE = { kind: 'private' } as ChatRecord

export function readResult(outer: CallContext, given: unknown): InlineResult {
  const refuse = (why: string) => badRequest(`can't parse inline query result: ${why}`)
  if (!isObject(given)) throw refuse('Inline query result must be an object')
  const fields = new Fields(given, refuse)
  const ctx = { ...outer, params: Params.of(given) }
  const type = fields.requiredText('type').toLowerCase()
  const id = fields.requiredText('id')
  const own = within(refuse, () => readContent(outer, fields))
  const made = own ?? within(refuse, () => contentOf(ctx, type, fields))
  const title = fields.text('title')
  if (type === 'article') fields.requiredText('title')
  const markup = fields.has('reply_markup') ? readInline(ctx)(ANYWHERE) : undefined
  if (id === '' || Buffer.byteLength(id) > 64) throw badRequest(id === '' ? 'RESULT_ID_EMPTY' : 'RESULT_ID_INVALID')
  const description = fields.text('description')
  return {
    id,
    type,
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...made,
    ...(markup ? { markup } : {}),
  }
}

/** What is wrong inside a result is told with its prefix. */
function within<T>(refuse: (why: string) => Error, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof BackendRefusal) throw error.alone()
    if (!(error instanceof ApiError) || error.code !== 400 || error.message.startsWith("can't parse inline"))
      throw error
    throw refuse(error.message)
  }
}

type Made = Pick<InlineResult, 'content' | 'period'>

/** `input_message_content`, when there is one. */
function readContent(outer: CallContext, result: Fields): Made | undefined {
  const isOld = result.has('message_text') && !result.has('input_message_content')
  if (!isOld && !result.has('input_message_content')) return undefined
  const fields = isOld ? result : result.inner('input_message_content')
  const ctx = { ...outer, params: Params.of(fields.object) }
  for (const name of ['payload', 'rich_message'])
    if (fields.has(name)) throw new ApiError(501, `the simulator does not simulate ${name} of inline results`)
  if (fields.text('message_text') !== '') {
    const { text, entities } = readFormatted(ctx, 'message_text', 'parse_mode', 'entities')
    if (text === '') throw badRequest('text must be non-empty')
    if (length(text) > 4096) throw badRequest('MESSAGE_TOO_LONG')
    return { content: { ...textContent(text, entities), ...preview(ctx) } }
  }
  if (fields.has('latitude') && fields.has('longitude'))
    return placeOf(fields, fields.has('title') && fields.has('address'))
  if (fields.has('phone_number')) return { content: contactOf(fields) }
  if (result.text('type').toLowerCase() === 'article') throw badRequest('Input message content is not specified')
  return undefined
}

const KINDS: Record<string, FileKind> = {
  ...{ audio: 'audio', document: 'document', gif: 'animation', mpeg4_gif: 'animation', photo: 'photo' },
  ...{ sticker: 'sticker', video: 'video', voice: 'voice' },
}

/** What a result without a content of its own says. */
function contentOf(ctx: CallContext, type: string, fields: Fields): Made {
  if (type === 'article') fields.requiredText('message_text')
  if (type === 'contact') return { content: contactOf(fields) }
  if (type === 'location' || type === 'venue') {
    fields.requiredText('title')
    return placeOf(fields, type === 'venue')
  }
  const kind = KINDS[type]
  if (type === 'game' || (kind && fields.text(`${type}_url`) !== ''))
    throw new ApiError(501, `the simulator does not simulate inline results of type ${type} by URL`)
  if (!kind) throw badRequest(`type "${type}" is unsupported for the inline query result`)
  const id = fields.requiredText(`${type}_file_id`)
  const content = mediaToSay(ctx, { kind, source: { id }, caption: readCaption(ctx), details: {} })
  return { content }
}

function placeOf(fields: Fields, isVenue: boolean): Made {
  const accuracy = fields.has('horizontal_accuracy') ? fields.float('horizontal_accuracy') : 0
  const location: Location = {
    latitude: fields.float('latitude'),
    longitude: fields.float('longitude'),
    ...(accuracy > 0 ? { horizontal_accuracy: Math.min(1500, accuracy) } : {}),
  }
  if (Math.abs(location.latitude) > 90 || Math.abs(location.longitude) > 180)
    throw badRequest('wrong location specified')
  if (!isVenue) {
    const period = fields.integer('live_period')
    return {
      content: { location: period ? { ...location, live_period: period } : location },
      ...(period ? { period } : {}),
    }
  }
  const named = ['foursquare_id', 'foursquare_type', 'google_place_id', 'google_place_type']
  const provider = Object.fromEntries(named.map((name) => [name, fields.text(name)]).filter(([, value]) => value))
  const venue: Venue = {
    location,
    title: fields.requiredText('title'),
    address: fields.requiredText('address'),
    ...provider,
  }
  return { content: { location, venue } }
}

function contactOf(fields: Fields): Content {
  const optional: Json = {}
  for (const name of ['last_name', 'vcard']) if (fields.text(name)) optional[name] = fields.text(name)
  const contact = { phone_number: fields.requiredText('phone_number'), first_name: fields.requiredText('first_name') }
  return { contact: { ...contact, ...optional } }
}
