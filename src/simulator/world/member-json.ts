import type { BotRecord, ChatRecord, InviteLink, Member } from '../types.ts'
import { permissionsOf } from './right-names.ts'
import { hasRight, permissionsJson, rightsJson, usualRights } from './rights.ts'
import { userOf, type World } from './world.ts'

/** A ChatMember, as one bot sees it: what it may edit depends on who looks. */
export function memberJson(world: World, chat: ChatRecord, id: number, member: Member, viewer: BotRecord) {
  const user = userOf(world, id) ?? { id, is_bot: false, first_name: '' }
  const { status } = member
  const title = member.title ? { custom_title: member.title } : {}
  const tag = member.tag ? { tag: member.tag } : {}
  if (status === 'creator') return { user, status, ...title, is_anonymous: member.rights?.is_anonymous ?? false }
  if (status === 'administrator') {
    const rights = rightsJson(chat.kind, member.rights ?? usualRights())
    return {
      user,
      status,
      can_be_edited: canEdit(chat, member, viewer),
      ...rights,
      can_manage_voice_chats: rights.can_manage_video_chats ?? false,
      ...title,
    }
  }
  if (status === 'restricted')
    return {
      user,
      status,
      ...tag,
      until_date: member.until ?? 0,
      ...permissionsJson(member.permissions ?? permissionsOf(() => false)),
      is_member: member.isMember ?? false,
    }
  if (status === 'kicked') return { user, status, until_date: member.until ?? 0 }
  return status === 'member' ? { user, status, ...tag } : { user, status }
}

/** An administrator is edited by who made them one. */
export const canEdit = (chat: ChatRecord, member: Member, viewer: BotRecord) =>
  member.by === viewer.id && hasRight(chat.members.get(viewer.id), 'can_promote_members')

/** A ChatInviteLink; of another administrator's link a bot sees only the beginning. */
export function linkJson(world: World, chat: ChatRecord, link: InviteLink, viewer: BotRecord) {
  const { subscription } = link
  const pending = chat.requests.filter((request) => request.link === link.link).length
  return {
    invite_link: link.creator === viewer.id ? link.link : `${link.link.slice(0, -8)}…`,
    ...(link.name ? { name: link.name } : {}),
    creator: userOf(world, link.creator),
    ...(link.expires ? { expire_date: link.expires } : {}),
    ...(link.limit ? { member_limit: link.limit } : {}),
    ...(pending > 0 ? { pending_join_request_count: pending } : {}),
    creates_join_request: link.byRequest,
    ...(subscription ? { subscription_period: subscription.period, subscription_price: subscription.price } : {}),
    is_primary: link.primary,
    is_revoked: link.revoked,
  }
}
