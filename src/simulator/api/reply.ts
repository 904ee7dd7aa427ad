import type { ExternalReplyInfo, Message, MessageEntity, TextQuote } from '@grammyjs/types'
import { formatted } from '../entities/format.ts'
import type { ChatRecord } from '../types.ts'
import { originOf } from '../world/forwards.ts'
import type { Content } from '../world/messages.ts'
import { chatOf } from '../world/world.ts'
import { badRequest } from './errors.ts'
import { Fields, isObject } from './fields.ts'
import type { CallContext } from './methods/context.ts'
import { Params } from './params.ts'
import { chatKnown } from './target.ts'
import { knownTo } from './text.ts'

/** What a message answers, as it was asked for. */
export interface ReadReply {
  id: number
  /** Another chat's id or username. */
  chat: string
  optional: boolean
  quote?: { text: string; entities: MessageEntity[]; position: number }
}

const NOTHING: ReadReply = { id: 0, chat: '', optional: false }

/** From reply_parameters, else from the older names. */
export function readReply(ctx: CallContext): ReadReply {
  const { params } = ctx
  if (!params.has('reply_parameters')) {
    const id = params.integer('reply_to_message_id', 0, 0)
    return { id, chat: '', optional: params.flag('allow_sending_without_reply') }
  }
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object")
  if (given === undefined) return NOTHING
  if (!isObject(given)) throw badRequest('object expected as reply parameters')
  if (Object.keys(given).length === 0) return NOTHING
  const fields = new Fields(given)
  const chat = fields.text('chat_id')
  const id = Math.max(0, fields.requiredInteger('message_id'))
  const optional = fields.flag('allow_sending_without_reply')
  const text = fields.text('quote')
  const quote = formatted(text, fields.text('quote_parse_mode'), given.quote_entities, knownTo(ctx))
  const position = fields.integer('quote_position')
  return { id, chat, optional, ...(quote.text === '' ? {} : { quote: { ...quote, position } }) }
}

export interface Reply {
  /** In the same chat. */
  replyTo?: Message
  /** The part that is quoted, and what is answered in another chat. */
  content: Content
}

/** Finds what is answered; refuses when it is gone and may not be. */
export function resolveReply(ctx: CallContext, chat: ChatRecord, read: ReadReply): Reply {
  if (read.id === 0) return { content: {} }
  const elsewhere = read.chat !== '' && read.chat !== ctx.params.text('chat_id').trim()
  const home = elsewhere ? chatKnown({ ...ctx, params: Params.of({ chat_id: read.chat }) }) : chat
  const found = home.messages.get(read.id)?.message
  if (!found) {
    if (read.optional) return { content: {} }
    throw badRequest('message to be replied not found')
  }
  const quote = read.quote ? { quote: quoteIn(found, read.quote) } : {}
  if (home === chat) return { replyTo: found, content: quote }
  return { content: { external_reply: external(ctx, home, found), ...quote } }
}

const KEPT = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'custom_emoji', 'date_time']

/** A quote stands word for word in the message, as near to its position as can be. */
export function quoteIn(message: Message, quote: NonNullable<ReadReply['quote']>): TextQuote {
  const whole = message.text ?? message.caption ?? ''
  if (quote.text.length > 1024) throw badRequest('QUOTE_TEXT_INVALID')
  const places: number[] = []
  for (let at = whole.indexOf(quote.text); at >= 0; at = whole.indexOf(quote.text, at + 1)) places.push(at)
  const [position] = places.sort((a, b) => Math.abs(a - quote.position) - Math.abs(b - quote.position))
  if (position === undefined) throw badRequest('QUOTE_TEXT_INVALID')
  const entities = quote.entities.filter(({ type }) => KEPT.includes(type))
  return { text: quote.text, ...(entities.length > 0 ? { entities } : {}), position, is_manual: true }
}

const SHOWN = [
  'animation',
  'audio',
  'document',
  'photo',
  'sticker',
  'video',
  'video_note',
  'voice',
  'has_media_spoiler',
  'contact',
  'dice',
  'location',
  'poll',
  'venue',
  'link_preview_options',
] as const

function external(ctx: CallContext, home: ChatRecord, message: Message): ExternalReplyInfo {
  const shown = SHOWN.filter((field) => message[field] !== undefined).map((field) => [field, message[field]])
  const place = home.kind === 'private' ? {} : { chat: chatOf(ctx.world, home), message_id: message.message_id }
  return { origin: originOf(message), ...place, ...Object.fromEntries(shown) } as ExternalReplyInfo
}
