/** What Telegram says about a chat, in plain words. */
import type { Message } from '@grammyjs/types'
import { fullName, senderName } from './names.ts'
import type { Texts } from './texts.ts'

/** `lineOf`: another message in one line, for the one that was pinned. */
export function service(message: Message, t: Texts, lineOf: (message: Message, t: Texts) => string): string {
  const who = senderName(message)
  return members(message, who, t) ?? topics(message, who, t) ?? chat(message, who, t, lineOf) ?? t.serviceOther
}

function members({ new_chat_members: came, left_chat_member: left, from }: Message, who: string, t: Texts) {
  if (came) {
    const names = came.map(fullName).join(', ')
    return came.length === 1 && came[0]?.id === from?.id ? t.serviceJoined(names) : t.serviceAdded(who, names)
  }
  if (left) return left.id === from?.id ? t.serviceLeft(fullName(left)) : t.serviceRemoved(who, fullName(left))
  return undefined
}

function topics(message: Message, who: string, t: Texts) {
  if (message.forum_topic_created) return t.serviceTopic(who, message.forum_topic_created.name)
  if (message.forum_topic_edited) {
    const { name } = message.forum_topic_edited
    return name === undefined ? t.serviceTopicIcon(who) : t.serviceTopicRenamed(who, name)
  }
  if (message.forum_topic_closed) return t.serviceTopicClosed(who)
  if (message.forum_topic_reopened) return t.serviceTopicReopened(who)
  if (message.general_forum_topic_hidden) return t.serviceGeneralHidden(who)
  if (message.general_forum_topic_unhidden) return t.serviceGeneralShown(who)
  return undefined
}

function chat(message: Message, who: string, t: Texts, lineOf: (message: Message, t: Texts) => string) {
  if (message.pinned_message) {
    const pinned = message.pinned_message
    return t.servicePinned(who, 'date' in pinned && pinned.date !== 0 ? short(lineOf(pinned as Message, t)) : t.message)
  }
  if (message.new_chat_title !== undefined) return t.serviceTitle(who, message.new_chat_title)
  if (message.new_chat_photo) return t.servicePhoto(who)
  if (message.delete_chat_photo) return t.serviceNoPhoto(who)
  if (message.channel_chat_created) return t.serviceChannel
  if (message.group_chat_created || message.supergroup_chat_created) return t.serviceCreated(who)
  if (message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined) return t.serviceMigrated
  if (message.message_auto_delete_timer_changed) return t.serviceTimer
  if (message.write_access_allowed) return t.serviceAccess
  if (message.users_shared || message.chat_shared) return t.serviceShared(who)
  if (message.web_app_data) return t.serviceApp(message.web_app_data.button_text)
  if (message.proximity_alert_triggered) {
    const { traveler, watcher, distance } = message.proximity_alert_triggered
    return t.serviceNear(fullName(traveler), fullName(watcher), distance)
  }
  return Object.keys(message).some((key) => key.startsWith('video_chat_')) ? t.serviceVideoChat : undefined
}

const short = (words: string) => (words.length > 60 ? `${[...words].slice(0, 59).join('')}…` : words)
