import type { ReactionType } from '@grammyjs/types'
import { isAvailable, react } from '../../world/reactions.ts'
import { badRequest } from '../errors.ts'
import { needRight } from '../rights.ts'
import { chatToWrite, messageIn } from '../target.ts'
import type { CallContext, Method } from './context.ts'

const setMessageReaction: Method = (ctx) => {
  const reactions = readReactions(ctx)
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to react')
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  if (!reactions.every((reaction) => isAvailable(chat, stored, reaction))) throw badRequest('REACTION_INVALID')
  react(ctx.world, chat, stored, ctx.bot.id, reactions)
  return true
}

function readReactions({ params }: CallContext): ReactionType[] {
  const given = params.json('reaction', "can't parse reaction types JSON object")
  if (given === undefined) return []
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType')
  return given.map(readReaction)
}

function readReaction(given: unknown): ReactionType {
  const wrong = (reason: string) => badRequest(`can't parse ReactionType: ${reason}`)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('expected an Object')
  const { type, emoji, custom_emoji_id } = given as Record<string, unknown>
  if (type === undefined) throw wrong('Can\'t find field "type"')
  if (type === 'paid') return { type }
  if (type === 'emoji') {
    if (typeof emoji !== 'string') throw wrong('Can\'t find field "emoji"')
    return { type, emoji: emoji.replaceAll('\ufe0f', '') as Extract<ReactionType, { type: 'emoji' }>['emoji'] }
  }
  if (type !== 'custom_emoji') throw wrong('invalid reaction type specified')
  if (custom_emoji_id === undefined) throw wrong('Can\'t find field "custom_emoji_id"')
  return { type, custom_emoji_id: String(custom_emoji_id) }
}

const deleteMessageReaction: Method = (ctx) => {
  const chat = clearing(ctx)
  const stored = messageIn(ctx, chat, 'message to delete reaction')
  react(ctx.world, chat, stored, actorOf(ctx), [])
  return true
}

const deleteAllMessageReactions: Method = (ctx) => {
  const chat = clearing(ctx)
  const actor = actorOf(ctx)
  for (const stored of chat.messages.values()) react(ctx.world, chat, stored, actor, [])
  return true
}

function clearing(ctx: CallContext) {
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'group' && chat.kind !== 'supergroup') throw badRequest(ONLY_GROUPS)
  needRight(ctx, chat, 'can_delete_messages', 'not enough rights to delete reactions')
  return chat
}

const ONLY_GROUPS = 'method is available only for groups and supergroups'

function actorOf({ params }: CallContext): number {
  const id = params.integer('user_id', 0) || params.integer('actor_chat_id', 0)
  if (id === 0) throw badRequest('invalid user_id specified')
  return id
}

export const reactionMethods = { setMessageReaction, deleteMessageReaction, deleteAllMessageReactions }
