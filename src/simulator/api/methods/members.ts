import type { ChatRecord, Member } from '../../types.ts'
import { isAdmin, isIn } from '../../world/chats.ts'
import { canEdit, memberJson } from '../../world/member-json.ts'
import { memberOf, setMember } from '../../world/members.ts'
import { hasRight, rightsIn } from '../../world/rights.ts'
import { unix, userOf } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readPermissions, readRights } from '../permissions.ts'
import { me, needRight } from '../rights.ts'
import { chatKnown, chatToWrite } from '../target.ts'
import { userId } from '../users.ts'
import type { CallContext, Method } from './context.ts'

const ONLY_SUPERGROUPS = 'method is available only for supergroups'
const NO_BASIC = 'method is available for supergroup and channel chats only'
const NO_RESTRICT = 'not enough rights to restrict/unrestrict chat member'
const DAY = 86_400

const getChatMember: Method = (ctx) => {
  const id = userId(ctx)
  const chat = chatKnown(ctx, 'chat_id', id === ctx.bot.id ? 'read' : 'members')
  if (!userOf(ctx.world, id)) throw badRequest('user not found')
  if (chat.kind === 'private') {
    if (id !== chat.person && id !== chat.bot) throw badRequest('user not found')
    return { user: userOf(ctx.world, id), status: chat.blocked && id === chat.bot ? 'kicked' : 'member' }
  }
  if (chat.kind === 'channel' && id !== ctx.bot.id && !isAdmin(me(ctx, chat))) throw badRequest('CHAT_ADMIN_REQUIRED')
  return memberJson(ctx.world, chat, id, memberOf(ctx.world, chat, id), ctx.bot)
}

const getChatAdministrators: Method = (ctx) => {
  const chat = chatKnown(ctx, 'chat_id', 'members')
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat')
  if (chat.kind === 'channel' && !isAdmin(me(ctx, chat))) throw badRequest('member list is inaccessible')
  const withBots = ctx.params.flag('return_bots')
  return [...chat.members]
    .filter(([id, member]) => isAdmin(member) && (withBots || id === ctx.bot.id || !ctx.world.bots.has(id)))
    .map(([id, member]) => memberJson(ctx.world, chat, id, member, ctx.bot))
}

const getChatMemberCount: Method = (ctx) => {
  const chat = chatKnown(ctx, 'chat_id', 'members')
  return chat.kind === 'private'
    ? 2
    : [...chat.members.keys()].filter((id) => isIn(memberOf(ctx.world, chat, id))).length
}

const banChatMember: Method = (ctx) => {
  const id = userId(ctx)
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest("can't ban members in private chats")
  if (!userOf(ctx.world, id)) throw badRequest(chat.kind === 'group' ? 'USER_ID_INVALID' : 'PARTICIPANT_ID_INVALID')
  if (chat.kind === 'group') return removeFromBasic(ctx, chat, id)
  if (id === ctx.bot.id) throw badRequest("can't restrict self")
  const until = untilOf(ctx)
  restrictable(ctx, chat, id)
  setMember(ctx.world, chat, id, { status: 'kicked', ...until }, ctx.bot.id)
  return true
}

/** In a basic group nobody stays banned: who is removed has left. */
function removeFromBasic(ctx: CallContext, chat: ChatRecord, id: number) {
  const target = memberOf(ctx.world, chat, id)
  if (!isIn(target)) throw badRequest('USER_NOT_PARTICIPANT')
  if (id !== ctx.bot.id && (!hasRight(me(ctx, chat), 'can_restrict_members') || isAdmin(target)))
    throw badRequest('CHAT_ADMIN_REQUIRED')
  setMember(ctx.world, chat, id, { status: 'left' }, ctx.bot.id)
  return true
}

const unbanChatMember: Method = (ctx) => {
  const id = userId(ctx)
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private' || chat.kind === 'group') throw badRequest(NO_BASIC)
  const onlyBanned = ctx.params.flag('only_if_banned')
  if (!userOf(ctx.world, id)) throw badRequest(onlyBanned ? 'user not found' : 'PARTICIPANT_ID_INVALID')
  const target = memberOf(ctx.world, chat, id)
  if (target.status === 'left' || (onlyBanned && target.status !== 'kicked')) return true
  if (id === ctx.bot.id) throw badRequest("can't restrict self")
  restrictable(ctx, chat, id)
  // Nobody leaves without having been banned for a moment.
  if (isIn(target)) setMember(ctx.world, chat, id, { status: 'kicked', until: unix(ctx.world) + 60 }, ctx.bot.id)
  setMember(ctx.world, chat, id, { status: 'left' }, ctx.bot.id)
  return true
}

