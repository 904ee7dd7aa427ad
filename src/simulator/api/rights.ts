import type { ChatRecord, Member } from '../types.ts'
import { memberOf } from '../world/members.ts'
import type { Content } from '../world/messages.ts'
import type { Right } from '../world/right-names.ts'
import { forbiddenSort, hasRight } from '../world/rights.ts'
import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

/** The bot's own place in a chat. */
export const me = (ctx: CallContext, chat: ChatRecord): Member => memberOf(ctx.world, chat, ctx.bot.id)

/** Refuses a call for which the bot lacks the right. */
export function needRight(ctx: CallContext, chat: ChatRecord, right: Right, refusal: string) {
  if (!hasRight(me(ctx, chat), right)) throw badRequest(refusal)
}

/** Refuses a message that the bot may not send to the chat. */
export function checkSend(ctx: CallContext, chat: ChatRecord, content: Content) {
  if (chat.kind === 'channel')
    return needRight(ctx, chat, 'can_post_messages', 'need administrator rights in the channel chat')
  const sort = forbiddenSort(chat, me(ctx, chat), content)
  if (sort) throw badRequest(`not enough rights to send ${sort} to the chat`)
}
