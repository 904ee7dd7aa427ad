import type { ChatRecord, Topic } from '../types.ts'
import { type Content, post, remove } from './messages.ts'
import { GENERAL, topicOf } from './threads.ts'
import { tell, type World } from './world.ts'

/** The colours an icon may have. */
export const COLORS = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047]

export interface TopicSpec {
  name: string
  color?: number
  emoji?: string
}

/** Begins a topic: its first message is the news of it, and gives it its id. */
export function openTopic(world: World, chat: ChatRecord, by: number, { name, color, emoji }: TopicSpec): Topic {
  const icon_color = color ?? COLORS[chat.topics.length % COLORS.length] ?? 0
  const created = { name, icon_color, ...(emoji ? { icon_custom_emoji_id: emoji } : {}) }
  skipGeneral(world, chat)
  const { message } = post(world, chat, by, { forum_topic_created: created })
  const topic: Topic = {
    id: message.message_id,
    name,
    color: icon_color,
    ...(emoji ? { emoji } : {}),
    creator: by,
    closed: false,
  }
  chat.topics.push(topic)
  world.touch()
  return topic
}

/** The first message of a chat cannot begin a topic: its number is General's. */
function skipGeneral(world: World, chat: ChatRecord) {
  const counter = world.bots.get(chat.bot ?? 0) ?? chat
  counter.lastMessageId = Math.max(GENERAL, counter.lastMessageId)
}

/** General of a forum, which is there before anybody writes in it. */
export function generalOf(chat: ChatRecord): Topic {
  const known = topicOf(chat, GENERAL)
  if (known) return known
  const general = newGeneral()
  chat.topics.push(general)
  return general
}

const newGeneral = (): Topic => ({ id: GENERAL, name: 'General', color: COLORS[0] ?? 0, creator: 0, closed: false })

/** A chat's topics, a forum's General first. */
export function topicsOf(chat: ChatRecord): Topic[] {
  const others = chat.topics.filter(({ id }) => id !== GENERAL)
  return chat.forum ? [topicOf(chat, GENERAL) ?? newGeneral(), ...others] : others
}

/** An empty emoji takes the icon away. False when nothing changes. */
export function editTopic(
  world: World,
  chat: ChatRecord,
  by: number,
  topic: Topic,
  { name, emoji }: { name?: string; emoji?: string },
): boolean {
  const renamed = name !== undefined && name !== topic.name
  const redrawn = emoji !== undefined && emoji !== (topic.emoji ?? '')
  if (!renamed && !redrawn) return false
  if (renamed) topic.name = name
  if (redrawn) {
    if (emoji === '') delete topic.emoji
    else topic.emoji = emoji
  }
  const edited = { ...(renamed ? { name } : {}), ...(redrawn ? { icon_custom_emoji_id: emoji } : {}) }
  news(world, chat, by, topic, { forum_topic_edited: edited })
  return true
}

export function closeTopic(world: World, chat: ChatRecord, by: number, topic: Topic, closed: boolean): boolean {
  if (topic.closed === closed) return false
  topic.closed = closed
  news(world, chat, by, topic, closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} })
  return true
}

/** Hides or shows General; hidden it is closed. */
export function hideGeneral(world: World, chat: ChatRecord, by: number, hidden: boolean): boolean {
  const general = generalOf(chat)
  if ((general.hidden ?? false) === hidden) return false
  if (hidden) closeTopic(world, chat, by, general, true)
  general.hidden = hidden
  news(world, chat, by, general, hidden ? { general_forum_topic_hidden: {} } : { general_forum_topic_unhidden: {} })
  return true
}

/** A topic goes with all its messages; nobody is told. */
export function deleteTopic(world: World, chat: ChatRecord, topic: Topic) {
  chat.topics = chat.topics.filter((other) => other !== topic)
  for (const [id, { message }] of [...chat.messages])
    if (message.is_topic_message && message.message_thread_id === topic.id) remove(world, chat, id)
  tell(world, { type: 'chats', chat })
  world.touch()
}

const news = (world: World, chat: ChatRecord, by: number, topic: Topic, content: Content) =>
  post(world, chat, by, content, topic.id === GENERAL ? {} : { thread: topic.id })
