import type { ChatRecord, StoredMessage } from '../types.ts'
import { groupKey } from './chats.ts'
import { isService } from './rights.ts'
import { chatOf, type World } from './world.ts'

/** Who carries posts over. */
export const TELEGRAM = 777000

/** A channel's post appears in its discussion group, where people comment on it: what it says there. */
export function carriedOver(world: World, channel: ChatRecord, { message }: StoredMessage) {
  const group = channel.linked === undefined ? undefined : world.chats.get(groupKey(channel.linked))
  if (channel.kind !== 'channel' || !group || isService(message)) return undefined
  const { message_id, date, author_signature: author } = message
  const chat = chatOf(world, channel)
  const content = {
    ...contentOf(message),
    forward_origin: { type: 'channel', chat, message_id, ...(author ? { author_signature: author } : {}), date },
    is_automatic_forward: true,
    forward_from_chat: chat,
    forward_from_message_id: message_id,
    ...(author ? { forward_signature: author } : {}),
    forward_date: date,
  }
  return { group, content }
}

/** The message without where, when and by whom it was said. */
function contentOf(message: StoredMessage['message']) {
  const {
    message_id: _id,
    from: _from,
    sender_chat: _sender,
    author_signature: _author,
    chat: _chat,
    date: _date,
    reply_to_message: _reply,
    ...content
  } = message
  return content
}
