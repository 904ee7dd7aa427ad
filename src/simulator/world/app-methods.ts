import type { BotRecord, Person } from '../types.ts'
import { Impossible } from './impossible.ts'
import { ownContact } from './sends.ts'
import { initData } from './web-apps.ts'
import { unix, type World } from './world.ts'

/** What a Mini App asks of Telegram's servers by `invokeCustomMethod`: its cloud storage, and the contact it was given. */
const MOST_KEYS = 1024
const KEY = /^[A-Za-z0-9_-]{1,128}$/
const LONGEST_VALUE = 4096

type Params = Record<string, unknown>

export function invokesMethod(world: World, person: Person, bot: BotRecord, method: string, params: Params): unknown {
  const cloud = cloudOf(bot, person)
  switch (method) {
    case 'saveStorageValue':
      return save(world, cloud, keyIn(params.key), params.value)
    case 'getStorageValues':
      return Object.fromEntries(keysIn(params).map((key) => [key, Object.hasOwn(cloud, key) ? cloud[key] : '']))
    case 'deleteStorageValues':
      for (const key of keysIn(params)) delete cloud[key]
      world.touch()
      return true
    case 'getStorageKeys':
      return Object.keys(cloud)
    case 'getRequestedContact':
      return requestedContact(world, person, bot)
    default:
      throw new Impossible('METHOD_INVALID')
  }
}

function cloudOf(bot: BotRecord, person: Person): Record<string, string> {
  const all = bot.cloud ?? {}
  const own = all[person.id] ?? {}
  bot.cloud = { ...all, [person.id]: own }
  return own
}

function save(world: World, cloud: Record<string, string>, key: string, value: unknown): true {
  if (typeof value !== 'string' || [...value].length > LONGEST_VALUE) throw new Impossible('VALUE_INVALID')
  if (!Object.hasOwn(cloud, key) && Object.keys(cloud).length >= MOST_KEYS) throw new Impossible('QUOTA_EXCEEDED')
  cloud[key] = value
  world.touch()
  return true
}

function keysIn({ keys }: Params): string[] {
  if (!Array.isArray(keys)) throw new Impossible('KEYS_INVALID')
  return keys.map(keyIn)
}

function keyIn(key: unknown): string {
  if (typeof key !== 'string' || !KEY.test(key)) throw new Impossible('KEY_INVALID')
  return key
}

/** Empty until the person has sent their contact to the bot. */
function requestedContact(world: World, person: Person, bot: BotRecord): string {
  const chat = world.chats.get(`p:${person.id}:${bot.id}`)
  const given = [...(chat?.messages.values() ?? [])].some(({ message }) => message.contact?.user_id === person.id)
  if (!given) return ''
  return initData(bot, { contact: JSON.stringify(ownContact(person)), auth_date: String(unix(world)) })
}
