import type { Message } from '@grammyjs/types'
import type { ChatRecord } from '../types.ts'

/** General has no id of its own in messages. */
export const GENERAL = 1

export const topicOf = (chat: ChatRecord, id: number) => chat.topics.find((topic) => topic.id === id)

interface Placed {
  replyTo?: Message
  thread?: number
  content: { forum_topic_created?: unknown }
  id: number
}

/**
 * Where a message belongs. In a topic it carries the topic, and what is no reply answers the message that began the topic.
 * In a supergroup without topics a reply belongs to the thread of what it answers.
 */
export function threadOf(chat: ChatRecord, { replyTo, thread, content, id }: Placed) {
  const reply = replyTo ? { replyTo } : {}
  if (content.forum_topic_created) return { message_thread_id: id, is_topic_message: true as const }
  const hasTopics = chat.forum || chat.kind === 'private'
  const topic = hasTopics ? (thread ?? (replyTo?.is_topic_message ? replyTo.message_thread_id : undefined)) : undefined
  if (topic !== undefined && topic !== GENERAL) {
    const beginning = chat.forum ? chat.messages.get(topic)?.message : undefined
    return {
      message_thread_id: topic,
      is_topic_message: true as const,
      ...(replyTo || !beginning ? reply : { replyTo: beginning }),
    }
  }
  if (chat.kind !== 'supergroup' || chat.forum) return reply
  const root = replyTo ? (replyTo.message_thread_id ?? replyTo.message_id) : thread
  const first = root === undefined ? undefined : chat.messages.get(root)?.message
  return {
    ...(root === undefined ? {} : { message_thread_id: root }),
    ...(first && !replyTo ? { replyTo: first } : reply),
  }
}
