import type { MessageEntity } from '@grammyjs/types'
import { badRequest } from '../api/errors.ts'
import { nested } from './nesting.ts'
import { byPosition, endOf, type Parsed } from './parsed.ts'

const FARTHEST = 1_000_000

/** What the server does after parsing: characters are cleaned, entities made to nest, ends trimmed. */
export function tidy({ text: raw, entities: given }: Parsed): Parsed {
  if (!raw.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  for (const { offset, length } of given) {
    if (offset < 0 || offset > FARTHEST) throw badRequest(`receive an entity with incorrect offset ${offset}`)
    if (length < 0 || length > FARTHEST) throw badRequest(`receive an entity with incorrect length ${length}`)
  }
  const { text, entities } = clean(raw, nested(given.filter((entity) => entity.length > 0)))
  const last = lastVisible(text)
  if (last < 0) return { text: '', entities: [] }
  return trim(text, nested(entities.filter((entity) => entity.length > 0)), last)
}

/** The place of the last character that is neither a space nor a new line, or -1. */
function lastVisible(text: string): number {
  let last = text.length - 1
  while (last >= 0 && (text[last] === ' ' || text[last] === '\n')) last--
  return last
}

function trim(text: string, entities: MessageEntity[], last: number): Parsed {
  const end = last + 1
  const clipped = entities
    .filter((entity) => entity.offset <= last)
    .map((entity) => (endOf(entity) > end ? { ...entity, length: end - entity.offset } : entity))
    .sort(byPosition)
  const limit = clipped[0]?.offset ?? end
  let start = 0
  while (start < limit && (text[start] === ' ' || text[start] === '\n')) start++
  return {
    text: text.slice(start, end),
    entities: clipped.map((entity) => ({ ...entity, offset: entity.offset - start })),
  }
}

/**
 * Control characters become spaces; carriage returns, line separators, direction overrides and vertical lines vanish,
 * and entities move along. An entity that cuts a character in two or leaves the text is refused.
 */
function clean(text: string, entities: MessageEntity[]): Parsed {
  const moved: MessageEntity[] = []
  const stack: { entity: MessageEntity; skippedBefore: number }[] = []
  let result = ''
  let next = 0
  let skipped = 0
  let at = 0
  let bytes = 0

  const borders = () => {
    for (let top = stack.at(-1); top && at >= endOf(top.entity); top = stack.at(-1)) {
      const { entity, skippedBefore } = top
      if (at !== endOf(entity))
        throw badRequest(
          `entity beginning at UTF-16 offset ${entity.offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes}`,
        )
      const place = { offset: entity.offset - skippedBefore, length: entity.length - (skipped - skippedBefore) }
      moved.push({ ...entity, ...place })
      stack.pop()
    }
    for (let entity = entities[next]; entity && at >= entity.offset; entity = entities[++next]) {
      if (at !== entity.offset) throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytes}`)
      stack.push({ entity, skippedBefore: skipped })
    }
  }

  for (const c of text) {
    borders()
    if (VANISHES.test(c)) skipped++
    else result += c < ' ' && c !== '\n' ? ' ' : c
    at += c.length
    bytes += Buffer.byteLength(c)
  }
  borders()
  const late = entities[next]
  if (late) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${late.offset}`)
  const open = stack.at(-1)?.entity
  if (open)
    throw badRequest(
      `entity beginning at UTF-16 offset ${open.offset} ends after the end of the text at UTF-16 offset ${endOf(open)}`,
    )
  return { text: quiet(result), entities: moved.sort(byPosition) }
}

// biome-ignore lint/suspicious/noMisleadingCharacterClass: single characters are tested
const VANISHES = /^[\r\u2028-\u202e\u0333\u033f\u030a]$/

/** Of several direction marks in a row only the last one stays. */
const quiet = (text: string) => text.replace(/[\u200e\u200f]+(?=[\u200e\u200f])/g, (run) => '\u200c'.repeat(run.length))

const SPACES = /[\u1680\u180e\u2000-\u200a\u202e\u202f\u205f\u2800\u3000\ufffc\u{e0000}-\u{e007f}]/gu
const UNSEEN = /[ \n\u200b-\u200f\u202e\ufeff\u00a0]/g

/** Whether nothing of a text can be seen. */
export const isBlank = (text: string) => text.replace(SPACES, ' ').replace(UNSEEN, '') === ''
