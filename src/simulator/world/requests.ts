import type { ChatShared, UsersShared } from '@grammyjs/types'
import type { BotRecord, ChatRecord, Person, StoredMessage } from '../types.ts'
import { put } from './actions.ts'
import { groupKey, isIn } from './chats.ts'
import { siblings } from './files.ts'
import { hasAll, type Request, whyNotChat, whyNotUser } from './fitting.ts'
import { places } from './group-acts.ts'
import { Impossible } from './impossible.ts'
import { photoJson } from './media.ts'
import { memberOf } from './members.ts'
import type { Content } from './messages.ts'
import { RIGHTS, type Rights } from './right-names.ts'
import { botUser, personUser, type World } from './world.ts'

/** Shares people and bots: what the button asked of each, and no more. */
export function usersShared(world: World, person: Person, chat: ChatRecord, request: Request, ids: number[]) {
  if (ids.length === 0 || ids.length > (request.max_quantity ?? 1)) throw new Impossible('Too many, or nobody.')
  const users = ids.map((id) => sharedUser(world, request, id))
  const users_shared = { request_id: request.request_id, users, user_ids: ids } as UsersShared
  const [first] = ids
  const single = ids.length === 1 ? { user_shared: { request_id: request.request_id, user_id: first } } : {}
  return put(world, person, chat, { users_shared, ...single } as Content, {})
}

/** Shares a chat; the bot gets the place in it that it asked for, as a client arranges. */
export function chatShared(
  world: World,
  person: Person,
  chat: ChatRecord,
  request: Request,
  id: number,
): StoredMessage {
  const chosen = world.chats.get(groupKey(id))
  const bot = world.bots.get(chat.bot ?? 0)
  if (!chosen || !bot || !isIn(chosen.members.get(person.id))) throw new Impossible('There is no such chat.')
  const reason = whyNotChat(world, person, bot, chosen, request)
  if (reason) throw new Impossible(reason)
  seat(world, person, chosen, bot, request)
  const { title = '', username, photo } = chosen
  const first = world.files.get(`${photo}s`)
  const chat_shared = {
    request_id: request.request_id,
    chat_id: id,
    ...(request.request_title ? { title } : {}),
    ...(request.request_username && username ? { username } : {}),
    ...(request.request_photo && first ? { photo: photoJson(siblings(world, first)) } : {}),
  } as ChatShared
  return put(world, person, chat, { chat_shared }, {})
}

function sharedUser(world: World, request: Request, id: number) {
  const [found, bot] = [world.people.get(id), world.bots.get(id)]
  const user = found ? personUser(found) : bot && botUser(bot)
  if (!user) throw new Impossible('There is no such person.')
  const reason = whyNotUser(user, request)
  if (reason) throw new Impossible(reason)
  const names = { first_name: user.first_name, ...(user.last_name ? { last_name: user.last_name } : {}) }
  const first = world.files.get(`${found?.photos?.[0]}s`)
  return {
    user_id: id,
    ...(request.request_name ? names : {}),
    ...(request.request_username && user.username ? { username: user.username } : {}),
    ...(request.request_photo && first ? { photo: photoJson(siblings(world, first)) } : {}),
  }
}

function seat(world: World, person: Person, chat: ChatRecord, bot: BotRecord, request: Request) {
  const now = memberOf(world, chat, bot.id)
  const asked = request.bot_administrator_rights
  if (!hasAll(now, asked)) {
    const rights = Object.fromEntries(RIGHTS.map((r) => [r, Boolean(asked?.[r] || now.rights?.[r])])) as Rights
    places(world, person, chat, bot.id, { status: 'administrator', rights })
  } else if (request.bot_is_member && !isIn(now)) places(world, person, chat, bot.id, { status: 'member' })
}
