import type { InlineKeyboardButton, Location, Message } from '@grammyjs/types'
import { detect } from '../entities/detect.ts'
import { tidy } from '../entities/fix.ts'
import type { ChatRecord, Person, Standing, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { addGroup, isIn } from './chats.ts'
import { documentJson, keepFile, type NewFile, photoJson, voiceJson } from './files.ts'
import { type Content, captionContent, edit, type PostOptions, post, setBlocked, textContent } from './messages.ts'
import { chatOf, millis, personUser, tell, unix, userOf, type World } from './world.ts'

/** What people do. Each is one synchronous change of the world; a wrong one throws `Impossible`. */
export class Impossible extends Error {}

export function says(world: World, person: Person, chat: ChatRecord, text: string, replyTo?: number): StoredMessage {
  const { text: clean } = tidy({ text, entities: [] })
  if (clean === '') throw new Impossible('The message is empty.')
  if ([...clean].length > 4096) throw new Impossible('The message is longer than 4096 characters.')
  return put(world, person, chat, textContent(clean, detect(clean)), quoted(chat, replyTo))
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

export function sendsFile(
  world: World,
  person: Person,
  chat: ChatRecord,
  { caption = '', ...file }: NewFile & { caption?: string },
): StoredMessage {
  if (file.bytes.length === 0) throw new Impossible('The file is empty.')
  const kept = keepFile(world, file)
  const first = kept?.[0]
  if (!kept || !first) throw new Impossible('That is not a picture.')
  const media: Content =
    file.kind === 'photo'
      ? { photo: photoJson(kept) }
      : file.kind === 'voice'
        ? { voice: voiceJson(first) }
        : { document: documentJson(first) }
  const words = tidy({ text: caption, entities: [] }).text
  return put(world, person, chat, { ...media, ...captionContent(words, detect(words)) }, {})
}

export interface Place {
  latitude: number
  longitude: number
  /** Seconds; present when the location is live. */
  live_period?: number
}

export function sendsLocation(world: World, person: Person, chat: ChatRecord, place: Place): StoredMessage {
  const { live_period, ...spot } = place
  const location: Location = live_period ? { ...spot, live_period } : spot
  return put(world, person, chat, { location }, live_period ? { liveUntil: millis(world) + live_period * 1000 } : {})
}

/** A live location moves, or stops when no place is given. */
export function movesLocation(world: World, person: Person, chat: ChatRecord, id: number, place: Place | null) {
  const stored = ownMessage(person, chat, id)
  const location = stored.message.location
  if (!location || (stored.liveUntil ?? 0) <= millis(world)) throw new Impossible('That location is not live.')
  const { latitude, longitude } = place ?? location
  const moved = place ? { ...location, latitude, longitude } : { latitude, longitude }
  if (!place) delete stored.liveUntil
  edit(world, chat, stored, { location: moved })
  return stored
}

function put(world: World, person: Person, chat: ChatRecord, content: Content, options: PostOptions): StoredMessage {
  const bot = chat.bot === undefined ? undefined : world.bots.get(chat.bot)
  if (!bot && !isIn(chat.members.get(person.id))) throw new Impossible(`${person.first_name} is not in this chat.`)
  // Clients unblock before they write.
  if (bot && chat.blocked) setBlocked(world, chat, bot, false)
  const isNew = !chat.begun
  const stored = post(world, chat, person.id, content, options)
  chat.read.set(person.id, stored.message.message_id)
  if (isNew) tell(world, { type: 'chats', chat })
  return stored
}

function quoted(chat: ChatRecord, id: number | undefined): PostOptions {
  if (id === undefined) return {}
  const found = chat.messages.get(id)
  if (!found) throw new Impossible('The message to reply to is gone.')
  return { replyTo: found.message }
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

export const hasReplyButton = (chat: ChatRecord, label: string) =>
  (chat.keyboard?.keyboard ?? []).flat().some((b) => (typeof b === 'string' ? b : b.text) === label)

/** The group of that title, made when there is none; whoever is missing joins. The first person is its creator. */
export function group(world: World, title: string, members: number[], admins: number[] = []): ChatRecord {
  const known = [...world.chats.values()].find((c) => c.kind === 'supergroup' && c.title === title)
  const chat = known ?? addGroup(world, title)
  const founder = members.find((id) => world.people.has(id))
  for (const id of members) {
    if (isIn(chat.members.get(id))) continue
    const standing = !known && id === founder ? 'creator' : admins.includes(id) ? 'administrator' : 'member'
    setMember(world, chat, id, standing, founder)
  }
  return chat
}

/** Changes somebody's standing in a group; a bot is told about its own, and newcomers are announced. */
export function setMember(world: World, chat: ChatRecord, id: number, standing: Standing, by?: number) {
  const before = chat.members.get(id) ?? 'left'
  if (before === standing) return
  chat.members.set(id, standing)
  const user = userOf(world, id)
  const actor = world.people.get(by ?? id) ?? [...world.people.values()][0]
  const bot = world.bots.get(id)
  if (bot && user && actor)
    enqueue(
      world,
      bot,
      'my_chat_member',
      {
        chat: chatOf(world, chat),
        from: personUser(actor),
        date: unix(world),
        old_chat_member: { user, status: before },
        new_chat_member: { user, status: standing },
      },
      `mcm:${chat.id}`,
    )
  if (user && actor && isIn(standing) && !isIn(before))
    post(world, chat, actor.id, {
      new_chat_members: [user],
      new_chat_member: user,
      new_chat_participant: user,
    } as Content)
  if (user && actor && !isIn(standing) && isIn(before))
    post(world, chat, actor.id, { left_chat_member: user, left_chat_participant: user } as Content)
  tell(world, { type: 'chats', chat })
  world.touch()
}
