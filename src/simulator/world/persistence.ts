import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type {
  BotRecord,
  CallbackRecord,
  ChatRecord,
  FileRecord,
  Member,
  Person,
  PollRecord,
  QueuedUpdate,
  Standing,
  StickerSetRecord,
  StoredMessage,
} from '../types.ts'
import { emptyChat } from './chats.ts'
import { adminOf, ownerOf } from './members.ts'
import type { BytesStore, Counter, World } from './world.ts'

/** Real milliseconds between a change and its snapshot: what a kill -9 may cost. */
const DEBOUNCE = 100
/** The inspector's history that survives a restart. */
const KEPT = 500

/** How far numbers jump after a crash: what was made and lost in the last moments must not be numbered again. */
const SKIPPED = 1000

interface Saved {
  version: 1
  /** Written by an orderly close. */
  closed: boolean
  people: Person[]
  bots: (Omit<BotRecord, 'queue'> & { queue: Omit<QueuedUpdate, 'log'>[] })[]
  chats: (Omit<ChatRecord, 'members' | 'messages' | 'read'> & {
    members: [number, Member | Standing][]
    messages: StoredMessage[]
    read: [number, number][]
  })[]
  files: FileRecord[]
  stickerSets?: StickerSetRecord[]
  callbacks: CallbackRecord[]
  polls: PollRecord[]
  calls: World['calls']
  updates: World['updates']
  counters: Record<Counter, number>
  standins: unknown
}

export function snapshot(world: World, standins: unknown, closed: boolean): string {
  const saved = {
    version: 1,
    closed,
    people: [...world.people.values()],
    bots: [...world.bots.values()].map((bot) => ({
      ...bot,
      queue: [...bot.queue.values()].map(({ log: _, ...item }) => item),
    })),
    chats: [...world.chats.values()].map((chat) => ({
      ...chat,
      members: [...chat.members],
      messages: [...chat.messages.values()],
      read: [...chat.read],
    })),
    files: [...world.files.values()],
    stickerSets: [...world.stickerSets.values()],
    callbacks: [...world.callbacks.values()],
    polls: [...world.polls.values()],
    calls: world.calls.slice(-KEPT),
    updates: world.updates.slice(-KEPT),
    counters: world.counters,
    standins,
  }
  return JSON.stringify(saved)
}

/** Fills an empty world from a snapshot; returns what the stand-ins had saved. */
export function restore(world: World, text: string): unknown {
  const saved = JSON.parse(text) as Saved
  if (saved?.version !== 1) throw new Error(`the simulator's state file has version ${saved?.version}, expected 1`)
  for (const person of saved.people) world.people.set(person.id, person)
  world.updates.push(...saved.updates)
  world.calls.push(...saved.calls)
  const logs = new Map(saved.updates.map((log) => [`${log.bot}:${log.update_id}`, log]))
  for (const { queue, ...rest } of saved.bots) {
    const bot: BotRecord = { ...rest, queue: new Map() }
    for (const item of queue)
      bot.queue.set(item.update_id, { ...item, log: logs.get(`${bot.id}:${item.update_id}`) ?? forgotten(bot, item) })
    world.bots.set(bot.id, bot)
    world.tokens.set(bot.token, bot)
  }
  for (const chat of saved.chats)
    world.chats.set(chat.key, {
      // A file of an earlier release knows less of a chat.
      ...emptyChat(chat),
      ...chat,
      members: new Map(chat.members.map(([id, member]) => [id, asMember(member)])),
      messages: new Map(chat.messages.map((stored) => [stored.message.message_id, { ...stored }])),
      read: new Map(chat.read),
    })
  for (const stored of [...world.chats.values()].flatMap((chat) => [...chat.messages.values()])) delete stored.pressed
  for (const file of saved.files) world.files.set(file.unique, file)
  for (const set of saved.stickerSets ?? []) world.stickerSets.set(set.name.toLowerCase(), set)
  for (const callback of saved.callbacks) world.callbacks.set(callback.id, callback)
  for (const poll of saved.polls ?? []) world.polls.set(poll.id, poll)
  Object.assign(world.counters, saved.counters)
  if (!saved.closed) skipAhead(world)
  return saved.standins
}

function asMember(saved: Member | Standing): Member {
  if (typeof saved !== 'string') return saved
  if (saved === 'creator') return ownerOf()
  return saved === 'administrator' ? adminOf() : { status: saved }
}

function skipAhead(world: World) {
  for (const bot of world.bots.values()) {
    bot.nextUpdateId += SKIPPED
    bot.lastMessageId += SKIPPED
  }
  for (const chat of world.chats.values()) if (chat.kind !== 'private') chat.lastMessageId += SKIPPED
  for (const name of ['file', 'callback', 'album', 'poll', 'group'] as const) world.counters[name] += SKIPPED
}

/** A queued update whose inspector line is no longer kept gets a fresh one. */
function forgotten(bot: BotRecord, item: Omit<QueuedUpdate, 'log'>): QueuedUpdate['log'] {
  return {
    id: 0,
    at: new Date(item.expires).toISOString(),
    bot: bot.id,
    update_id: item.update_id,
    update: JSON.parse(item.body),
    delivery: 'pending',
    attempts: 0,
  }
}

export function loadFrom(world: World, file: string): unknown {
  if (!existsSync(file)) return undefined
  try {
    return restore(world, readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} is not a state of the simulator; move it away to begin anew`, { cause })
  }
}

/** Writes snapshots soon after changes, one at a time, each atomically: temp, fsync, rename. */
export function createSaver(file: string, take: (closed: boolean) => string) {
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let pause = DEBOUNCE

  async function write(closed: boolean) {
    const began = performance.now()
    const text = take(closed)
    await mkdir(dirname(file), { recursive: true })
    const temporary = `${file}.tmp`
    const handle = await open(temporary, 'w', 0o600)
    await handle.writeFile(text)
    await handle.sync()
    await handle.close()
    await rename(temporary, file)
    // A large world takes a while to write: then it is written less often.
    pause = Math.max(DEBOUNCE, (performance.now() - began) * 5)
  }

  function save(closed: boolean) {
    timer = undefined
    writing = writing.then(() => write(closed))
    return writing
  }

  return {
    touch() {
      timer ??= setTimeout(() => void save(false), pause)
    },
    close() {
      clearTimeout(timer)
      return save(true)
    },
  }
}

/** Files' bytes in a folder beside the state file. */
export function folderBytes(folder: string): BytesStore {
  return {
    put(key, bytes) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, key), bytes, { mode: 0o600 })
    },
    get(key) {
      const path = join(folder, key)
      return /^f\d+$/.test(key) && existsSync(path) ? readFileSync(path) : undefined
    },
  }
}
