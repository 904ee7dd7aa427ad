import type { ChatRecord, InviteLink } from '../../types.ts'
import { isIn } from '../../world/chats.ts'
import { addLink, answerRequest, type LinkSpec, primaryLink } from '../../world/links.ts'
import { linkJson } from '../../world/member-json.ts'
import { memberOf } from '../../world/members.ts'
import { unix } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { needRight } from '../rights.ts'
import { chatToWrite } from '../target.ts'
import { cleanName } from './chats.ts'
import type { CallContext, Method } from './context.ts'

/** A new primary link; the old one leads nowhere any more. */
const exportChatInviteLink: Method = (ctx) => {
  const chat = inviting(ctx)
  return renewed(ctx, chat).link
}

function renewed(ctx: CallContext, chat: ChatRecord): InviteLink {
  const old = chat.links.find((link) => link.primary && !link.revoked && link.creator === ctx.bot.id)
  if (old) old.revoked = true
  return primaryLink(ctx.world, chat, ctx.bot.id)
}

const createChatInviteLink: Method = (ctx) => {
  const spec = readLink(ctx)
  const chat = inviting(ctx)
  return linkJson(ctx.world, chat, addLink(ctx.world, chat, ctx.bot.id, spec), ctx.bot)
}

const editChatInviteLink: Method = (ctx) => {
  const spec = readLink(ctx)
  const chat = inviting(ctx)
  const link = ownLink(ctx, chat)
  if (link.primary) throw badRequest('CHAT_INVITE_PERMANENT')
  if (link.revoked) throw badRequest('INVITE_HASH_EXPIRED')
  for (const field of ['name', 'expires', 'limit'] as const) delete link[field]
  Object.assign(link, spec)
  ctx.world.touch()
  return linkJson(ctx.world, chat, link, ctx.bot)
}

/** In a channel, for Stars by the month. */
const createChatSubscriptionInviteLink: Method = (ctx) => {
  const { params, world, bot } = ctx
  const name = cleanName(params.text('name'), 32)
  const subscription = {
    period: params.integer('subscription_period', 0),
    price: params.integer('subscription_price', 0),
  }
  const chat = inviting(ctx)
  if (chat.kind !== 'channel') throw badRequest('CHAT_INVALID')
  if (subscription.period !== MONTH) throw badRequest('SUBSCRIPTION_PERIOD_INVALID')
  if (subscription.price < 1 || subscription.price > MOST_STARS) throw badRequest('SUBSCRIPTION_PRICE_INVALID')
  return linkJson(world, chat, addLink(world, chat, bot.id, { ...(name ? { name } : {}), subscription }), bot)
}
const MONTH = 2_592_000
const MOST_STARS = 10_000

/** What it costs stays as it is. */
const editChatSubscriptionInviteLink: Method = (ctx) => {
  const name = cleanName(ctx.params.text('name'), 32)
  const chat = inviting(ctx)
  const link = ownLink(ctx, chat)
  if (link.revoked || !link.subscription) throw badRequest('INVITE_HASH_EXPIRED')
  delete link.name
  if (name) link.name = name
  ctx.world.touch()
  return linkJson(ctx.world, chat, link, ctx.bot)
}

const revokeChatInviteLink: Method = (ctx) => {
  const chat = inviting(ctx)
  const link = ownLink(ctx, chat)
  if (link.revoked) throw badRequest('INVITE_HASH_EXPIRED')
  link.revoked = true
  if (link.primary) primaryLink(ctx.world, chat, ctx.bot.id)
  ctx.world.touch()
  return linkJson(ctx.world, chat, link, ctx.bot)
}

const approveChatJoinRequest: Method = (ctx) => answered(ctx, true)
const declineChatJoinRequest: Method = (ctx) => answered(ctx, false)

function answered(ctx: CallContext, approved: boolean) {
  const id = ctx.params.integer('user_id', 0, 0)
  if (id === 0) throw badRequest('invalid user_id specified')
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest("the chat can't have join requests")
  needRight(ctx, chat, 'can_invite_users', 'not enough rights to manage chat join requests')
  // Suites of three libraries agree: whom nobody has met has not asked, and in a group there is nothing to refuse.
  const isToldSo = approved || chat.kind === 'channel'
  if (isToldSo && isIn(memberOf(ctx.world, chat, id))) throw badRequest('USER_ALREADY_PARTICIPANT')
  if (!answerRequest(ctx.world, chat, ctx.bot.id, id, approved)) throw badRequest('HIDE_REQUESTER_MISSING')
  return true
}

function inviting(ctx: CallContext): ChatRecord {
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest("can't invite members to a private chat")
  needRight(ctx, chat, 'can_invite_users', 'not enough rights to manage chat invite link')
  return chat
}

function readLink({ params, world }: CallContext): LinkSpec {
  const expires = params.integer('expire_date', 0, 0)
  const limit = params.integer('member_limit', 0, 0, 100_000)
  const byRequest = params.flag('creates_join_request')
  const name = cleanName(params.text('name'), 32)
  if (byRequest && limit > 0)
    throw badRequest("member limit can't be specified for links requiring administrator approval")
  if (expires !== 0 && expires <= unix(world)) throw badRequest('EXPIRE_DATE_INVALID')
  if (limit > 99_999) throw badRequest('USAGE_LIMIT_INVALID')
  return { ...(name ? { name } : {}), ...(expires ? { expires } : {}), ...(limit ? { limit } : {}), byRequest }
}

/** A bot manages the links it made. */
function ownLink({ params, bot }: CallContext, chat: ChatRecord): InviteLink {
  const address = params.text('invite_link')
  if (address === '') throw badRequest('invite link must be non-empty')
  const link = chat.links.find((one) => one.link === address && one.creator === bot.id)
  if (!link) throw badRequest('INVITE_HASH_EXPIRED')
  return link
}

export const inviteLinkMethods = {
  exportChatInviteLink,
  createChatInviteLink,
  editChatInviteLink,
  createChatSubscriptionInviteLink,
  editChatSubscriptionInviteLink,
  revokeChatInviteLink,
  approveChatJoinRequest,
  declineChatJoinRequest,
}
