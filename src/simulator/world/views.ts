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
import { unreadIn } from './reading.ts'
import { mayBegin } from './topic-acts.ts'
import { menuButton } from './web-apps.ts'
import { millis, type World } from './world.ts'
import { hasTopics } from './writing.ts'

/** One message as one person sees it. */
export const entryFor = (person: number, stored: StoredMessage): Entry => ({
  message: stored.message,
  outgoing: stored.sender === person,
  edited: stored.edited,
  ...(stored.pressed ? { pressed: stored.pressed } : {}),
  ...(stored.reactions ? { reactions: stored.reactions } : {}),
  ...(stored.reactors?.[person] ? { my_reactions: stored.reactors[person] } : {}),
})

/** The same, with what the person chose in its poll. */
export function entryIn(world: World, person: number, stored: StoredMessage): Entry {
  const { poll } = stored.message
  const chosen = poll && world.polls.get(poll.id)?.votes[person]
  return { ...entryFor(person, stored), ...(chosen ? { chosen } : {}) }
}

export const entriesFor = (person: number, chat: ChatRecord): Entry[] =>
  [...chat.messages.values()].map((stored) => entryFor(person, stored))

export function chatRow(world: World, person: Person, chat: ChatRecord): ChatRow {
  const last = [...chat.messages.values()].at(-1)
  const bot = chat.bot === undefined ? undefined : world.bots.get(chat.bot)
  return {
    chat: {
      id: pageId(chat),
      type: chat.kind,
      title: bot?.first_name ?? chat.title ?? '',
      ...(bot ? { bot: bot.id } : {}),
      ...(hasTopics(world, chat) ? { topics: { manage: mayBegin(world, person, chat) } } : {}),
      ...(bot ? {} : { members: [...chat.members.values()].filter(isIn).length }),
    },
    ...(last ? { last: entryFor(person.id, last) } : {}),
    unread: unreadIn(chat, person.id),
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
  inline: bot.supports_inline_queries ?? false,
  ...menuOf(bot, person),
})

function menuOf(bot: BotRecord, person: number | undefined) {
  const menu = person === undefined ? undefined : menuButton(bot, person)
  return menu ? { menu: menu.text } : {}
}
