import type { KeyboardButton } from '@grammyjs/types'
import type { ChatRecord, Person, User } from '../types.ts'
import { type Place, says, sendsLocation } from './actions.ts'
import { asRequest, fittingChats, fittingUsers } from './fitting.ts'
import { Impossible } from './impossible.ts'
import { chatShared, usersShared } from './requests.ts'
import { type NewPoll, sendsContact, sendsPoll } from './sends.ts'
import type { World } from './world.ts'

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
    return usersShared(world, person, chat, asRequest(button.request_users), wanted(given.users, 'people'))
  if ('request_chat' in button && button.request_chat)
    return chatShared(world, person, chat, asRequest(button.request_chat), wanted(given.chat, 'a chat'))
  if ('web_app' in button && button.web_app) throw new Impossible('That button opens a page.')
  if ('request_managed_bot' in button) throw new Impossible('Managed bots are not simulated.')
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

export interface Choices {
  users?: User[]
  chats?: ChatRecord[]
  /** How many may be chosen. */
  most: number
}

/** Whom a person may choose for a button that asks for people or a chat. */
export function choicesFor(world: World, person: Person, chat: ChatRecord, label: string): Choices {
  const button = replyButtonLabelled(chat, label)
  const bot = world.bots.get(chat.bot ?? 0)
  if (button && 'request_users' in button && button.request_users)
    return {
      users: fittingUsers(world, person, asRequest(button.request_users)),
      most: button.request_users.max_quantity ?? 1,
    }
  if (button && bot && 'request_chat' in button && button.request_chat)
    return { chats: fittingChats(world, person, bot, asRequest(button.request_chat)), most: 1 }
  throw new Impossible(`There is no button ${JSON.stringify(label)} that asks for somebody.`)
}
