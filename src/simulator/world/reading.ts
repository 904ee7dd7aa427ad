import type { ChatRecord, StoredMessage } from '../types.ts'
import { GENERAL } from './threads.ts'
import type { World } from './world.ts'

/** The topic a message of a chat with topics belongs to. */
export const topicOfMessage = ({ message }: StoredMessage): number =>
  message.is_topic_message && message.message_thread_id !== undefined ? message.message_thread_id : GENERAL

const place = (person: number, topic: number) => `${person} ${topic}`

/** Whether somebody has yet to see a message that is not their own. */
export function isUnread(chat: ChatRecord, person: number, stored: StoredMessage): boolean {
  const inTopic = chat.readIn?.[place(person, topicOfMessage(stored))] ?? 0
  const read = Math.max(chat.read.get(person) ?? 0, inTopic)
  return stored.message.message_id > read && stored.sender !== person
}

export const unreadIn = (chat: ChatRecord, person: number, topic?: number): number =>
  [...chat.messages.values()].filter(
    (stored) => (topic === undefined || topicOfMessage(stored) === topic) && isUnread(chat, person, stored),
  ).length

/** Everything in the chat, or in one topic of it, has been seen. */
export function markRead(world: World, chat: ChatRecord, person: number, topic?: number) {
  const last = [...chat.messages.keys()].at(-1) ?? 0
  if (topic === undefined) chat.read.set(person, last)
  else chat.readIn = { ...chat.readIn, [place(person, topic)]: last }
  world.touch()
}
