import type { ReactionType } from '@grammyjs/types'
import type { BotRecord, ChatRecord, InviteLink, Language, Member, Person, Standing, Topic } from '../types.ts'
import { addGroup, chatNamed, fitsKind, type GroupSpec, groupKey, privateChat } from './chats.ts'
import { Impossible } from './impossible.ts'
import { adminOf, ownerOf } from './members.ts'
import { type Permissions, permissionsOf, type Rights, rightsOf } from './right-names.ts'
import { usualRights } from './rights.ts'
import { drawSet, stickerSet } from './stickers.ts'
import { COLORS } from './topics.ts'
import { addBot, addPerson, type BotSpec, tell, userOf, type World } from './world.ts'

/** Somebody's place in a chat, in the Bot API's own words. Without rights an administrator has the usual ones. */
export interface MemberSpec {
  status?: Standing
  rights?: Partial<Rights>
  permissions?: Partial<Permissions>
  until_date?: number
  is_member?: boolean
  custom_title?: string
  tag?: string
}

/** A chat as it is given from outside: it has been there before anybody looked, so nobody is told of it. */
export interface ChatSpec {
  id?: number
  type: GroupSpec['kind']
  title: string
  username?: string
  description?: string
  is_forum?: boolean
  /** A channel that names its authors. */
  signed?: boolean
  linked_chat_id?: number
  permissions?: Partial<Permissions>
  available_reactions?: ReactionType[]
  members?: (MemberSpec & { id: number })[]
  /** Their ids are those of the messages that began them; the next messages are numbered after them. */
  topics?: { id: number; name: string; icon_color?: number; creator?: number; closed?: boolean }[]
  invite_links?: { invite_link: string; creator: number; creates_join_request?: boolean }[]
}

/** Everything a suite finds when it begins. */
export interface WorldSpec {
  people?: (Partial<Omit<Person, 'language_code'>> & {
    first_name: string
    language_code?: Language
    /** The bots (by username) whose private chats this person has begun. */
    started?: string[]
  })[]
  bots?: BotSpec[]
  chats?: ChatSpec[]
  /** Sets of other people: a plain square for each emoji. */
  sticker_sets?: { name: string; title: string; emoji: string[] }[]
}

export function addWorld(world: World, { people = [], bots = [], chats = [], sticker_sets = [] }: WorldSpec) {
  for (const bot of bots) addBot(world, bot)
  for (const { first_name, started = [], ...spec } of people) {
    const person = addPerson(world, first_name, spec)
    for (const username of started) privateChat(world, person, botNamed(world, username)).begun = true
  }
  for (const chat of chats) addChat(world, chat)
  for (const { name, title, emoji } of sticker_sets) if (!stickerSet(world, name)) drawSet(world, name, title, emoji)
}

function botNamed(world: World, username: string): BotRecord {
  const bot = [...world.bots.values()].find((one) => one.username === username)
  if (!bot) throw new Impossible(`There is no bot @${username}.`)
  return bot
}

/** Adds a chat; one with a known id is the same chat. */
export function addChat(world: World, spec: ChatSpec): ChatRecord {
  const known = spec.id === undefined ? undefined : world.chats.get(groupKey(spec.id))
  if (known) return known
  check(world, spec)
  const { id, type: kind, title, username } = spec
  const chat = addGroup(world, {
    kind,
    title,
    ...(id === undefined ? {} : { id }),
    ...(username === undefined ? {} : { username }),
  })
  for (const { id: member, ...place } of spec.members ?? []) chat.members.set(member, memberFrom(place))
  if (spec.description) chat.description = spec.description
  if (spec.is_forum) chat.forum = true
  if (spec.signed) chat.signed = true
  if (spec.permissions) chat.permissions = permissionsFrom(spec.permissions)
  if (spec.available_reactions) chat.availableReactions = spec.available_reactions
  if (spec.linked_chat_id !== undefined) link(world, chat, spec.linked_chat_id)
  chat.topics = (spec.topics ?? []).map(topicFrom)
  chat.lastMessageId = Math.max(0, ...chat.topics.map((topic) => topic.id))
  chat.links = (spec.invite_links ?? []).map(linkFrom)
  tell(world, { type: 'chats', chat })
  return chat
}

function check(world: World, { id, type, username, members = [] }: ChatSpec) {
  if (id !== undefined && !fitsKind(id, type)) throw new Impossible(`${id} is not the id of a ${type}.`)
  if (username !== undefined && (type === 'group' || chatNamed(world, username)))
    throw new Impossible(type === 'group' ? 'A basic group has no username.' : 'That username is taken.')
  const unknown = members.find((member) => !userOf(world, member.id))
  if (unknown) throw new Impossible(`There is nobody with the id ${unknown.id}.`)
}

function link(world: World, chat: ChatRecord, id: number) {
  const other = world.chats.get(groupKey(id))
  if (!other) throw new Impossible('There is no such chat to link.')
  chat.linked = other.id
  other.linked = chat.id
}

const permissionsFrom = (given: Partial<Permissions>) => permissionsOf((permission) => given[permission] ?? false)

export function memberFrom({ status = 'member', ...spec }: MemberSpec): Member {
  const title = spec.custom_title ? { title: spec.custom_title } : {}
  const until = spec.until_date ? { until: spec.until_date } : {}
  const tag = spec.tag ? { tag: spec.tag } : {}
  const anonymous = spec.rights?.is_anonymous ?? false
  if (status === 'creator') {
    const owner = ownerOf()
    return { ...owner, rights: { ...rightsOf(() => true), is_anonymous: anonymous }, ...title }
  }
  if (status === 'administrator') {
    const { rights } = spec
    return {
      ...adminOf(rights ? rightsOf((r) => r === 'can_manage_chat' || (rights[r] ?? false)) : usualRights()),
      ...title,
    }
  }
  if (status === 'restricted')
    return {
      status,
      permissions: permissionsFrom(spec.permissions ?? {}),
      isMember: spec.is_member ?? true,
      ...until,
      ...tag,
    }
  return status === 'kicked' ? { status, ...until } : { status, ...(status === 'member' ? tag : {}) }
}

const topicFrom = (given: NonNullable<ChatSpec['topics']>[number]): Topic => ({
  id: given.id,
  name: given.name,
  color: given.icon_color ?? COLORS[0] ?? 0,
  creator: given.creator ?? 0,
  closed: given.closed ?? false,
})

const linkFrom = (given: NonNullable<ChatSpec['invite_links']>[number]): InviteLink => ({
  link: given.invite_link,
  creator: given.creator,
  byRequest: given.creates_join_request ?? false,
  primary: false,
  revoked: false,
  joined: [],
})
