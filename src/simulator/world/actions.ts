import type { InlineKeyboardButton, Location, Message } from '@grammyjs/types'
import { detect } from '../entities/detect.ts'
import { tidy } from '../entities/fix.ts'
import type { ChatRecord, Person, StoredMessage } from '../types.ts'
import { Impossible } from './impossible.ts'
import { type Content, edit, type PostOptions, post, setBlocked, textContent } from './messages.ts'
import { millis, tell, type World } from './world.ts'
import { whyNotWrite } from './writing.ts'

/** The topic somebody writes in, the channel they write as. */
export type Where = Pick<PostOptions, 'thread' | 'as'>

/** What people do. Each is one synchronous change of the world; a wrong one throws `Impossible`. */
export { Impossible }

export interface ReplyTo {
  message: number
  /** Words of that message. */
  quote?: string
}

export function says(
  world: World,
  person: Person,
  chat: ChatRecord,
  text: string,
  replyTo?: ReplyTo,
  where: Where = {},
): StoredMessage {
  const { text: clean } = tidy({ text, entities: [] })
  if (clean === '') throw new Impossible('The message is empty.')
  if ([...clean].length > 4096) throw new Impossible('The message is longer than 4096 characters.')
  const { options, content } = answered(chat, replyTo)
  return put(world, person, chat, { ...textContent(clean, detect(clean)), ...content }, { ...options, ...where })
}

export function edits(world: World, person: Person, chat: ChatRecord, id: number, text: string): StoredMessage {
  const stored = ownMessage(person, chat, id)
  const { text: clean } = tidy({ text, entities: [] })
  if (clean === '') throw new Impossible('The message is empty.')
  const entities = detect(clean)
  const isCaption = stored.message.text === undefined
  const changes = isCaption
    ? { caption: clean, caption_entities: entities }
    : { text: clean, entities: entities.length > 0 ? entities : undefined }
  edit(world, chat, stored, changes as Partial<Message>)
  return stored
}

export interface Place {
  latitude: number
  longitude: number
  /** Seconds; present when the location is live. */
  live_period?: number
  /** Where somebody who moves is going, 1 to 360. */
  heading?: number
}

export function sendsLocation(
  world: World,
  person: Person,
  chat: ChatRecord,
  place: Place,
  where: Where = {},
): StoredMessage {
  const { live_period, ...spot } = place
  const location: Location = live_period ? { ...spot, live_period } : spot
  const until = live_period ? { liveUntil: millis(world) + live_period * 1000 } : {}
  return put(world, person, chat, { location }, { ...where, ...until })
}

/** A live location moves, or stops when no place is given. */
export function movesLocation(world: World, person: Person, chat: ChatRecord, id: number, place: Place | null) {
  const stored = ownMessage(person, chat, id)
  const location = stored.message.location
  if (!location || (stored.liveUntil ?? 0) <= millis(world)) throw new Impossible('That location is not live.')
  const { latitude, longitude, heading } = place ?? location
  const direction = heading === undefined ? {} : { heading }
  const moved = place ? { ...location, latitude, longitude, ...direction } : { latitude, longitude }
  if (!place) delete stored.liveUntil
  edit(world, chat, stored, { location: moved })
  return stored
}

export function put(
  world: World,
  person: Person,
  chat: ChatRecord,
  content: Content,
  options: PostOptions,
): StoredMessage {
  const bot = chat.bot === undefined ? undefined : world.bots.get(chat.bot)
  const reason = whyNotWrite(world, person, chat, content, options)
  if (reason) throw new Impossible(reason)
  // Clients unblock before they write.
  if (bot && chat.blocked) setBlocked(world, chat, bot, false)
  const isNew = !chat.begun
  const stored = post(world, chat, person.id, content, options)
  chat.read.set(person.id, stored.message.message_id)
  if (isNew) tell(world, { type: 'chats', chat })
  return stored
}

function answered(chat: ChatRecord, replyTo: ReplyTo | undefined): { options: PostOptions; content: Content } {
  if (!replyTo) return { options: {}, content: {} }
  const found = chat.messages.get(replyTo.message)?.message
  if (!found) throw new Impossible('The message to reply to is gone.')
  const { quote: text } = replyTo
  const position = (found.text ?? found.caption ?? '').indexOf(text ?? '')
  if (position < 0) throw new Impossible('The message does not say that.')
  return { options: { replyTo: found }, content: text ? { quote: { text, position, is_manual: true } } : {} }
}

function ownMessage(person: Person, chat: ChatRecord, id: number): StoredMessage {
  const stored = chat.messages.get(id)
  if (!stored) throw new Impossible('That message is gone.')
  if (stored.sender !== person.id) throw new Impossible("Somebody else's message cannot be edited.")
  return stored
}

export interface Found {
  stored: StoredMessage
  row: number
  column: number
}

/** The newest visible message with an inline button of that label. */
export function buttonLabelled(chat: ChatRecord, label: string): Found | undefined {
  for (const stored of [...chat.messages.values()].reverse()) {
    const rows = stored.message.reply_markup?.inline_keyboard ?? []
    for (const [row, buttons] of rows.entries()) {
      const column = buttons.findIndex((button: InlineKeyboardButton) => button.text === label)
      if (column >= 0) return { stored, row, column }
    }
  }
  return undefined
}
