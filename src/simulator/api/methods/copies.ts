import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../../types.ts'
import { contentToTake, forwarded } from '../../world/forwards.ts'
import { type Content, captionContent } from '../../world/messages.ts'
import { openPoll } from '../../world/polls.ts'
import { count, type World } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readIds } from '../ids.ts'
import { chatKnown, messageIn, threadOf } from '../target.ts'
import { checkCaption, readCaption } from '../text.ts'
import { albumId } from './albums.ts'
import type { CallContext, Method } from './context.ts'
import { chatToSend, options, place, type Ready, required, say, sending } from './say.ts'

const forwardMessage = sending((ctx) => {
  required(ctx, 'from_chat_id')
  const from = chatKnown(ctx, 'from_chat_id')
  const { message } = messageIn(ctx, from, 'message to forward')
  return () => {
    const content = toForward(message)
    if (!content) throw badRequest("message can't be forwarded")
    return { content }
  }
})

const copyMessage = sending((ctx) => {
  required(ctx, 'from_chat_id')
  const caption = ctx.params.has('caption') ? readCaption(ctx) : undefined
  const from = chatKnown(ctx, 'from_chat_id')
  const stored = messageIn(ctx, from, 'message to copy')
  return () => {
    const content = toCopy(ctx.world, stored)
    if (!content) throw badRequest("message can't be copied")
    if (caption && isCaptioned(content)) {
      const { text, entities } = checkCaption(caption)
      recaption(content, captionContent(text, entities))
      if (ctx.params.flag('show_caption_above_media')) content.show_caption_above_media = true
    }
    return { content, then: pollOf(ctx.world), answer: ({ message_id }) => ({ message_id }) }
  }
})

const toForward = (message: Message): Content | null => {
  const content = message.has_protected_content ? null : contentToTake(message)
  return content && { ...content, ...forwarded(message) }
}

/** A copy has no link to its origin: a poll begins anew, and a quiz needs its answers known. What costs is not copied. */
function toCopy(world: World, { message, sender }: StoredMessage): Content | null {
  const isFree = !message.has_protected_content && !message.invoice && !message.paid_media
  const content = isFree ? contentToTake(message) : null
  if (!content?.poll) return content
  const { poll } = content
  if (poll.type === 'quiz' && !poll.is_closed && !world.bots.has(sender)) return null
  const id = String(5_000_000_000_000_000_000n + BigInt(count(world, 'poll')))
  const options = poll.options.map((option) => ({ ...option, voter_count: 0 }))
  return { ...content, poll: { ...poll, id, options, total_voter_count: 0, is_closed: false } }
}

const pollOf = (world: World) => (stored: StoredMessage, chat: ChatRecord) => {
  if (stored.message.poll) openPoll(world, chat, stored)
}

const isCaptioned = (content: Content) =>
  Boolean(content.photo ?? content.video ?? content.animation ?? content.audio ?? content.document ?? content.voice)

function recaption(content: Content, caption: Content) {
  delete content.caption
  delete content.caption_entities
  delete content.show_caption_above_media
  Object.assign(content, caption)
}

type Take = (ctx: CallContext, stored: StoredMessage) => Content | null

/** Several at once, in their order: what is gone or cannot go along is left out, albums stay albums. */
const several =
  (take: Take, then?: Ready['then']): Method =>
  (ctx) => {
    required(ctx, 'from_chat_id')
    const ids = readIds(ctx)
    const chat = chatToSend(ctx)
    const thread = threadOf(ctx, chat)
    const from = chatKnown(ctx, 'from_chat_id')
    if (ids.some((id, i) => id <= (ids[i - 1] ?? 0)))
      throw badRequest('message identifiers must be in a strictly increasing order')
    const found = ids.flatMap((id) => from.messages.get(id) ?? [])
    if (found.length === 0) throw badRequest('message to forward not found')
    const contents = found.flatMap((stored) => {
      const content = take(ctx, stored)
      return content ? [{ content, album: stored.message.media_group_id }] : []
    })
    if (contents.length === 0) throw badRequest("message can't be forwarded")
    const albums = new Map<string, string>()
    const shared = options(ctx, chat)
    return contents.map(({ content, album }) => {
      if (album && !albums.has(album)) albums.set(album, albumId(ctx))
      const group = album ? { media_group_id: albums.get(album) as string } : {}
      const { message } = say(
        ctx,
        chat,
        { ...content, ...shared, ...group },
        { ...place(undefined, thread), ...(then ? { then } : {}) },
      )
      return { message_id: message.message_id }
    })
  }

const forwardMessages = several((_, { message }) => toForward(message))

const copyMessages: Method = (ctx) =>
  several((_, stored) => {
    const content = toCopy(ctx.world, stored)
    if (content && ctx.params.flag('remove_caption')) recaption(content, {})
    return content
  }, pollOf(ctx.world))(ctx)

export const copyMethods = { forwardMessage, forwardMessages, copyMessage, copyMessages }
