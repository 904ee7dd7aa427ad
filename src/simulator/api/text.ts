import type { MessageEntity, User } from '@grammyjs/types'
import { formatted } from '../entities/format.ts'
import { privateKey, sharesGroup } from '../world/chats.ts'
import { userOf } from '../world/world.ts'
import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

/** The text of a message, parsed. Whether it may be sent is asked later, when there is a chat: `checkText`. */
export function readText(ctx: CallContext): FormattedText {
  const raw = ctx.params.text('text')
  if (raw === '') throw badRequest('message text is empty')
  return readFormatted(ctx, 'text', 'parse_mode', 'entities')
}

/** Not empty and at most 4096 code points, after parsing. */
export function checkText(read: FormattedText): FormattedText {
  if (read.text === '') throw badRequest('text must be non-empty')
  if (length(read.text) > 4096) throw badRequest('message is too long')
  return read
}

export const readCaption = (ctx: CallContext): FormattedText =>
  readFormatted(ctx, 'caption', 'parse_mode', 'caption_entities')

/** At most 1024 code points; it may be empty. */
export function checkCaption(read: FormattedText): FormattedText {
  if (length(read.text) > 1024) throw badRequest('message caption is too long')
  return read
}

/** Any formatted parameter: its text, its parse mode and its entities go by their own names. */
export function readFormatted(ctx: CallContext, name: string, mode: string, entities: string): FormattedText {
  const raw = ctx.params.text(name)
  if (Buffer.byteLength(raw) > 32_768) throw badRequest('text is too long')
  return formatted(raw, ctx.params.text(mode), givenEntities(ctx, entities), knownTo(ctx))
}

/** A bot can mention whom it has met. */
export const knownTo =
  ({ world, bot }: CallContext) =>
  (id: number): User | undefined => {
    const met = id === bot.id || world.chats.get(privateKey(id, bot.id))?.begun || sharesGroup(world, bot, id)
    return met ? userOf(world, id) : undefined
  }

/** Entities that are no JSON are none. */
function givenEntities(ctx: CallContext, name: string): unknown {
  try {
    const given = JSON.parse(ctx.params.text(name) || '[]')
    return Array.isArray(given) ? given : undefined
  } catch {
    return undefined
  }
}

export const length = (text: string) => [...text].length
