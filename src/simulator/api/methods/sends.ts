import type { Message } from '@grammyjs/types'
import type { ChatRecord } from '../../types.ts'
import { type Content, captionContent, post, textContent } from '../../world/messages.ts'
import { forBot } from '../../world/visibility.ts'
import { millis, tell } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { applyKeyboard, readMarkup } from '../markup.ts'
import { chatKnown, chatToWrite, messageIn, replyTarget } from '../target.ts'
import { readCaption, readText } from '../text.ts'
import type { CallContext, Method } from './context.ts'

const sendMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const { text, entities } = readText(ctx)
  return say(ctx, chat, { ...textContent(text, entities), ...preview(ctx) })
}

/** The end every send shares: what it answers, its buttons, its protection; returns the message as the bot sees it. */
export function say(ctx: CallContext, chat: ChatRecord, content: Content, liveUntil?: number): Message {
  const replyTo = replyTarget(ctx, chat)
  const markup = readMarkup(ctx, chat)
  applyKeyboard(chat, markup)
  const stored = post(
    ctx.world,
    chat,
    ctx.bot.id,
    { ...content, ...(ctx.params.flag('protect_content') ? { has_protected_content: true } : {}) },
    {
      ...(replyTo ? { replyTo } : {}),
      ...(markup.kind === 'inline' ? { markup: markup.markup } : {}),
      ...(liveUntil === undefined ? {} : { liveUntil }),
    },
  )
  return forBot(ctx.bot, stored.message)
}

export function preview({ params }: CallContext): Content {
  const options = params.json('link_preview_options', "can't parse link preview options JSON object")
  if (typeof options === 'object' && options !== null)
    return { link_preview_options: options as NonNullable<Message['link_preview_options']> }
  return params.flag('disable_web_page_preview') ? { link_preview_options: { is_disabled: true } } : {}
}

const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]

const sendChatAction: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const action = ctx.params.text('action').toLowerCase()
  if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request')
  // Clients show an action for five seconds.
  chat.typing = { action, until: millis(ctx.world) + 5000 }
  tell(ctx.world, { type: 'typing', chat, action })
  return true
}

const forwardMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const from = chatKnown(ctx, 'from_chat_id')
  const { message } = messageIn(ctx, from, 'message to forward')
  if (message.has_protected_content) throw badRequest("message can't be forwarded")
  const origin = { type: 'user', sender_user: message.from, date: message.date }
  return say(ctx, chat, { ...contentOf(message), forward_origin: origin as NonNullable<Message['forward_origin']> })
}

const copyMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const from = chatKnown(ctx, 'from_chat_id')
  const { message } = messageIn(ctx, from, 'message to copy')
  if (message.has_protected_content) throw badRequest("message can't be copied")
  const content = contentOf(message)
  if (Object.keys(content).length === 0) throw badRequest("message can't be copied")
  const { caption, entities } = ctx.params.has('caption') ? asCaption(ctx) : { caption: undefined, entities: [] }
  if (caption !== undefined && !message.text) {
    delete content.caption
    delete content.caption_entities
    Object.assign(content, captionContent(caption, entities))
  }
  return { message_id: say(ctx, chat, content).message_id }
}

const asCaption = (ctx: CallContext) => {
  const { text, entities } = readCaption(ctx)
  return { caption: text, entities }
}

function contentOf(message: Message): Content {
  const fields = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document', 'voice', 'location'] as const
  return Object.fromEntries(fields.filter((f) => message[f] !== undefined).map((f) => [f, message[f]])) as Content
}

export const sendMethods = { sendMessage, sendChatAction, forwardMessage, copyMessage }
