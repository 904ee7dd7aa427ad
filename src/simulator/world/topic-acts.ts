import type { ReactionType } from '@grammyjs/types'
import type { ChatRecord, Person, StoredMessage, Topic } from '../types.ts'
import { isIn } from './chats.ts'
import { need } from './group-acts.ts'
import { Impossible } from './impossible.ts'
import { memberOf } from './members.ts'
import { isAvailable, react } from './reactions.ts'
import { hasRight, isPermitted } from './rights.ts'
import { GENERAL, topicOf } from './threads.ts'
import { closeTopic, deleteTopic, editTopic, generalOf, hideGeneral, openTopic, type TopicSpec } from './topics.ts'
import type { World } from './world.ts'
import { hasTopics } from './writing.ts'

/** What people do with topics and reactions. */
export function opensTopic(world: World, person: Person, chat: ChatRecord, spec: TopicSpec): Topic {
  if (!hasTopics(world, chat)) throw new Impossible('There are no topics here.')
  need(mayBegin(world, person, chat), person, 'begin topics here')
  return openTopic(world, chat, person.id, spec)
}

/** In a private chat the bot says who begins topics, in a group the rights. */
export function mayBegin(world: World, person: Person, chat: ChatRecord): boolean {
  const bot = world.bots.get(chat.bot ?? 0)
  return bot
    ? bot.allows_users_to_create_topics === true
    : isPermitted(chat, memberOf(world, chat, person.id), 'can_manage_topics')
}

export interface TopicChange {
  name?: string
  emoji?: string
  closed?: boolean
  hidden?: boolean
}

export function changesTopic(world: World, person: Person, chat: ChatRecord, id: number, change: TopicChange): Topic {
  const topic = manages(world, person, chat, id)
  if (change.name !== undefined || change.emoji !== undefined)
    editTopic(world, chat, person.id, topic, {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.emoji === undefined ? {} : { emoji: change.emoji }),
    })
  if (change.closed !== undefined) closeTopic(world, chat, person.id, topic, change.closed)
  if (change.hidden !== undefined) {
    if (topic.id !== GENERAL) throw new Impossible('Only General is hidden.')
    hideGeneral(world, chat, person.id, change.hidden)
  }
  return topic
}

export function deletesTopic(world: World, person: Person, chat: ChatRecord, id: number) {
  const topic = manages(world, person, chat, id)
  if (topic.id === GENERAL) throw new Impossible('General stays.')
  deleteTopic(world, chat, topic)
}

function manages(world: World, person: Person, chat: ChatRecord, id: number): Topic {
  const topic = id === GENERAL && chat.forum ? generalOf(chat) : topicOf(chat, id)
  if (!topic) throw new Impossible('There is no such topic.')
  const me = memberOf(world, chat, person.id)
  need(chat.kind === 'private' || hasRight(me, 'can_manage_topics') || topic.creator === person.id, person, 'change it')
  return topic
}

/** People without a subscription have one reaction on a message, with one three. */
const MOST_REACTIONS = 3

export function reacts(
  world: World,
  person: Person,
  chat: ChatRecord,
  stored: StoredMessage,
  reactions: ReactionType[],
) {
  const me = memberOf(world, chat, person.id)
  if (chat.kind !== 'private' && !isIn(me)) throw new Impossible(`${person.first_name} is not in this chat.`)
  const may = chat.kind === 'channel' || isPermitted(chat, me, 'can_react_to_messages')
  need(may && reactions.length <= MOST_REACTIONS, person, 'react so')
  if (!reactions.every((reaction) => isAvailable(chat, stored, reaction)))
    throw new Impossible('That reaction is not available here.')
  react(world, chat, stored, person.id, reactions)
}
