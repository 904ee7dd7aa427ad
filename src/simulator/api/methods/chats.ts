import type { ChatRecord } from '../../types.ts'
import { isIn } from '../../world/chats.ts'
import { newestPinned, removePhoto, rename, setPhoto } from '../../world/details.ts'
import { fileIdFor } from '../../world/files.ts'
import { primaryLink } from '../../world/links.ts'
import { setMember } from '../../world/members.ts'
import { hasRight, permissionsJson } from '../../world/rights.ts'
import { forBot } from '../../world/visibility.ts'
import { chatOf, tell } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readPermissions } from '../permissions.ts'
import { me, needRight } from '../rights.ts'
import { chatKnown, chatToWrite } from '../target.ts'
import type { CallContext, Method } from './context.ts'

const getChat: Method = (ctx) => {
  const chat = chatKnown(ctx)
  const pinned = newestPinned(chat)?.message
  const { reply_to_message: _, ...shown } = pinned ?? {}
  return {
    ...chatOf(ctx.world, chat),
    ...(chat.kind === 'private' ? privateDetails(ctx, chat) : groupDetails(ctx, chat)),
    ...(pinned ? { pinned_message: forBot(ctx.bot, shown as typeof pinned) } : {}),
    ...(chat.availableReactions ? { available_reactions: chat.availableReactions } : {}),
    max_reaction_count: 11,
    accent_color_id: Math.abs(chat.id) % 7,
    accepted_gift_types: NO_GIFTS,
  }
}

function privateDetails({ world }: CallContext, chat: ChatRecord) {
  const person = world.people.get(chat.person ?? 0)
  return {
    ...(person?.username ? { active_usernames: [person.username] } : {}),
    ...(person?.bio ? { bio: person.bio } : {}),
  }
}

function groupDetails(ctx: CallContext, chat: ChatRecord) {
  const invites = hasRight(me(ctx, chat), 'can_invite_users')
  return {
    ...(chat.username ? { active_usernames: [chat.username] } : {}),
    ...(chat.description ? { description: chat.description } : {}),
    ...(invites ? { invite_link: primaryLink(ctx.world, chat, ctx.bot.id).link } : {}),
    ...(chat.kind === 'channel' ? {} : { permissions: permissionsJson(chat.permissions) }),
    ...(chat.kind === 'supergroup' ? { has_visible_history: true } : {}),
    ...(chat.kind === 'channel' ? { can_send_paid_media: true } : {}),
    ...(chat.linked === undefined ? {} : { linked_chat_id: chat.linked }),
    ...(chat.photo ? { photo: photoOf(ctx, chat.photo) } : {}),
  }
}

/** A chat's picture is known in two sizes. */
function photoOf({ bot, world }: CallContext, photo: string) {
  const sizes = [...world.files.values()].filter((file) => file.bytes === photo).map(({ unique }) => unique)
  const [small = photo, big = small] = [sizes[0], sizes.at(-1)]
  return {
    small_file_id: fileIdFor(bot, small),
    small_file_unique_id: small,
    big_file_id: fileIdFor(bot, big),
    big_file_unique_id: big,
  }
}

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
}

const leaveChat: Method = (ctx) => {
  const chat = chatKnown(ctx)
  if (chat.kind === 'private') throw badRequest("can't leave private chats")
  if (isIn(me(ctx, chat))) setMember(ctx.world, chat, ctx.bot.id, { status: 'left' }, ctx.bot.id)
  return true
}

const setChatTitle: Method = (ctx) => {
  const chat = changing(ctx, "can't change private chat title", 'not enough rights to change chat title')
  const title = cleanName(ctx.params.text('title'), 128)
  if (title === '') throw badRequest('title must be non-empty')
  rename(ctx.world, chat, ctx.bot.id, title)
  return true
}

const setChatDescription: Method = (ctx) => {
  const chat = changing(ctx, "can't change private chat description", 'not enough rights to set chat description')
  const description = [...ctx.params.text('description').trim()].slice(0, 255).join('')
  if (description === (chat.description ?? '')) throw badRequest('chat description is not modified')
  if (description) chat.description = description
  else delete chat.description
  saved(ctx, chat)
  return true
}

const setChatPhoto: Method = (ctx) => {
  const upload = ctx.params.files.get('photo') ?? attached(ctx)
  if (!upload)
    throw badRequest(
      ctx.params.text('photo') ? 'photo must be uploaded as an InputFile' : 'there is no photo in the request',
    )
  const chat = changing(ctx, "can't change private chat photo", 'not enough rights to change chat photo')
  if (!setPhoto(ctx.world, chat, ctx.bot.id, upload)) throw badRequest('IMAGE_PROCESS_FAILED')
  return true
}

const attached = ({ params }: CallContext) => {
  const name = /^attach:\/\/(.+)$/.exec(params.text('photo'))?.[1]
  return name === undefined ? undefined : params.files.get(name)
}

const deleteChatPhoto: Method = (ctx) => {
  const chat = changing(ctx, "can't change private chat photo", 'not enough rights to change chat photo')
  if (!chat.photo) throw badRequest('CHAT_NOT_MODIFIED')
  removePhoto(ctx.world, chat, ctx.bot.id)
  return true
}

const setChatPermissions: Method = (ctx) => {
  const permissions = readPermissions(ctx.params, { legacy: false })
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest("can't change private chat permissions")
  if (chat.kind === 'channel') throw badRequest("can't change channel chat permissions")
  needRight(ctx, chat, 'can_restrict_members', 'not enough rights to change chat permissions')
  // Nobody but administrators changes or pins anything where everybody can look in.
  const open = chat.username === undefined ? {} : { can_change_info: false, can_pin_messages: false }
  chat.permissions = { ...permissions, ...open }
  saved(ctx, chat)
  return true
}

/** No group has a sticker set of its own here. */
const setChatStickerSet: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup') throw badRequest('method is available only for supergroups')
  if (ctx.params.text('sticker_set_name') === '') throw badRequest('sticker_set_name is empty')
  needRight(ctx, chat, 'can_change_info', 'not enough rights to change supergroup sticker set')
  throw badRequest("can't set supergroup sticker set")
}

const deleteChatStickerSet: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup') throw badRequest('method is available only for supergroups')
  needRight(ctx, chat, 'can_change_info', 'not enough rights to change supergroup sticker set')
  throw badRequest("can't set supergroup sticker set")
}

/** A chat whose face the bot may change. */
function changing(ctx: CallContext, inPrivate: string, refusal: string): ChatRecord {
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest(inPrivate)
  needRight(ctx, chat, 'can_change_info', refusal)
  return chat
}

function saved({ world }: CallContext, chat: ChatRecord) {
  tell(world, { type: 'chats', chat })
  world.touch()
}

/** Names have no line breaks and no double spaces, and are cut at their limit. */
export const cleanName = (text: string, limit: number) =>
  [...text.replace(/\s+/g, ' ').trim()].slice(0, limit).join('').trim()

export const chatMethods = {
  getChat,
  leaveChat,
  setChatTitle,
  setChatDescription,
  setChatPhoto,
  deleteChatPhoto,
  setChatPermissions,
  setChatStickerSet,
  deleteChatStickerSet,
}
