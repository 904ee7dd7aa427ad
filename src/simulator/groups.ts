import type { ReactionType } from '@grammyjs/types'
import type { ChatRecord, InviteLink, Member, Person, Topic } from './types.ts'
import { chatById } from './world/details.ts'
import * as acts from './world/group-acts.ts'
import { Impossible } from './world/impossible.ts'
import type { Joined } from './world/links.ts'
import { memberOf } from './world/members.ts'
import { addChat, addWorld, type ChatSpec, type MemberSpec, type WorldSpec } from './world/spec.ts'
import * as topicActs from './world/topic-acts.ts'
import type { TopicSpec } from './world/topics.ts'
import type { World } from './world/world.ts'

export type { ChatSpec, MemberSpec, WorldSpec } from './world/spec.ts'

export interface SimBot {
  id: number
  token: string
  username: string
}

export type SimPerson = Person

export interface SimGroup {
  id: number
  title: string
}

/** A chat as a person names it: a bot means their private chat with it. */
export type ChatLike = SimBot | SimGroup | number

type Who = { id: number } | number

/** Groups, channels, topics and reactions, as people have them. */
export interface GroupActs {
  /** A chat of any kind that has been there before: nobody is told. The same id is the same chat. */
  chat(spec: ChatSpec): SimGroup
  /** People, bots and chats in one go; nobody is told. */
  load(spec: WorldSpec): void
  /** Makes a chat of one's own; those who come in see how it began. */
  founds(person: SimPerson, spec: Pick<ChatSpec, 'type' | 'title' | 'username'>): SimGroup
  /** Adds (`member`), promotes, restricts, bans (`kicked`) or lets go (`left`) somebody; `left` of oneself leaves. */
  places(person: SimPerson, chat: ChatLike, who: Who, place: MemberSpec): void
  /** Follows an invite link, or enters a public chat by its `@name`. */
  joins(person: SimPerson, address: string): Joined
  /** Lets somebody in who asked, or not. */
  answers(person: SimPerson, chat: ChatLike, who: Who, approved: boolean): void
  /** Changes the title, the description, the picture, whether there are topics. */
  changes(person: SimPerson, chat: ChatLike, look: acts.Look): void
  pins(person: SimPerson, chat: ChatLike, messageId: number, pinned?: boolean): void
  reacts(person: SimPerson, chat: ChatLike, messageId: number, reactions: ReactionType[]): void
  opensTopic(person: SimPerson, chat: ChatLike, topic: TopicSpec): Topic
  /** Renames, closes, opens or (General, id 1) hides a topic. */
  changesTopic(person: SimPerson, chat: ChatLike, id: number, change: topicActs.TopicChange): Topic
  deletesTopic(person: SimPerson, chat: ChatLike, id: number): void
  /** A basic group becomes a supergroup, which is returned. */
  migrates(person: SimPerson, chat: ChatLike): SimGroup
  /** Ends a chat for everybody. */
  destroys(person: SimPerson, chat: ChatLike): void
  /** Somebody's place in a group now. */
  member(chat: SimGroup, who: Who): Member
  links(chat: SimGroup): InviteLink[]
}

export function groupActs(world: World, chatFor: (person: SimPerson, like: ChatLike) => ChatRecord): GroupActs {
  const group = ({ id, title = '' }: ChatRecord): SimGroup => ({ id, title })
  const idOf = (who: Who) => (typeof who === 'number' ? who : who.id)
  const at = ({ id }: SimGroup) => found(chatById(world, id), 'There is no such chat.')
  const message = (chat: ChatRecord, id: number) => found(chat.messages.get(id), 'That message is gone.')
  return {
    chat: (spec) => group(addChat(world, spec)),
    load: (spec) => addWorld(world, spec),
    founds: (person, spec) => group(acts.founds(world, person, spec)),
    places: (person, chat, who, place) => acts.places(world, person, chatFor(person, chat), idOf(who), place),
    joins: (person, address) => acts.joins(world, person, address),
    answers: (person, chat, who, approved) => acts.answers(world, person, chatFor(person, chat), idOf(who), approved),
    changes: (person, chat, look) => acts.changes(world, person, chatFor(person, chat), look),
    pins(person, like, id, pinned = true) {
      const chat = chatFor(person, like)
      acts.pins(world, person, chat, message(chat, id), pinned)
    },
    reacts(person, like, id, reactions) {
      const chat = chatFor(person, like)
      topicActs.reacts(world, person, chat, message(chat, id), reactions)
    },
    opensTopic: (person, chat, topic) => topicActs.opensTopic(world, person, chatFor(person, chat), topic),
    changesTopic: (person, chat, id, change) =>
      topicActs.changesTopic(world, person, chatFor(person, chat), id, change),
    deletesTopic: (person, chat, id) => topicActs.deletesTopic(world, person, chatFor(person, chat), id),
    migrates: (person, chat) => group(acts.migrates(world, person, chatFor(person, chat))),
    destroys: (person, chat) => acts.destroys(world, person, chatFor(person, chat)),
    member: (chat, who) => memberOf(world, at(chat), idOf(who)),
    links: (chat) => at(chat).links,
  }
}

function found<T>(thing: T | undefined, otherwise: string): T {
  if (thing === undefined) throw new Impossible(otherwise)
  return thing
}
