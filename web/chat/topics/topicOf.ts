import type { Message } from '@grammyjs/types'
import type { Chat, Topic } from '../types.ts'

/** General has no number of its own in messages. */
export const GENERAL = 1

/** The topic a message of a chat with topics belongs to. */
export const topicOf = (message: Message): number =>
  message.is_topic_message && message.message_thread_id !== undefined ? message.message_thread_id : GENERAL

/** What a message sent from this topic must say about it. */
export const threadFor = (chat: Chat, topic: number | undefined): number | undefined =>
  chat.topics === undefined || topic === GENERAL ? undefined : topic

export const topicNamed = (topics: readonly Topic[], id: number): Topic | undefined =>
  topics.find((topic) => topic.id === id)
