import { commandsFor } from '../api/methods/commands.ts'
import {
  type BotCard,
  type BotRecord,
  type ChatRecord,
  type ChatRow,
  type Entry,
  type Language,
  type Person,
  type StoredMessage,
  wordsIn,
} from '../types.ts'
import { isIn, pageId } from './chats.ts'
import { millis, type World } from './world.ts'

/** One message as one person sees it. */
export const entryFor = (person: number, stored: StoredMessage): Entry => ({
  message: stored.message,
  outgoing: stored.sender === person,
  edited: stored.edited,
  ...(stored.pressed ? { pressed: stored.pressed } : {}),
  ...(stored.reactions ? { reactions: stored.reactions } : {}),
})

export const entriesFor = (person: number, chat: ChatRecord): Entry[] =>
  [...chat.messages.values()].map((stored) => entryFor(person, stored))

export function chatRow(world: World, person: Person, chat: ChatRecord): ChatRow {
  const last = [...chat.messages.values()].at(-1)
  const read = chat.read.get(person.id) ?? 0
  const unread = [...chat.messages.values()].filter((m) => m.message.message_id > read && m.sender !== person.id).length
  const bot = chat.bot === undefined ? undefined : world.bots.get(chat.bot)
  return {
    chat: {
      id: pageId(chat),
      type: chat.kind,
      title: bot?.first_name ?? chat.title ?? '',
      ...(bot ? { bot: bot.id } : {}),
    },
    ...(last ? { last: entryFor(person.id, last) } : {}),
    unread,
  }
}

/** What a bot is writing in this chat, while it is fresh. */
export const draftIn = (world: World, { draft }: ChatRecord) =>
  draft && draft.until > millis(world) ? { id: draft.id, text: draft.text, entities: draft.entities } : null

/** A person's begun chats and groups, newest first. */
export function chatRows(world: World, person: Person): ChatRow[] {
  const mine = [...world.chats.values()].filter((chat) =>
    chat.kind === 'private' ? chat.person === person.id && chat.begun : isIn(chat.members.get(person.id)),
  )
  const date = (row: ChatRow) => row.last?.message.date ?? 0
  return mine.map((chat) => chatRow(world, person, chat)).sort((a, b) => date(b) - date(a))
}

/** A person as the page shows them to somebody who reads this language. */
export const personCard = ({ about, ...person }: Person, language: Language) => ({
  ...person,
  ...(about ? { about: wordsIn(about, language) } : {}),
})

export const botCard = (bot: BotRecord, person: number | undefined, language: Language): BotCard => ({
  id: bot.id,
  username: bot.username,
  first_name: bot.first_name,
  about: wordsIn(bot.about, language),
  ...(bot.try ? { try: { ...bot.try, label: wordsIn(bot.try.label, language) } } : {}),
  built: bot.built,
  commands: commandsFor(bot, person, language),
})