const restrictChatMember: Method = (ctx) => {
  const id = userId(ctx)
  const permissions = readPermissions(ctx.params, { legacy: true })
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup') throw badRequest(ONLY_SUPERGROUPS)
  if (!userOf(ctx.world, id)) throw badRequest('user not found')
  if (id === ctx.bot.id) throw badRequest("can't restrict self")
  restrictable(ctx, chat, id)
  const target = memberOf(ctx.world, chat, id)
  const isMember = isIn(target)
  const tag = target.tag ? { tag: target.tag } : {}
  const next: Member = Object.values(permissions).every(Boolean)
    ? { status: isMember ? 'member' : 'left', ...tag }
    : { status: 'restricted', permissions, isMember, ...untilOf(ctx), ...tag }
  setMember(ctx.world, chat, id, next, ctx.bot.id)
  return true
}

/** Whom the bot may ban and restrict. */
export function restrictable(ctx: CallContext, chat: ChatRecord, id: number) {
  const target = memberOf(ctx.world, chat, id)
  if (target.status === 'creator') throw badRequest("can't remove chat owner")
  needRight(ctx, chat, 'can_restrict_members', NO_RESTRICT)
  if (target.status === 'administrator' && !canEdit(chat, target, ctx.bot))
    throw badRequest('user is an administrator of the chat')
}

const promoteChatMember: Method = (ctx) => {
  const id = userId(ctx)
  const rights = readRights(ctx.params)
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private' || chat.kind === 'group') throw badRequest(NO_BASIC)
  if (!userOf(ctx.world, id)) throw badRequest('user not found')
  const target = memberOf(ctx.world, chat, id)
  if (target.status === 'creator') throw badRequest("can't remove chat owner")
  const isPromotion = rightsIn(chat.kind).some((right) => rights[right])
  if (id === ctx.bot.id) throw badRequest(isPromotion ? "can't promote self" : 'USER_ID_INVALID')
  needRight(ctx, chat, 'can_promote_members', 'not enough rights')
  if (target.status === 'administrator' && !canEdit(chat, target, ctx.bot)) throw badRequest('CHAT_ADMIN_REQUIRED')
  if (!isPromotion) {
    if (target.status === 'administrator') setMember(ctx.world, chat, id, { status: 'member' }, ctx.bot.id)
    return true
  }
  if (!isIn(target)) throw badRequest('USER_NOT_PARTICIPANT')
  const mine = me(ctx, chat)
  if (rightsIn(chat.kind).some((right) => rights[right] && right !== 'is_anonymous' && !hasRight(mine, right)))
    throw badRequest('RIGHT_FORBIDDEN')
  const title = target.title ? { title: target.title } : {}
  setMember(ctx.world, chat, id, { status: 'administrator', rights, by: ctx.bot.id, ...title }, ctx.bot.id)
  return true
}

const setChatAdministratorCustomTitle: Method = (ctx) => {
  const id = userId(ctx)
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup') throw badRequest(ONLY_SUPERGROUPS)
  if (!userOf(ctx.world, id)) throw badRequest('user not found')
  const { title: _, ...target } = memberOf(ctx.world, chat, id)
  if (target.status === 'creator') throw badRequest('only creator can edit their custom title')
  if (target.status !== 'administrator') throw badRequest('user is not an administrator')
  if (!canEdit(chat, target, ctx.bot)) throw badRequest('not enough rights to change custom title of the user')
  const title = rankOf(ctx, 'custom_title', 'ADMIN_RANK')
  setMember(ctx.world, chat, id, { ...target, ...(title ? { title } : {}) }, ctx.bot.id)
  return true
}

const setChatMemberTag: Method = (ctx) => {
  const id = userId(ctx)
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup' && chat.kind !== 'group') throw badRequest(ONLY_SUPERGROUPS)
  if (!userOf(ctx.world, id)) throw badRequest('user not found')
  needRight(ctx, chat, 'can_manage_tags', 'not enough rights to change tag of the user')
  const { tag: _, ...target } = memberOf(ctx.world, chat, id)
  if (!isIn(target)) throw badRequest('USER_NOT_PARTICIPANT')
  if (isAdmin(target)) throw badRequest('user is an administrator of the chat')
  const tag = rankOf(ctx, 'tag', 'ADMIN_RANK')
  setMember(ctx.world, chat, id, { ...target, ...(tag ? { tag } : {}) }, ctx.bot.id)
  return true
}

function rankOf({ params }: CallContext, name: string, error: string): string {
  const rank = params.text(name).trim()
  if (/\p{Extended_Pictographic}/u.test(rank)) throw badRequest(`${error}_EMOJI_NOT_ALLOWED`)
  if ([...rank].length > 16) throw badRequest(`${error}_INVALID`)
  return rank
}

/** Less than half a minute or more than a year and a day ahead means forever. */
function untilOf({ params, world }: CallContext): { until?: number } {
  const until = params.integer('until_date', 0)
  const ahead = until - unix(world)
  return ahead < 30 || ahead > 366 * DAY ? {} : { until }
}

export const memberMethods = {
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  getChatMembersCount: getChatMemberCount,
  banChatMember,
  kickChatMember: banChatMember,
  unbanChatMember,
  restrictChatMember,
  promoteChatMember,
  setChatAdministratorCustomTitle,
  setChatMemberTag,
}
