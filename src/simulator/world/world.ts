import { createHash } from 'node:crypto'
import type { Chat, Message, User } from '@grammyjs/types'
import type { Clock } from '../clock.ts'
import type {
  BotRecord,
  Call,
  CallbackRecord,
  ChatRecord,
  FileRecord,
  InlineWaits,
  Language,
  Lint,
  Person,
  PollRecord,
  QueuedUpdate,
  StickerSetRecord,
  StoredMessage,
  UpdateKind,
  UpdateLog,
  Words,
} from '../types.ts'

export type WorldEvent =
  | { type: 'entry'; chat: ChatRecord; stored: StoredMessage }
  | { type: 'removed'; chat: ChatRecord; message: number }
  | { type: 'typing'; chat: ChatRecord; action: string }
  | { type: 'draft'; chat: ChatRecord }
  | { type: 'chats'; chat: ChatRecord }
  | { type: 'person'; person: Person }
  | { type: 'call'; call: Call }
  | { type: 'update'; update: UpdateLog }
  | { type: 'queued'; bot: BotRecord; item: QueuedUpdate }
  | { type: 'lint'; lint: Lint }
  | { type: 'faults' | 'clock' | 'bots' }
  /** A bot answered what a Mini App asked for: the client closes it. */
  | { type: 'app'; person: number; query: string }
  | { type: 'payout' }
  | { type: 'github' }
  | { type: 'llm' | 'sheets' }

/** Everything that exists: people, bots, chats, files. Plain data; the verbs live in the files beside this one. */
export interface World {
  clock: Clock
  people: Map<number, Person>
  bots: Map<number, BotRecord>
  tokens: Map<string, BotRecord>
  chats: Map<string, ChatRecord>
  files: Map<string, FileRecord>
  /** By their names in small letters. */
  stickerSets: Map<string, StickerSetRecord>
  bytes: BytesStore
  callbacks: Map<string, CallbackRecord>
  inline: InlineWaits
  polls: Map<string, PollRecord>
  calls: Call[]
  updates: UpdateLog[]
  counters: Record<Counter, number>
  listeners: Set<(event: WorldEvent) => void>
  /** Keeps updates back when a fault says so. */
  hold?: (bot: BotRecord, kind: UpdateKind, payload: object, key: string, make: () => void) => void
  /** Called after every change, so that it reaches the disk. */
  touch: () => void
  /** Aborted when the simulator closes: nothing waits for the clock any more. */
  ended: AbortController
}

export type Counter = 'person' | 'group' | 'file' | 'callback' | 'call' | 'update' | 'album' | 'poll' | 'chance'

export interface BytesStore {
  put(key: string, bytes: Buffer): void
  get(key: string): Buffer | undefined
}

export function createWorld(clock: Clock, bytes: BytesStore = memoryBytes()): World {
  return {
    clock,
    people: new Map(),
    bots: new Map(),
    tokens: new Map(),
    chats: new Map(),
    files: new Map(),
    stickerSets: new Map(),
    bytes,
    callbacks: new Map(),
    inline: { queries: new Map(), apps: new Map(), prepared: new Map() },
    polls: new Map(),
    calls: [],
    updates: [],
    counters: {
      person: 1000,
      group: 1_000_000_000,
      file: 0,
      callback: 0,
      call: 0,
      update: 0,
      album: 0,
      poll: 0,
      chance: 0,
    },
    listeners: new Set(),
    touch: () => undefined,
    ended: new AbortController(),
  }
}

export function tell(world: World, event: WorldEvent) {
  for (const listener of world.listeners) listener(event)
}

/** Something the page only asks for again. */
export const announce = (world: World, type: 'faults' | 'clock' | 'bots') => tell(world, { type })

export const count = (world: World, counter: Counter) => ++world.counters[counter]
export const millis = (world: World) => world.clock.now().getTime()
export const unix = (world: World) => Math.floor(millis(world) / 1000)

export function addPerson(world: World, name: string, spec: Partial<Omit<Person, 'first_name'>> = {}): Person {
  const known = findPerson(world, name, spec)
  if (known) return known
  const person: Person = {
    id: spec.id ?? count(world, 'person'),
    first_name: name,
    ...(spec.last_name ? { last_name: spec.last_name } : {}),
    ...(spec.username ? { username: spec.username } : {}),
    language_code: spec.language_code ?? 'en',
    ...(spec.bio ? { bio: spec.bio } : {}),
    ...(spec.about ? { about: spec.about } : {}),
    ...(spec.unknown ? { unknown: true } : {}),
  }
  world.people.set(person.id, person)
  tell(world, { type: 'person', person })
  world.touch()
  return person
}

