import { isDeepStrictEqual } from 'node:util'
import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../../types.ts'
import { isAdmin } from '../../world/chats.ts'
import { edit, remove } from '../../world/messages.ts'
import { forBot } from '../../world/visibility.ts'
import { unix } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readInline } from '../markup.ts'
import { chatToWrite, messageIn } from '../target.ts'
import { readCaption, readText } from '../text.ts'
import type { CallContext, Method } from './context.ts'
import { preview } from './sends.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
/** A bot deletes in private what is younger than 48 hours. */
const DELETABLE = 48 * 3600

type Changes = Record<string, unknown>

const editMessageText: Method = (ctx) => {
  const { chat, stored } = own(ctx)
  const { text, entities } = readText(ctx)
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit')
  return apply(ctx, chat, stored, {
    text,
    entities: orNothing(entities),
    link_preview_options: preview(ctx).link_preview_options,
    reply_markup: readInline(ctx, chat),
  })
}

const editMessageCaption: Method = (ctx) => {
  const { chat, stored } = own(ctx)
  const { text, entities } = readCaption(ctx)
  const { photo, document, voice } = stored.message
  if (!(photo ?? document ?? voice)) throw badRequest('there is no caption in the message to edit')
  return apply(ctx, chat, stored, {
    caption: text || undefined,
    caption_entities: orNothing(entities),
    reply_markup: readInline(ctx, chat),
  })
}

const editMessageReplyMarkup: Method = (ctx) => {
  const { chat, stored } = own(ctx)
  return apply(ctx, chat, stored, { reply_markup: readInline(ctx, chat) })
}

function own(ctx: CallContext): { chat: ChatRecord; stored: StoredMessage } {
  if (ctx.params.text('inline_message_id') !== '') throw badRequest('message to edit not found')
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to edit')
  if (stored.sender !== ctx.bot.id) throw badRequest("message can't be edited")
  return { chat, stored }
}

function apply(ctx: CallContext, chat: ChatRecord, stored: StoredMessage, changes: Changes) {
  const current = stored.message as unknown as Changes
  const compared = Object.keys(changes).filter((key) => key !== 'link_preview_options' || hasLink(changes))
  if (compared.every((key) => isDeepStrictEqual(current[key], changes[key]))) throw badRequest(NOT_MODIFIED)
  edit(ctx.world, chat, stored, changes as Partial<Message>)
  return forBot(ctx.bot, stored.message)
}

/** Without a link there is no preview to change. */
const hasLink = ({ entities }: Changes) =>
  Array.isArray(entities) && entities.some(({ type }) => type === 'url' || type === 'text_link')

const orNothing = <T>(list: T[]) => (list.length > 0 ? list : undefined)

const deleteMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to delete')
  if (!mayDelete(ctx, chat, stored)) throw badRequest("message can't be deleted for everyone")
  remove(ctx.world, chat, stored.message.message_id)
  return true
}

const deleteMessages: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const ids = ctx.params.json('message_ids', "can't parse message identifiers JSON object")
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified')
  if (ids.length > 100) throw badRequest('too many message identifiers specified')
  // What is missing or not deletable is skipped in silence.
  for (const id of ids) {
    const stored = chat.messages.get(Number(id))
    if (stored && mayDelete(ctx, chat, stored)) remove(ctx.world, chat, stored.message.message_id)
  }
  return true
}

function mayDelete(ctx: CallContext, chat: ChatRecord, stored: StoredMessage): boolean {
  if (isAdmin(chat.members.get(ctx.bot.id))) return true
  const isYoung = unix(ctx.world) - stored.message.date <= DELETABLE
  return isYoung && (chat.kind === 'private' || stored.sender === ctx.bot.id)
}

export const editMethods = {
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
}
