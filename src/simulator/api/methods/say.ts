import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../../types.ts'
import { forBot } from '../../world/copies.ts'
import { type Content, post } from '../../world/messages.ts'
import { badRequest } from '../errors.ts'
import { Fields, isObject } from '../fields.ts'
import { applyKeyboard, type Markup, readMarkup } from '../markup.ts'
import { readReply, resolveReply } from '../reply.ts'
import { checkSend } from '../rights.ts'
import { chatToWrite, threadOf } from '../target.ts'
import type { CallContext, Method } from './context.ts'

export interface Ready {
  content: Content
  liveUntil?: number
  /** After the message is there. */
  then?: (stored: StoredMessage, chat: ChatRecord) => void
  /** Instead of the message itself. */
  answer?: (message: Message) => unknown
}

/** The second half of a send: once the chat is known, what is said there. */
export type Prepared = (chat: ChatRecord) => Ready

/**
 * Every send goes in the server's own order, so that of two mistakes the same one is told: the content's form,
 * what it answers, its buttons, the chat, the message it answers, and last what only the chat can refuse.
 */
export const sending =
  (prepare: (ctx: CallContext) => Prepared | Promise<Prepared>): Method =>
  (ctx) => {
    const prepared = prepare(ctx)
    return prepared instanceof Promise ? prepared.then((ready) => send(ctx, ready)) : send(ctx, prepared)
  }

function send(ctx: CallContext, prepared: Prepared): unknown {
  const reply = readReply(ctx)
  const markup = readMarkup(ctx)
  const chat = chatToSend(ctx)
  const { replyTo, content: answered } = resolveReply(ctx, chat, reply)
  const thread = threadOf(ctx, chat, replyTo)
  const becomes = markup(chat)
  const ready = prepared(chat)
  const content = { ...ready.content, ...options(ctx, chat), ...answered }
  const stored = say(ctx, chat, content, { ...place(replyTo, thread), markup: becomes, ...ready })
  const message = forBot(ctx.bot, stored.message)
  return ready.answer ? ready.answer(message) : message
}

/** The chat that is written to; on behalf of a business nobody writes here. */
export function chatToSend(ctx: CallContext): ChatRecord {
  if (ctx.params.text('business_connection_id') !== '') throw badRequest('business connection not found')
  return chatToWrite(ctx)
}

/** What every kind of message may carry. */
export function options({ params }: CallContext, chat: ChatRecord): Content {
  const effect = params.integer('message_effect_id', 0)
  if (effect !== 0 && chat.kind !== 'private') throw badRequest("can't use message effects in the chat")
  return {
    ...(params.flag('protect_content') ? { has_protected_content: true } : {}),
    ...(effect === 0 ? {} : { effect_id: params.text('message_effect_id').trim() }),
  }
}

/** What it answers and the topic it is for. */
export const place = (replyTo: Message | undefined, thread: number | undefined) => ({
  ...(replyTo ? { replyTo } : {}),
  ...(thread === undefined ? {} : { thread }),
})

interface Saying {
  replyTo?: Message
  thread?: number
  markup?: Markup
  liveUntil?: number
  then?: Ready['then']
}

/** Puts a bot's message into a chat, with its buttons. */
export function say(ctx: CallContext, chat: ChatRecord, content: Content, saying: Saying = {}): StoredMessage {
  const { replyTo, thread, markup = { kind: 'none' }, liveUntil } = saying
  checkSend(ctx, chat, content)
  applyKeyboard(chat, markup)
  const stored = post(ctx.world, chat, ctx.bot.id, content, {
    ...place(replyTo, thread),
    ...(markup.kind === 'inline' ? { markup: markup.markup } : {}),
    ...(liveUntil === undefined ? {} : { liveUntil }),
  })
  if (markup.kind !== 'none' && markup.kind !== 'inline') stored.fixed = true
  saying.then?.(stored, chat)
  return stored
}

/** How a link is shown, from link_preview_options or the older flag. */
export function preview({ params }: CallContext): Content {
  const given = params.json('link_preview_options', "can't parse link preview options JSON object")
  if (given === undefined)
    return params.flag('disable_web_page_preview') ? { link_preview_options: { is_disabled: true } } : {}
  if (!isObject(given)) throw badRequest('object expected as link preview options')
  const fields = new Fields(given)
  const url = fields.text('url')
  const flags = ['is_disabled', 'prefer_small_media', 'prefer_large_media', 'show_above_text']
  const set = flags.filter((name) => fields.flag(name)).map((name) => [name, true])
  const shown = { ...Object.fromEntries(set), ...(url ? { url } : {}) }
  return Object.keys(shown).length > 0 ? { link_preview_options: shown } : {}
}

/** A parameter that must not be empty. */
export function required({ params }: CallContext, name: string): string {
  const value = params.text(name)
  if (value === '') throw badRequest(`parameter "${name}" is required`)
  return value
}