function findPerson(world: World, name: string, spec: { id?: number; username?: string }) {
  if (spec.id !== undefined) return world.people.get(spec.id)
  const all = [...world.people.values()]
  if (spec.username) return all.find((p) => p.username === spec.username)
  return all.find((p) => p.first_name === name)
}

export interface BotSpec {
  username: string
  name: string
  about?: Words
  token?: string
  try?: { person: number; text: string; label: Words }
  built?: boolean
  /** True: privacy mode is off. */
  can_read_all_group_messages?: boolean
  /** People may ask it inline; with feedback it is told what they choose. */
  supports_inline_queries?: boolean
  inline_feedback?: boolean
  /** True: its private chats have topics. */
  has_topics_enabled?: boolean
  allows_users_to_create_topics?: boolean
}

const FLAGS = [
  'can_read_all_group_messages',
  'supports_inline_queries',
  'inline_feedback',
  'has_topics_enabled',
  'allows_users_to_create_topics',
] as const

export function addBot(world: World, spec: BotSpec): BotRecord {
  const details = {
    first_name: spec.name,
    about: spec.about ?? '',
    built: spec.built ?? true,
    ...(spec.try ? { try: spec.try } : {}),
    ...Object.fromEntries(FLAGS.filter((flag) => spec[flag] !== undefined).map((flag) => [flag, spec[flag]])),
  }
  const known = [...world.bots.values()].find((b) => b.username === spec.username)
  if (known) {
    if (spec.token && spec.token !== known.token) {
      world.tokens.delete(known.token)
      known.token = spec.token
      world.tokens.set(known.token, known)
    }
    world.touch()
    return Object.assign(known, details)
  }
  const token = spec.token ?? tokenOf(spec.username)
  const id = Number(token.split(':')[0])
  const bot: BotRecord = {
    id,
    token,
    username: spec.username,
    ...details,
    commands: [],
    lastMessageId: 0,
    nextUpdateId: 2_000_001 + (digest(`updates ${spec.username}`).readUInt32BE(0) % 900_000_000),
    queue: new Map(),
    allowed: null,
    webhook: null,
  }
  world.bots.set(id, bot)
  world.tokens.set(token, bot)
  world.touch()
  return bot
}

/** The same username always has the same token, so that a bot's configuration survives a new world. */
export function tokenOf(username: string): string {
  const hash = digest(`simulated bot ${username}`)
  const id = 5_000_000_000 + (hash.readUInt32BE(0) % 1_000_000_000)
  return `${id}:${hash.toString('base64url').slice(4, 39)}`
}

/** A number from 1 to `sides`. Chance repeats itself: the same world thrown in the same order gives the same. */
export const chance = (world: World, sides: number) =>
  1 + (digest(`chance ${count(world, 'chance')}`).readUInt32BE(0) % sides)

const digest = (text: string) => createHash('sha256').update(text).digest()

export const botUser = (bot: BotRecord): User => ({
  id: bot.id,
  is_bot: true,
  first_name: bot.first_name,
  username: bot.username,
})

export const personUser = (person: Person): User => ({
  id: person.id,
  is_bot: false,
  first_name: person.first_name,
  ...(person.last_name ? { last_name: person.last_name } : {}),
  ...(person.username ? { username: person.username } : {}),
  language_code: person.language_code as Language,
})

export const userOf = (world: World, id: number): User | undefined => {
  const person = world.people.get(id)
  if (person) return personUser(person)
  const bot = world.bots.get(id)
  return bot && botUser(bot)
}

/** The chat as the Bot API shows it inside a message. */
export function chatOf(world: World, chat: ChatRecord): Chat {
  const { id, title = '', username } = chat
  const named = username ? { username } : {}
  if (chat.kind === 'group') {
    const everyone = Object.values(chat.permissions).every(Boolean)
    return { id, title, type: 'group', all_members_are_administrators: everyone } as Chat
  }
  if (chat.kind === 'supergroup')
    return { id, title, ...named, ...(chat.forum ? { is_forum: true as const } : {}), type: 'supergroup' }
  if (chat.kind === 'channel') return { id, title, ...named, type: 'channel' }
  const person = world.people.get(chat.person ?? 0)
  return {
    id: chat.id,
    type: 'private',
    first_name: person?.first_name ?? '',
    ...(person?.last_name ? { last_name: person.last_name } : {}),
    ...(person?.username ? { username: person.username } : {}),
  }
}

export function memoryBytes(): BytesStore {
  const all = new Map<string, Buffer>()
  return { put: (key, bytes) => void all.set(key, bytes), get: (key) => all.get(key) }
}

export type { Message }
