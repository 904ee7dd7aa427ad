import type { ChatShared, KeyboardButton, UsersShared } from '@grammyjs/types'
import type { ChatRecord, Person, StoredMessage } from '../types.ts'
import { type Place, put, says, sendsLocation } from './actions.ts'
import { groupKey, isIn } from './chats.ts'
import { siblings } from './files.ts'
import { Impossible } from './impossible.ts'
import { photoJson } from './media.ts'
import type { Content } from './messages.ts'
import { type NewPoll, sendsContact, sendsPoll } from './sends.ts'
import { botUser, personUser, type World } from './world.ts'

/** What a person gives when a reply keyboard's button asks for something. */
export interface Given {
  location?: Place
  poll?: NewPoll
  /** Chosen people and bots, by id. */
  users?: number[]
  chat?: number
}

type Button = Exclude<KeyboardButton, string>

/** The button of that label on the chat's reply keyboard. */
export function replyButtonLabelled(chat: ChatRecord, label: string): Button | undefined {
  const buttons = (chat.keyboard?.keyboard ?? []).flat()
  const found = buttons.find((button) => (typeof button === 'string' ? button : button.text) === label)
  return typeof found === 'string' ? { text: found } : found
}

/** Presses a reply keyboard's button: its text is said, or what it asks for is shared. */
export function shares(world: World, person: Person, chat: ChatRecord, label: string, given: Given = {}) {
  const button = replyButtonLabelled(chat, label)
  if (!button) throw new Impossible(`There is no button ${JSON.stringify(label)} to press.`)
  if ('request_contact' in button && button.request_contact) return sendsContact(world, person, chat)
  if ('request_location' in button && button.request_location)
    return sendsLocation(world, person, chat, wanted(given.location, 'a place'))
  if ('request_poll' in button && button.request_poll)
    return sendsPoll(world, person, chat, pollFor(button.request_poll.type, wanted(given.poll, 'a poll')))
  if ('request_users' in button && button.request_users)
    return usersShared(world, person, chat, asked(button.request_users), wanted(given.users, 'people'))
  if ('request_chat' in button && button.request_chat)
    return chatShared(world, person, chat, asked(button.request_chat), wanted(given.chat, 'a chat'))
  if ('web_app' in button && button.web_app) throw new Impossible('That button opens a page.')
  return says(world, person, chat, label)
}

function wanted<T>(given: T | undefined, what: string): T {
  if (given === undefined) throw new Impossible(`That button asks for ${what}.`)
  return given
}

function pollFor(type: string | undefined, poll: NewPoll): NewPoll {
  const isQuiz = poll.correct !== undefined
  if ((type === 'quiz' && !isQuiz) || (type === 'regular' && isQuiz))
    throw new Impossible(`That button asks for a ${type} poll.`)
  return poll
}

interface Request {
  request_id: number
  max_quantity?: number
  [wish: string]: unknown
}

const asked = (request: object) => request as Request

function usersShared(world: World, person: Person, chat: ChatRecord, asked: Request, ids: number[]): StoredMessage {
  if (ids.length === 0 || ids.length > (asked.max_quantity ?? 1)) throw new Impossible('Too many, or nobody.')
  const users = ids.map((id) => sharedUser(world, asked, id))
  const users_shared = { request_id: asked.request_id, users, user_ids: ids } as UsersShared
  const [first] = ids
  const single = ids.length === 1 ? { user_shared: { request_id: asked.request_id, user_id: first } } : {}
  return put(world, person, chat, { users_shared, ...single } as Content, {})
}

function sharedUser(world: World, asked: Request, id: number) {
  const [found, bot] = [world.people.get(id), world.bots.get(id)]
  const user = found ? personUser(found) : bot && botUser(bot)
  if (!user) throw new Impossible('There is no such person.')
  if (asked.user_is_bot !== undefined && asked.user_is_bot !== user.is_bot)
    throw new Impossible(asked.user_is_bot ? 'Only a bot can be chosen.' : 'Only a person can be chosen.')
  const names = { first_name: user.first_name, ...(user.last_name ? { last_name: user.last_name } : {}) }
  const first = world.files.get(`${found?.photos?.[0]}s`)
  return {
    user_id: id,
    ...(asked.request_name ? names : {}),
    ...(asked.request_username && user.username ? { username: user.username } : {}),
    ...(asked.request_photo && first ? { photo: photoJson(siblings(world, first)) } : {}),
  }
}

function chatShared(world: World, person: Person, chat: ChatRecord, asked: Request, id: number): StoredMessage {
  const chosen = world.chats.get(groupKey(id))
  if (!chosen || !isIn(chosen.members.get(person.id))) throw new Impossible('There is no such chat.')
  const isChannel = (chosen.kind as string) === 'channel'
  if (Boolean(asked.chat_is_channel) !== isChannel)
    throw new Impossible(asked.chat_is_channel ? 'Only a channel can be chosen.' : 'Only a group can be chosen.')
  const { username } = chosen as { username?: string }
  const chat_shared = {
    request_id: asked.request_id,
    chat_id: id,
    ...(asked.request_title ? { title: chosen.title ?? '' } : {}),
    ...(asked.request_username && username ? { username } : {}),
  } as ChatShared
  return put(world, person, chat, { chat_shared }, {})
}
