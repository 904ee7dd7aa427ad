import type { MessageEntity } from '@grammyjs/types'
import { formatted } from '../entities/format.ts'
import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

export interface FormattedText {
  text: string
  entities: MessageEntity[]
}

/** The text of a message after parsing: not empty, at most 4096 code points. */
export function readText(ctx: CallContext): FormattedText {
  const raw = ctx.params.text('text')
  if (Buffer.byteLength(raw) > 32_768) throw badRequest('text is too long')
  const read = parse(ctx, raw, 'parse_mode', 'entities')
  if (read.text === '') throw badRequest('message text is empty')
  if (length(read.text) > 4096) throw badRequest('message is too long')
  return read
}

/** A caption, possibly empty, at most 1024 code points. */
export function readCaption(ctx: CallContext): FormattedText {
  const read = parse(ctx, ctx.params.text('caption'), 'parse_mode', 'caption_entities')
  if (length(read.text) > 1024) throw badRequest('message caption is too long')
  return read
}

function parse(ctx: CallContext, raw: string, modeName: string, entitiesName: string): FormattedText {
  const mode = ctx.params.text(modeName)
  const given = ctx.params.json(entitiesName, "can't parse entities JSON object")
  return formatted(raw, mode, given)
}

const length = (text: string) => [...text].length
