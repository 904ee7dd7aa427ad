/** How entries become bubbles: runs of one sender within five minutes, albums as one bubble, a line between days. */
import type { Message } from '@grammyjs/types'
import type { Entry } from './types.ts'

export type Bubble = { entries: [Entry, ...Entry[]]; first: boolean; last: boolean; newDay: boolean }

const RUN_SECONDS = 300

export function bubbles(entries: readonly Entry[], dayOf: (date: number) => string): Bubble[] {
  const albums: [Entry, ...Entry[]][] = []
  for (const entry of entries) {
    const open = albums.at(-1)
    const album = entry.message.media_group_id
    if (open && album !== undefined && open[0].message.media_group_id === album) open.push(entry)
    else albums.push([entry])
  }
  return albums.map((entries, at) => {
    const [here] = entries
    const before = albums[at - 1]?.[0]
    const after = albums[at + 1]?.[0]
    const newDay = !before || dayOf(before.message.date) !== dayOf(here.message.date)
    return {
      entries,
      newDay,
      first: newDay || !sameRun(before, here),
      last: !after || dayOf(after.message.date) !== dayOf(here.message.date) || !sameRun(here, after),
    }
  })
}

/** What Telegram says about a chat rather than what a person says in it. */
export function isService(message: Message): boolean {
  return serviceKinds.some((kind) => kind in message)
}

const serviceKinds = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'message_auto_delete_timer_changed',
  'pinned_message',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'proximity_alert_triggered',
  'users_shared',
  'chat_shared',
  'web_app_data',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'write_access_allowed',
] as const

function sameRun(a: Entry, b: Entry): boolean {
  if (isService(a.message) || isService(b.message)) return false
  if (a.message.message_thread_id !== b.message.message_thread_id) return false
  return a.message.from?.id === b.message.from?.id && b.message.date - a.message.date <= RUN_SECONDS
}
