import { isDeepStrictEqual } from 'node:util'
import type { ChatRecord, InviteLink, Member } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { actorOf } from './authors.ts'
import { addGroup, botsIn, isAdmin, isIn } from './chats.ts'
import { linkJson, memberJson } from './member-json.ts'
import { type Content, post } from './messages.ts'
import { rightsOf } from './right-names.ts'
import { usualRights } from './rights.ts'
import { chatOf, tell, unix, userOf, type World } from './world.ts'

/** Somebody's place in a chat now: a ban or a restriction whose time is over counts no more. */
export function memberOf(world: World, chat: ChatRecord, id: number): Member {
  const member = chat.members.get(id) ?? { status: 'left' }
  if (!member.until || member.until > unix(world)) return member
  if (member.status === 'kicked') return { status: 'left' }
  if (member.status !== 'restricted') return member
  return member.isMember ? { status: 'member', ...(member.tag ? { tag: member.tag } : {}) } : { status: 'left' }
}

export interface How {
  link?: InviteLink
  byRequest?: boolean
}

/** Changes somebody's place: bots are told, and who comes or goes is announced. */
export function setMember(world: World, chat: ChatRecord, id: number, next: Member, by?: number, how: How = {}) {
  const before = memberOf(world, chat, id)
  if (isDeepStrictEqual(before, next)) return
  chat.members.set(id, next)
  const actor = by ?? (world.people.has(id) ? id : founderOf(world, chat))
  if (isIn(next)) chat.requests = chat.requests.filter(({ person }) => person !== id)
  tellBots(world, chat, { id, before, next, actor, how })
  if (chat.kind !== 'channel') announce(world, chat, { id, before, next, actor })
  tell(world, { type: 'chats', chat })
  world.touch()
}

interface Change {
  id: number
  before: Member
  next: Member
  actor: number
}

function tellBots(world: World, chat: ChatRecord, { id, before, next, actor, how }: Change & { how: How }) {
  const self = world.bots.get(id)
  const others = botsIn(world, chat).filter((bot) => bot !== self && isAdmin(chat.members.get(bot.id)))
  for (const bot of self ? [self, ...others] : others) {
    const told = {
      chat: chatOf(world, chat),
      from: actorOf(world, chat, actor),
      date: unix(world),
      old_chat_member: memberJson(world, chat, id, before, bot),
      new_chat_member: memberJson(world, chat, id, next, bot),
      ...(how.link ? { invite_link: linkJson(world, chat, how.link, bot) } : {}),
      ...(how.byRequest && !how.link ? { via_join_request: true } : {}),
    }
    if (bot === self) enqueue(world, bot, 'my_chat_member', told, `mcm:${chat.id}`)
    else enqueue(world, bot, 'chat_member', told, `cm:${id}`)
  }
}

function announce(world: World, chat: ChatRecord, { id, before, next, actor }: Change) {
  const user = userOf(world, id)
  if (!user || isIn(before) === isIn(next)) return
  const news = isIn(next)
    ? { new_chat_participant: user, new_chat_member: user, new_chat_members: [user] }
    : { left_chat_participant: user, left_chat_member: user }
  post(world, chat, actor, news as Content)
}

/** Whoever stands for "somebody" in a chat: its owner, else any person. */
function founderOf(world: World, chat: ChatRecord): number {
  const owner = [...chat.members].find(([, { status }]) => status === 'creator')?.[0]
  return owner ?? [...world.people.keys()][0] ?? [...world.bots.keys()][0] ?? 0
}

/** The group of that title, made when there is none; whoever is missing joins. The first person is its creator. */
export function group(world: World, title: string, members: number[], admins: number[] = []): ChatRecord {
  const known = [...world.chats.values()].find((c) => c.kind === 'supergroup' && c.title === title && !c.deleted)
  const chat = known ?? addGroup(world, { kind: 'supergroup', title })
  const founder = members.find((id) => world.people.has(id))
  for (const id of members) {
    if (isIn(chat.members.get(id))) continue
    if (!known && id === founder) setMember(world, chat, id, ownerOf(), founder)
    else setMember(world, chat, id, admins.includes(id) ? adminOf() : { status: 'member' }, founder)
  }
  return chat
}

export const ownerOf = (): Member => ({
  status: 'creator',
  rights: rightsOf((right) => right !== 'is_anonymous'),
})

export const adminOf = (rights = usualRights(), by?: number): Member => ({
  status: 'administrator',
  rights,
  ...(by === undefined ? {} : { by }),
})
