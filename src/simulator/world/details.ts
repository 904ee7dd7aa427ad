import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../types.ts'
import { addGroup, groupKey } from './chats.ts'
import { keepFile } from './files.ts'
import { photoJson } from './media.ts'
import { post } from './messages.ts'
import { tell, type World } from './world.ts'

/** What changes a chat itself: its name, its picture, what is pinned, its end. */
export function rename(world: World, chat: ChatRecord, by: number, title: string) {
  if (chat.title === title) return
  chat.title = title
  post(world, chat, by, { new_chat_title: title })
  tell(world, { type: 'chats', chat })
}

/** False when the bytes are no picture. */
export function setPhoto(
  world: World,
  chat: ChatRecord,
  by: number,
  file: { name: string; mime: string; bytes: Buffer },
) {
  const sizes = keepFile(world, { kind: 'photo', ...file })
  const first = sizes?.[0]
  if (!sizes || !first) return false
  chat.photo = first.bytes
  post(world, chat, by, { new_chat_photo: photoJson(sizes) })
  return true
}

export function removePhoto(world: World, chat: ChatRecord, by: number) {
  delete chat.photo
  post(world, chat, by, { delete_chat_photo: true })
}

/** Pins a message above those pinned before; pinning the newest again says nothing. */
export function pin(world: World, chat: ChatRecord, by: number, { message }: StoredMessage) {
  const id = message.message_id
  if (chat.pinned.at(-1) === id) return
  chat.pinned = [...chat.pinned.filter((pinned) => pinned !== id), id]
  const { reply_to_message: _, ...flat } = message
  const thread = message.is_topic_message ? message.message_thread_id : undefined
  post(
    world,
    chat,
    by,
    { pinned_message: flat as NonNullable<Message['pinned_message']> },
    thread === undefined ? {} : { thread },
  )
}

/** Unpins what fits; nobody is told. */
export function unpin(world: World, chat: ChatRecord, fits: (message: Message) => boolean) {
  chat.pinned = chat.pinned.filter((id) => {
    const stored = chat.messages.get(id)
    return stored && !fits(stored.message)
  })
  tell(world, { type: 'chats', chat })
  world.touch()
}

/** The newest pinned message, by when it was sent. */
export const newestPinned = (chat: ChatRecord): StoredMessage | undefined =>
  chat.messages.get(Math.max(0, ...chat.pinned))

/** A basic group becomes a supergroup: a new chat with the same people, and the old one is closed. */
export function migrate(world: World, chat: ChatRecord, by: number, id?: number): ChatRecord {
  const next = addGroup(world, { kind: 'supergroup', title: chat.title ?? '', ...(id === undefined ? {} : { id }) })
  next.members = new Map(chat.members)
  next.permissions = { ...chat.permissions }
  if (chat.photo) next.photo = chat.photo
  post(world, chat, by, { migrate_to_chat_id: next.id })
  chat.migratedTo = next.id
  post(world, next, by, { migrate_from_chat_id: chat.id })
  tell(world, { type: 'chats', chat: next })
  world.touch()
  return next
}

/** The chat is gone for everybody. */
export function destroy(world: World, chat: ChatRecord) {
  chat.deleted = true
  delete chat.username
  for (const [id, member] of chat.members) chat.members.set(id, { ...member, status: 'left' })
  tell(world, { type: 'chats', chat })
  world.touch()
}

export const chatById = (world: World, id: number): ChatRecord | undefined => world.chats.get(groupKey(id))
