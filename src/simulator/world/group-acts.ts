import type { ChatRecord, Member, Person, StoredMessage } from '../types.ts'
import { addGroup, isIn } from './chats.ts'
import { destroy, migrate, pin, removePhoto, rename, setPhoto, unpin } from './details.ts'
import { Impossible } from './impossible.ts'
import { answerRequest, type Joined, join } from './links.ts'
import { memberOf, ownerOf, setMember } from './members.ts'
import { post } from './messages.ts'
import type { Permission, Right } from './right-names.ts'
import { hasRight, isPermitted } from './rights.ts'
import { type ChatSpec, type MemberSpec, memberFrom } from './spec.ts'
import { userOf, type World } from './world.ts'

/** What people do with groups and channels. Each is one synchronous change; a wrong one throws `Impossible`. */
export function founds(world: World, person: Person, spec: Pick<ChatSpec, 'type' | 'title' | 'username'>): ChatRecord {
  const { type: kind, title, username } = spec
  const chat = addGroup(world, { kind, title, ...(username ? { username } : {}) })
  chat.members.set(person.id, ownerOf())
  const news = kind === 'group' ? 'group_chat_created' : `${kind}_chat_created`
  post(world, chat, person.id, { [news]: true })
  return chat
}

/** Gives somebody a place in a chat: lets them in, promotes, restricts, bans, lets go. One's own: come back or leave. */
export function places(world: World, person: Person, chat: ChatRecord, who: number, spec: MemberSpec) {
  alive(chat)
  if (!userOf(world, who)) throw new Impossible('There is nobody with that id.')
  const before = memberOf(world, chat, who)
  const next = { ...memberFrom(spec), ...(spec.status === 'administrator' ? { by: person.id } : {}) }
  if (who === person.id) leaves(world, person, chat, next)
  else {
    mayPlace(world, person, chat, before, next)
    setMember(world, chat, who, next, person.id)
  }
}

function leaves(world: World, person: Person, chat: ChatRecord, next: Member) {
  if (next.status !== 'left' || !isIn(memberOf(world, chat, person.id)))
    throw new Impossible('People may only leave a chat of themselves; they come in by a link.')
  setMember(world, chat, person.id, next, person.id)
}

function mayPlace(world: World, person: Person, chat: ChatRecord, before: Member, next: Member) {
  if (before.status === 'creator' || next.status === 'creator') throw new Impossible('The owner stays the owner.')
  const me = memberOf(world, chat, person.id)
  if (before.status === 'administrator' || next.status === 'administrator')
    return need(hasRight(me, 'can_promote_members'), person, 'make administrators')
  if (next.status === 'member' && !isIn(before) && before.status !== 'kicked')
    return need(permitted(chat, me, 'can_invite_users'), person, 'invite people')
  need(hasRight(me, 'can_restrict_members'), person, 'restrict people')
  if (chat.kind !== 'supergroup' && next.status === 'restricted')
    throw new Impossible('Only in supergroups people are restricted.')
}

/** A person enters by a link or a public name: at once, or by asking. */
export function joins(world: World, person: Person, address: string): Joined {
  const joined = join(world, person, address)
  if (!joined) throw new Impossible('That link leads nowhere.')
  return joined
}

export function answers(world: World, person: Person, chat: ChatRecord, who: number, approved: boolean) {
  needRight(world, person, chat, 'can_invite_users', 'decide who comes in')
  if (!answerRequest(world, chat, person.id, who, approved)) throw new Impossible('They have not asked to come in.')
}

export interface Look {
  title?: string
  description?: string
  /** Null takes the picture away. */
  photo?: { name: string; mime: string; bytes: Buffer } | null
  is_forum?: boolean
}

export function changes(world: World, person: Person, chat: ChatRecord, look: Look) {
  alive(chat)
  need(permitted(chat, memberOf(world, chat, person.id), 'can_change_info'), person, 'change this chat')
  if (look.title !== undefined) rename(world, chat, person.id, look.title)
  if (look.description !== undefined) chat.description = look.description
  if (look.photo && !setPhoto(world, chat, person.id, look.photo)) throw new Impossible('That is not a picture.')
  if (look.photo === null && chat.photo) removePhoto(world, chat, person.id)
  if (look.is_forum !== undefined) {
    if (chat.kind !== 'supergroup') throw new Impossible('Only a supergroup has topics.')
    chat.forum = look.is_forum
  }
  world.touch()
}

export function pins(world: World, person: Person, chat: ChatRecord, stored: StoredMessage, pinned: boolean) {
  alive(chat)
  const me = memberOf(world, chat, person.id)
  const may = chat.kind === 'channel' ? hasRight(me, 'can_edit_messages') : permitted(chat, me, 'can_pin_messages')
  need(may, person, 'pin here')
  if (pinned) pin(world, chat, person.id, stored)
  else unpin(world, chat, (message) => message.message_id === stored.message.message_id)
}

export function migrates(world: World, person: Person, chat: ChatRecord, id?: number): ChatRecord {
  alive(chat)
  if (chat.kind !== 'group') throw new Impossible('Only a basic group becomes a supergroup.')
  owner(world, person, chat)
  return migrate(world, chat, person.id, id)
}

export function destroys(world: World, person: Person, chat: ChatRecord) {
  owner(world, person, chat)
  destroy(world, chat)
}

const owner = (world: World, person: Person, chat: ChatRecord) =>
  need(memberOf(world, chat, person.id).status === 'creator', person, 'do what only the owner does')

export const permitted = (chat: ChatRecord, me: Member, permission: Permission) =>
  chat.kind === 'channel' ? hasRight(me, permission as Right) : isPermitted(chat, me, permission)

export const needRight = (world: World, person: Person, chat: ChatRecord, right: Right, deed: string) =>
  need(hasRight(memberOf(world, chat, person.id), right), person, deed)

export function need(may: boolean, person: Person, deed: string) {
  if (!may) throw new Impossible(`${person.first_name} may not ${deed}.`)
}

function alive(chat: ChatRecord) {
  if (chat.deleted || chat.migratedTo !== undefined) throw new Impossible('This chat is no more.')
}
