import { createHash } from 'node:crypto'
import type { ChatRecord, InviteLink, Person } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { botsIn, chatNamed, isIn } from './chats.ts'
import { linkJson } from './member-json.ts'
import { memberOf, setMember } from './members.ts'
import { hasRight } from './rights.ts'
import { chatOf, personUser, tell, unix, type World } from './world.ts'

export interface LinkSpec {
  name?: string
  expires?: number
  limit?: number
  byRequest?: boolean
  subscription?: NonNullable<InviteLink['subscription']>
}

/** Makes an invite link. The same chat always gives the same links, in the same order. */
export function addLink(
  world: World,
  chat: ChatRecord,
  creator: number,
  spec: LinkSpec & { primary?: boolean },
): InviteLink {
  const { primary = false, byRequest = false, ...rest } = spec
  const link: InviteLink = {
    link: `https://t.me/+${codeOf(`${chat.id} ${chat.links.length}`)}`,
    creator,
    ...rest,
    byRequest,
    primary,
    revoked: false,
    joined: [],
  }
  chat.links.push(link)
  world.touch()
  return link
}

const codeOf = (seed: string) => createHash('sha256').update(`invite ${seed}`).digest('base64url').slice(0, 16)

/** Each administrator has a primary link of their own, made when it is first asked for. */
export const primaryLink = (world: World, chat: ChatRecord, creator: number): InviteLink =>
  chat.links.find((link) => link.primary && !link.revoked && link.creator === creator) ??
  addLink(world, chat, creator, { primary: true })

export type Joined = 'joined' | 'requested'

/** A person follows a link, or enters a public chat by its name; undefined when that leads nowhere. */
export function join(world: World, person: Person, address: string): Joined | undefined {
  const named = /^(?:@|https:\/\/t\.me\/)(\w+)$/.exec(address)?.[1]
  const chat = named ? chatNamed(world, named) : chatOfLink(world, address)
  const link = chat?.links.find((one) => one.link === address)
  if (!chat || chat.migratedTo !== undefined) return undefined
  const member = memberOf(world, chat, person.id)
  if (member.status === 'kicked' || isIn(member) || (link && !isOpen(world, link))) return undefined
  if (link?.byRequest) return request(world, person, chat, link)
  link?.joined.push(person.id)
  const back = member.status === 'restricted' ? { ...member, isMember: true } : { status: 'member' as const }
  setMember(world, chat, person.id, back, person.id, link ? { link } : {})
  return 'joined'
}

const chatOfLink = (world: World, address: string) =>
  [...world.chats.values()].find((chat) => !chat.deleted && chat.links.some(({ link }) => link === address))

const isOpen = (world: World, { revoked, expires, limit, joined, subscription }: InviteLink) =>
  !revoked && !subscription && (!expires || expires > unix(world)) && (!limit || joined.length < limit)

function request(world: World, person: Person, chat: ChatRecord, link: InviteLink): Joined {
  const date = unix(world)
  if (chat.requests.some((one) => one.person === person.id)) return 'requested'
  chat.requests.push({ person: person.id, date, link: link.link })
  for (const bot of botsIn(world, chat).filter((one) => hasRight(chat.members.get(one.id), 'can_invite_users')))
    enqueue(
      world,
      bot,
      'chat_join_request',
      {
        chat: chatOf(world, chat),
        from: personUser(person),
        user_chat_id: person.id,
        date,
        ...(person.bio ? { bio: person.bio } : {}),
        invite_link: linkJson(world, chat, link, bot),
      },
      `cm:${person.id}`,
    )
  tell(world, { type: 'chats', chat })
  world.touch()
  return 'requested'
}

/** Lets a person in, or not; false when they did not ask. */
export function answerRequest(world: World, chat: ChatRecord, by: number, person: number, approved: boolean): boolean {
  const asked = chat.requests.find((one) => one.person === person)
  if (!asked) return false
  const link = chat.links.find((one) => one.link === asked.link)
  if (approved) {
    link?.joined.push(person)
    setMember(world, chat, person, { status: 'member' }, by, { byRequest: true, ...(link ? { link } : {}) })
  }
  chat.requests = chat.requests.filter((one) => one !== asked)
  world.touch()
  return true
}

/** How long a bot may write to who asked to join, in seconds. */
const REQUEST_WINDOW = 300

/** Whether somebody has lately asked to join a chat where this bot decides. */
export const hasAsked = (world: World, bot: number, person: number) =>
  [...world.chats.values()].some(
    (chat) =>
      hasRight(chat.members.get(bot), 'can_invite_users') &&
      chat.requests.some((one) => one.person === person && unix(world) - one.date <= REQUEST_WINDOW),
  )
