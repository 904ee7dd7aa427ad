import type { BotRecord, ChatRecord, Member } from '../types.ts'
import { MEDIA, type Permission, type Permissions, RIGHTS, type Right, type Rights, rightsOf } from './right-names.ts'

const CHANNELS_ONLY: Right[] = ['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages']
const GROUPS_ONLY: Right[] = ['can_pin_messages', 'can_manage_tags']

/** What somebody gets who is made an administrator without a word about their rights. */
export const usualRights = (): Rights =>
  rightsOf((right) => right !== 'is_anonymous' && right !== 'can_promote_members' && right !== 'can_manage_topics')

/** The rights that mean something in such a chat. */
export const rightsIn = (kind: ChatRecord['kind']): readonly Right[] =>
  RIGHTS.filter((right) => {
    if (CHANNELS_ONLY.includes(right)) return kind === 'channel'
    if (GROUPS_ONLY.includes(right)) return kind !== 'channel'
    return right !== 'can_manage_topics' || kind === 'supergroup'
  })

export const rightsJson = (kind: ChatRecord['kind'], rights: Rights) =>
  Object.fromEntries(rightsIn(kind).map((right) => [right, rights[right]]))

export const permissionsJson = (permissions: Permissions) => ({
  ...permissions,
  can_send_media_messages: MEDIA.every((permission) => permissions[permission]),
})

/** Whether an administrator (or the owner) has a right. Of plain members' permissions a bot gets none of these. */
export const hasRight = (member: Member | undefined, right: Right): boolean =>
  member?.status === 'creator' || (member?.status === 'administrator' && member.rights?.[right] === true)

/** Whether somebody in the chat may do what plain members may. */
export function isPermitted(chat: ChatRecord, member: Member | undefined, permission: Permission): boolean {
  if (chat.kind === 'private' || member?.status === 'creator') return true
  if (chat.kind === 'channel') return hasRight(member, 'can_post_messages')
  if (member?.status === 'administrator') return member.rights?.[permission as Right] ?? true
  const own = member?.status === 'restricted' ? member.permissions?.[permission] === true : member?.status === 'member'
  return own && chat.permissions[permission]
}

interface Sort {
  field: string
  permission: Permission
  /** As the server names it in its refusal. */
  name: string
}

/** The first that fits: an animation is a document too, a venue a location. */
const SORTS: Sort[] = [
  { field: 'text', permission: 'can_send_messages', name: 'text messages' },
  { field: 'animation', permission: 'can_send_other_messages', name: 'animations' },
  { field: 'audio', permission: 'can_send_audios', name: 'music' },
  { field: 'document', permission: 'can_send_documents', name: 'documents' },
  { field: 'photo', permission: 'can_send_photos', name: 'photos' },
  { field: 'sticker', permission: 'can_send_other_messages', name: 'stickers' },
  { field: 'video', permission: 'can_send_videos', name: 'videos' },
  { field: 'video_note', permission: 'can_send_video_notes', name: 'video notes' },
  { field: 'voice', permission: 'can_send_voice_notes', name: 'voice notes' },
  { field: 'contact', permission: 'can_send_messages', name: 'contacts' },
  { field: 'dice', permission: 'can_send_other_messages', name: 'dice' },
  { field: 'invoice', permission: 'can_send_messages', name: 'invoice messages' },
  { field: 'paid_media', permission: 'can_send_photos', name: 'paid media' },
  { field: 'poll', permission: 'can_send_polls', name: 'polls' },
  { field: 'venue', permission: 'can_send_messages', name: 'venues' },
  { field: 'live', permission: 'can_send_messages', name: 'live locations' },
  { field: 'location', permission: 'can_send_messages', name: 'locations' },
]

/** What a sender lacks for such a message: the server's name of it, or undefined when it may be sent. */
export function forbiddenSort(chat: ChatRecord, member: Member | undefined, content: object): string | undefined {
  const said = content as Record<string, unknown>
  const isLive = typeof said.location === 'object' && 'live_period' in (said.location ?? {})
  const sort = SORTS.find(({ field }) => (field === 'live' ? isLive : said[field] !== undefined))
  return sort && !isPermitted(chat, member, sort.permission) ? sort.name : undefined
}

/** A bot deletes only what is younger than this, in seconds. */
const DELETABLE = 48 * 3600
const DAY = 24 * 3600

/** The server's refusal to delete a message, or undefined when the bot may. */
export function deletionRefusal(chat: ChatRecord, bot: BotRecord, message: Deletable, now: number) {
  const { sender, message: its } = message
  const isYoung = now - its.date < DELETABLE
  const isOwn = sender === bot.id
  const me = chat.members.get(bot.id)
  if (chat.kind === 'private' || chat.kind === 'group') {
    const isFreshDice = chat.kind === 'private' && 'dice' in its && now - its.date < DAY
    const isMine = chat.kind === 'private' || isOwn || hasRight(me, 'can_delete_messages')
    return isYoung && isMine && !isFreshDice ? undefined : "message can't be deleted for everyone"
  }
  const isBirth = BIRTHS.some((field) => field in its)
  const may = hasRight(me, 'can_delete_messages') || (isOwn && mayDeleteOwn(chat, me, its))
  return isYoung && !isBirth && may ? undefined : "message can't be deleted"
}

type Deletable = { sender: number; message: { date: number } & object }

const mayDeleteOwn = (chat: ChatRecord, me: Member | undefined, message: object) =>
  (chat.kind !== 'channel' && !isService(message)) || hasRight(me, 'can_post_messages')

/** The first message of a chat or a topic stays. */
const BIRTHS = ['supergroup_chat_created', 'channel_chat_created', 'migrate_from_chat_id', 'forum_topic_created']

const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'pinned_message',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'message_auto_delete_timer_changed',
  'proximity_alert_triggered',
  'boost_added',
  'users_shared',
  'chat_shared',
  'web_app_data',
  'write_access_allowed',
]

/** A service message: what happened, rather than what somebody said. */
export const isService = (message: object) => SERVICE.some((field) => field in message)

/** A bot edits its own messages; a channel's with the right to, whoever wrote them. */
export const mayEdit = (chat: ChatRecord, bot: BotRecord, sender: number) => {
  const me = chat.members.get(bot.id)
  if (chat.kind !== 'channel') return sender === bot.id
  return hasRight(me, 'can_edit_messages') || (sender === bot.id && hasRight(me, 'can_post_messages'))
}
