import type { BotRecord, ChatRecord, Person, Standing } from '../types.ts'
import { count, type World } from './world.ts'

export const privateKey = (person: number, bot: number) => `p:${person}:${bot}`
export const groupKey = (id: number) => `g:${id}`

export function privateChat(world: World, person: Person, bot: BotRecord): ChatRecord {
  const key = privateKey(person.id, bot.id)
  const known = world.chats.get(key)
  if (known) return known
  const chat = emptyChat({ key, id: person.id, kind: 'private', person: person.id, bot: bot.id })
  world.chats.set(key, chat)
  return chat
}

export function addGroup(world: World, title: string): ChatRecord {
  // A supergroup's id is -1000000000000 minus its own number.
  const id = -1_000_000_000_000 - count(world, 'group')
  const chat = emptyChat({ key: groupKey(id), id, kind: 'supergroup', title })
  chat.begun = true
  world.chats.set(chat.key, chat)
  return chat
}

type Core = Pick<ChatRecord, 'key' | 'id' | 'kind'> & Partial<Pick<ChatRecord, 'person' | 'bot' | 'title'>>

export const emptyChat = (core: Core): ChatRecord => ({
  ...core,
  members: new Map(),
  messages: new Map(),
  lastMessageId: 0,
  begun: false,
  blocked: false,
  read: new Map(),
  keyboard: null,
  pinned: [],
  typing: null,
})

/** The chat a person means: a bot's id is their private chat with it, a negative id is a group. */
export function chatOfPerson(world: World, person: Person, id: number): ChatRecord | undefined {
  const bot = world.bots.get(id)
  if (bot) return privateChat(world, person, bot)
  const group = world.chats.get(groupKey(id))
  return group && isIn(group.members.get(person.id)) ? group : undefined
}

/** How the page addresses a chat: by the bot in private, by the group's id otherwise. */
export const pageId = (chat: ChatRecord) => chat.bot ?? chat.id

export const isIn = (standing: Standing | undefined) =>
  standing === 'member' || standing === 'administrator' || standing === 'creator'

export const isAdmin = (standing: Standing | undefined) => standing === 'administrator' || standing === 'creator'

/** The people who see a chat. */
export function* watchers(world: World, chat: ChatRecord): Generator<number> {
  if (chat.person !== undefined) yield chat.person
  else for (const [id, standing] of chat.members) if (world.people.has(id) && isIn(standing)) yield id
}

export const botsIn = (world: World, chat: ChatRecord): BotRecord[] =>
  chat.bot !== undefined
    ? [world.bots.get(chat.bot)].filter((b) => b !== undefined)
    : [...chat.members].flatMap(([id, standing]) => {
        const bot = world.bots.get(id)
        return bot && isIn(standing) ? [bot] : []
      })

export const sharesGroup = (world: World, bot: BotRecord, person: number) =>
  [...world.chats.values()].some((c) => c.kind === 'supergroup' && isIn(c.members.get(bot.id)) && c.members.has(person))
