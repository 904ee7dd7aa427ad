import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../../types.ts'
import { forBot } from '../../world/copies.ts'
import { inlineMessage } from '../../world/inline-ids.ts'
import { mayEdit } from '../../world/rights.ts'
import { badRequest } from '../errors.ts'
import { messageIn } from '../target.ts'
import type { CallContext } from './context.ts'
import { chatToSend } from './say.ts'

export const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

/** The message a bot edits: its own, not forwarded, and not one that brought a reply keyboard. */
export function ownMessage(
  ctx: CallContext,
  refusal = "message can't be edited",
): { chat: ChatRecord; stored: StoredMessage } {
  const { params } = ctx
  if (params.text('chat_id') === '' && params.integer('message_id', 0) <= 0) {
    if (params.text('inline_message_id') === '') throw badRequest('message identifier is not specified')
    const found = inlineMessage(ctx.world, ctx.bot, params.text('inline_message_id'))
    if (!found) throw badRequest('MESSAGE_ID_INVALID')
    return found
  }
  const chat = chatToSend(ctx)
  const stored = messageIn(ctx, chat, 'message to edit')
  if (!mayEdit(chat, ctx.bot, stored.sender) || stored.fixed || stored.message.forward_origin) throw badRequest(refusal)
  return { chat, stored }
}

/** What an edit answers: the message, or true for one that was said inline. */
export const edited = (ctx: CallContext, stored: StoredMessage) =>
  ctx.params.text('chat_id') === '' ? true : forBot(ctx.bot, stored.message)

/** Kinds of messages that have nothing to edit but their buttons. */
const ONLY_BUTTONS = ['contact', 'dice', 'sticker', 'venue', 'video_note', 'poll'] as const

export function checkHasContent({ message, liveUntil }: StoredMessage) {
  const isStill = message.location !== undefined && liveUntil === undefined
  if (isStill || ONLY_BUTTONS.some((field) => message[field] !== undefined)) throw badRequest("message can't be edited")
}

export const isOfKind = (message: Message, fields: readonly (keyof Message)[]) =>
  fields.some((field) => message[field] !== undefined)
