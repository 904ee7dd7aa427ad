import type { ChatRecord, Person } from '../types.ts'
import { isIn } from './chats.ts'
import { memberOf } from './members.ts'
import type { Content, PostOptions } from './messages.ts'
import { forbiddenSort, hasRight } from './rights.ts'
import { GENERAL, topicOf } from './threads.ts'
import type { World } from './world.ts'

/** Why a person cannot send this to the chat; undefined when they can. */
export function whyNotWrite(
  world: World,
  person: Person,
  chat: ChatRecord,
  content: Content,
  { thread, replyTo, as }: PostOptions,
): string | undefined {
  const name = person.first_name
  if (person.deactivated) return 'This account is deleted.'
  if (chat.deleted || chat.migratedTo !== undefined) return 'This chat is no more.'
  if (chat.kind !== 'private' && !isIn(memberOf(world, chat, person.id))) return `${name} is not in this chat.`
  if (as && chat.bannedChats.includes(as.id)) return `${as.title} may not write here.`
  const sort = forbiddenSort(chat, memberOf(world, chat, person.id), content)
  if (sort) return `${name} may not send ${sort} here.`
  const place = thread ?? (replyTo?.is_topic_message ? replyTo.message_thread_id : undefined)
  return topicRefusal(world, chat, person.id, place) ? 'There is no such open topic.' : undefined
}

/** What Telegram says to a message for a topic that is not there or closed to the sender. */
export function topicRefusal(world: World, chat: ChatRecord, sender: number, id: number | undefined) {
  const general = chat.forum && (id === undefined || id === GENERAL)
  if (id === undefined && !general) return undefined
  const topic = topicOf(chat, general ? GENERAL : (id ?? 0))
  if (!topic) return general || !hasTopics(world, chat) ? undefined : 'message thread not found'
  const member = memberOf(world, chat, sender)
  const may = hasRight(member, 'can_manage_topics') || topic.creator === sender
  return topic.closed && !may && chat.kind !== 'private' ? 'TOPIC_CLOSED' : undefined
}

/** Whether the chat has topics: a forum, or a private chat of a bot that has them. */
export const hasTopics = (world: World, chat: ChatRecord): boolean =>
  chat.kind === 'private'
    ? world.bots.get(chat.bot ?? 0)?.has_topics_enabled === true
    : chat.kind === 'supergroup' && chat.forum === true
