import type { BotRecord, ChatRecord, Member, Person } from '../types.ts'
import { permissionsOf } from './right-names.ts'
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

export interface GroupSpec {
  id?: number
  kind: Exclude<ChatRecord['kind'], 'private'>
  title: string
  username?: string
}

/** A supergroup's or channel's id is -1000000000000 minus its own number, a basic group's is minus its number. Shorter ids that begin with -100 pass. */
export const fitsKind = (id: number, kind: GroupSpec['kind']) =>
  Number.isSafeInteger(id) && (kind === 'group' ? id < 0 && id > -1_000_000_000_000 : /^-100\d/.test(String(id)))

export function addGroup(world: World, { id: given, kind, title, username }: GroupSpec): ChatRecord {
  const id = given ?? freshId(world, kind)
  const chat = emptyChat({ key: groupKey(id), id, kind, title })
  chat.begun = true
  if (username) {
    chat.username = username
    chat.permissions = { ...chat.permissions, can_change_info: false, can_pin_messages: false }
  }
  world.chats.set(chat.key, chat)
  world.touch()
  return chat
}

function freshId(world: World, kind: GroupSpec['kind']): number {
  for (;;) {
    const number = count(world, 'group')
    const id = kind === 'group' ? -number : -1_000_000_000_000 - number
    if (!world.chats.has(groupKey(id))) return id
  }
}

/** A public group or channel by its name. */
export const chatNamed = (world: World, username: string): ChatRecord | undefined => {
  const name = username.replace(/^@/, '').toLowerCase()
  return [...world.chats.values()].find((chat) => !chat.deleted && chat.username?.toLowerCase() === name)
}

type Core = Pick<ChatRecord, 'key' | 'id' | 'kind'> & Partial<Pick<ChatRecord, 'person' | 'bot' | 'title'>>

export const emptyChat = (core: Core): ChatRecord => ({
  ...core,
  permissions: permissionsOf(() => true),
  links: [],
  requests: [],
  topics: [],
  bannedChats: [],
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

export const isIn = (member: Member | undefined) =>
  member?.status === 'member' ||
  member?.status === 'administrator' ||
  member?.status === 'creator' ||
  (member?.status === 'restricted' && member.isMember === true)

export const isAdmin = (member: Member | undefined) =>
  member?.status === 'administrator' || member?.status === 'creator'

/** The people who see a chat. */
export function* watchers(world: World, chat: ChatRecord): Generator<number> {
  if (chat.person !== undefined) yield chat.person
  else for (const [id, member] of chat.members) if (world.people.has(id) && isIn(member)) yield id
}

export const botsIn = (world: World, chat: ChatRecord): BotRecord[] =>
  chat.bot !== undefined
    ? [world.bots.get(chat.bot)].filter((b) => b !== undefined)
    : [...chat.members].flatMap(([id, member]) => {
        const bot = world.bots.get(id)
        return bot && isIn(member) ? [bot] : []
      })

export const sharesGroup = (world: World, bot: BotRecord, person: number) =>
  [...world.chats.values()].some((c) => c.kind !== 'private' && isIn(c.members.get(bot.id)) && c.members.has(person))
