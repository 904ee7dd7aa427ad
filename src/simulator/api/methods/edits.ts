import { isDeepStrictEqual } from 'node:util'
import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../../types.ts'
import { edit, remove } from '../../world/messages.ts'
import { deletionRefusal } from '../../world/rights.ts'
import { unix } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { isObject } from '../fields.ts'
import { readIds } from '../ids.ts'
import { BackendRefusal } from '../input-files.ts'
import { readInline } from '../markup.ts'
import { type Media, mediaToSay, readInputMedia } from '../media.ts'
import { chatToWrite, messageIn } from '../target.ts'
import { checkCaption, checkText, readCaption, readText } from '../text.ts'
import type { CallContext, Method } from './context.ts'
import { checkHasContent, edited, isOfKind, NOT_MODIFIED, ownMessage } from './own.ts'
import { preview, required } from './say.ts'

type Changes = Record<string, unknown>

const editMessageText: Method = (ctx) => {
  const shown = preview(ctx)
  const read = readText(ctx)
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx)
  checkHasContent(stored)
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit')
  const { text, entities } = checkText(read)
  return apply(ctx, chat, stored, {
    text,
    entities: orNothing(entities),
    link_preview_options: shown.link_preview_options,
    reply_markup: markup(chat),
  })
}

const CAPTIONED = ['photo', 'video', 'animation', 'audio', 'document', 'voice', 'paid_media'] as const
const ABOVE = ['photo', 'video', 'animation', 'paid_media'] as const

const editMessageCaption: Method = (ctx) => {
  const read = readCaption(ctx)
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx)
  checkHasContent(stored)
  if (!isOfKind(stored.message, CAPTIONED)) throw badRequest('there is no caption in the message to edit')
  const { text, entities } = checkCaption(read)
  const above = isOfKind(stored.message, ABOVE) && ctx.params.flag('show_caption_above_media')
  return apply(ctx, chat, stored, {
    caption: text || undefined,
    caption_entities: orNothing(entities),
    show_caption_above_media: above || undefined,
    reply_markup: markup(chat),
  })
}

/** Everything a message with a file may carry: what the new one has not is gone. */
const MEDIA_FIELDS = [
  'text',
  'entities',
  'link_preview_options',
  'photo',
  'video',
  'animation',
  'audio',
  'document',
  'voice',
  'sticker',
  'caption',
  'caption_entities',
  'show_caption_above_media',
  'has_media_spoiler',
] as const
const EDITABLE = ['text', 'photo', 'video', 'animation', 'audio', 'document'] as const

const NOT_MEDIA = "message media can't be edited"

const editMessageMedia: Method = async (ctx) => {
  const media = await readMediaParameter(ctx)
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx, NOT_MEDIA)
  if (!isOfKind(stored.message, EDITABLE)) throw badRequest(NOT_MEDIA)
  if (stored.message.media_group_id) checkAlbum(stored.message, media)
  const empty = Object.fromEntries(MEDIA_FIELDS.map((field) => [field, undefined]))
  const buttons = { reply_markup: markup(chat) }
  return apply(ctx, chat, stored, { ...empty, ...content(ctx, media), ...buttons })
}

function readMediaParameter(ctx: CallContext): Promise<Media> {
  required(ctx, 'media')
  const given = ctx.params.json('media', "can't parse input media JSON object")
  if (!isObject(given)) throw badRequest("can't parse InputMedia: expected an Object")
  return readInputMedia(ctx, given, false)
}

/** A message of an album stays fit for it. */
function checkAlbum(message: Message, { kind }: Media) {
  if (kind === 'animation') throw badRequest("message content type can't be used in an album")
  const lonely = (of: string) => of === 'audio' || of === 'document'
  const before = message.audio ? 'audio' : message.document && !message.animation ? 'document' : 'picture'
  if (kind !== before && (lonely(kind) || lonely(before))) throw badRequest("can't change media type in the album")
}

function content(ctx: CallContext, media: Media) {
  try {
    return mediaToSay(ctx, media)
  } catch (error) {
    throw error instanceof BackendRefusal ? error.alone() : error
  }
}

const editMessageReplyMarkup: Method = (ctx) => {
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx)
  return apply(ctx, chat, stored, { reply_markup: markup(chat) })
}

function apply(ctx: CallContext, chat: ChatRecord, stored: StoredMessage, changes: Changes) {
  const current = stored.message as unknown as Changes
  const compared = Object.keys(changes).filter((key) => key !== 'link_preview_options' || hasLink(changes))
  if (compared.every((key) => isDeepStrictEqual(current[key], changes[key]))) throw badRequest(NOT_MODIFIED)
  edit(ctx.world, chat, stored, changes as Partial<Message>)
  return edited(ctx, stored)
}

/** Without a link there is no preview to change. */
const hasLink = ({ entities }: Changes) =>
  Array.isArray(entities) && entities.some(({ type }) => type === 'url' || type === 'text_link')

const orNothing = <T>(list: T[]) => (list.length > 0 ? list : undefined)

const deleteMessage: Method = (ctx) => {
  if (ctx.params.text('chat_id') === '') throw badRequest('chat identifier is not specified')
  if (ctx.params.integer('message_id', 0) <= 0) throw badRequest('message identifier is not specified')
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to delete')
  const reason = refusal(ctx, chat, stored)
  if (reason) throw badRequest(reason)
  remove(ctx.world, chat, stored.message.message_id)
  return true
}

const deleteMessages: Method = (ctx) => {
  const ids = readIds(ctx)
  const chat = chatToWrite(ctx)
  // What is missing is skipped in silence; one that may not be deleted refuses them all.
  const found = ids.map((id) => chat.messages.get(id)).filter((stored) => stored !== undefined)
  const reason = found.map((stored) => refusal(ctx, chat, stored)).find(Boolean)
  if (reason) throw badRequest(reason)
  for (const { message } of found) remove(ctx.world, chat, message.message_id)
  return true
}

const refusal = (ctx: CallContext, chat: ChatRecord, stored: StoredMessage) =>
  deletionRefusal(chat, ctx.bot, stored, unix(ctx.world))

export const editMethods = {
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
}
