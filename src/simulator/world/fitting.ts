import type { BotRecord, ChatRecord, Member, Person, User } from '../types.ts'
import { isIn } from './chats.ts'
import { permitted } from './group-acts.ts'
import { memberOf } from './members.ts'
import { RIGHTS, type Rights } from './right-names.ts'
import { hasRight } from './rights.ts'
import { botUser, personUser, type World } from './world.ts'

/** What a button that asks for people or for a chat wishes for, in the Bot API's words. */
export interface Request {
  request_id: number
  max_quantity?: number
  user_administrator_rights?: Partial<Rights>
  bot_administrator_rights?: Partial<Rights>
  [wish: string]: unknown
}

export const asRequest = (request: object) => request as Request

/** The people and bots that fit, without the person who chooses. Nobody here has Telegram Premium. */
export const fittingUsers = (world: World, person: Person, request: Request): User[] =>
  [...[...world.people.values()].map(personUser), ...[...world.bots.values()].map(botUser)].filter(
    (user) => user.id !== person.id && !whyNotUser(user, request),
  )

/** The groups or channels that fit. */
export const fittingChats = (world: World, person: Person, bot: BotRecord, request: Request): ChatRecord[] =>
  [...world.chats.values()].filter(
    (chat) => chat.kind !== 'private' && !chat.deleted && !whyNotChat(world, person, bot, chat, request),
  )

/** Why somebody cannot be chosen, or undefined when they can. */
export function whyNotUser(user: User, { user_is_bot, user_is_premium }: Request): string | undefined {
  if (user_is_bot !== undefined && user_is_bot !== user.is_bot)
    return user_is_bot ? 'Only a bot can be chosen.' : 'Only a person can be chosen.'
  return user_is_premium ? 'Only somebody with Telegram Premium can be chosen; nobody here has it.' : undefined
}

export function whyNotChat(world: World, person: Person, bot: BotRecord, chat: ChatRecord, request: Request) {
  const me = memberOf(world, chat, person.id)
  if (!isIn(me)) return 'There is no such chat.'
  const { chat_is_channel, chat_is_forum, chat_has_username, chat_is_created, bot_is_member } = request
  if (Boolean(chat_is_channel) !== (chat.kind === 'channel'))
    return chat_is_channel ? 'Only a channel can be chosen.' : 'Only a group can be chosen.'
  if (chat_is_forum !== undefined && chat_is_forum !== Boolean(chat.forum))
    return chat_is_forum ? 'Only a group with topics can be chosen.' : 'Only a group without topics can be chosen.'
  if (chat_has_username !== undefined && chat_has_username !== Boolean(chat.username))
    return chat_has_username ? 'Only a public chat can be chosen.' : 'Only a private chat can be chosen.'
  if (chat_is_created && me.status !== 'creator') return 'Only a chat of your own can be chosen.'
  if (!hasAll(me, request.user_administrator_rights)) return 'You have too few rights in that chat.'
  const bots = memberOf(world, chat, bot.id)
  const lacks = !hasAll(bots, request.bot_administrator_rights)
  if (lacks && !hasRight(me, 'can_promote_members')) return 'You may not make the bot an administrator there.'
  if (bot_is_member && !lacks && !isIn(bots) && !permitted(chat, me, 'can_invite_users'))
    return 'You may not add the bot there.'
  return undefined
}

const wanted = (rights: Partial<Rights> | undefined) => RIGHTS.filter((right) => rights?.[right])
export const hasAll = (member: Member, rights: Partial<Rights> | undefined) =>
  wanted(rights).every((right) => hasRight(member, right))
