import type { MessageEntity } from '@grammyjs/types'
import { byPosition, endOf, isQuote, isSplittable, isVerbatim, SPLITTABLE } from './parsed.ts'

const CONTINUOUS = new Set([
  'mention',
  'hashtag',
  'bot_command',
  'url',
  'email',
  'text_link',
  'text_mention',
  'cashtag',
  'phone_number',
  'bank_card_number',
  'custom_emoji',
])

/**
 * Makes any entities nest: of two that overlap and cannot be split the later one vanishes, bold and its kin are split
 * where others begin and end, and joined where they touch.
 */
export function nested(given: MessageEntity[]): MessageEntity[] {
  const entities = given.toSorted(byPosition)
  if (isNested(entities)) return entities
  const { rest, quotes, splittable } = sorts(entities)
  const blocks = apart(quotes)
  return withSplit(splittable, [...fitting(apart(rest), blocks), ...blocks].sort(byPosition))
}

/** Adds entities the server found by itself: those that overlap a given one, or stick out of a quotation, are dropped. */
export function withFound(entities: MessageEntity[], found: MessageEntity[]): MessageEntity[] {
  if (found.length === 0) return entities
  const { rest, quotes, splittable } = sorts(entities)
  const free = fitting(found, quotes).filter((one) => !rest.some((other) => overlap(one, other)))
  return withSplit(splittable, [...rest, ...free, ...quotes].sort(byPosition))
}

const overlap = (a: MessageEntity, b: MessageEntity) => a.offset < endOf(b) && b.offset < endOf(a)

function sorts(entities: MessageEntity[]) {
  return {
    splittable: entities.filter(isSplittable),
    quotes: entities.filter(isQuote),
    rest: entities.filter((entity) => !isSplittable(entity) && !isQuote(entity)),
  }
}

/** Keeps the first of those that overlap, nested ones included. */
export function apart(entities: MessageEntity[]): MessageEntity[] {
  let end = 0
  return entities.filter((entity) => {
    if (entity.offset < end) return false
    end = endOf(entity)
    return true
  })
}

/** What lies within a quotation or outside of all of them. */
function fitting(entities: MessageEntity[], quotes: MessageEntity[]): MessageEntity[] {
  return entities.filter((entity) => {
    const quote = quotes.find((one) => endOf(one) > entity.offset)
    if (!quote) return true
    const sticksOut = endOf(quote) < endOf(entity)
    const beginsBefore = entity.offset < quote.offset && quote.offset < endOf(entity)
    return !sticksOut && !beginsBefore
  })
}

function withSplit(splittable: MessageEntity[], others: MessageEntity[]): MessageEntity[] {
  if (splittable.length === 0) return others
  return [...others, ...split(splittable, others)].sort(byPosition)
}

/** Cuts bold and its kin at the borders of `others` and of each other; nothing of them stays within code. */
function split(splittable: MessageEntity[], others: MessageEntity[]): MessageEntity[] {
  const open = new Map<string, { from: number; to: number }>()
  const pieces: MessageEntity[] = []
  let at = 0

  const cut = (offset: number) => {
    for (const type of SPLITTABLE) {
      const piece = open.get(type)
      if (!piece || piece.from >= offset) continue
      const to = Math.min(piece.to, offset)
      pieces.push({ type, offset: piece.from, length: to - piece.from })
      if (piece.to <= offset) open.delete(type)
      else piece.from = offset
    }
  }
  const advance = (offset: number) => {
    for (; at < splittable.length; at++) {
      const next = splittable[at] as MessageEntity
      if (next.offset >= offset) break
      const piece = open.get(next.type)
      if (piece && next.offset <= piece.to) piece.to = Math.max(piece.to, endOf(next))
      else {
        cut(next.offset)
        open.set(next.type, { from: next.offset, to: endOf(next) })
      }
    }
    cut(offset)
  }

  const stack: MessageEntity[] = []
  const moveTo = (offset: number) => {
    for (let top = stack.at(-1); top && offset >= endOf(top); top = stack.at(-1)) {
      const before = pieces.length
      advance(endOf(top))
      if (isVerbatim(top)) pieces.length = before
      stack.pop()
    }
    advance(offset)
  }
  for (const other of others) {
    moveTo(other.offset)
    stack.push(other)
  }
  moveTo(Number.POSITIVE_INFINITY)
  return pieces.sort(byPosition)
}

const isContinuous = (entity: MessageEntity) => CONTINUOUS.has(entity.type)

/** Whether sorted entities may stay exactly as they are. */
export function isNested(entities: MessageEntity[]): boolean {
  const ends = new Map<string, number>()
  const stack: MessageEntity[] = []
  for (const entity of entities) {
    for (let top = stack.at(-1); top && entity.offset >= endOf(top); top = stack.at(-1)) stack.pop()
    const parent = stack.at(-1)
    if (parent && !mayHold(stack, parent, entity)) return false
    if (isSplittable(entity)) {
      if ((ends.get(entity.type) ?? -1) >= entity.offset) return false
      ends.set(entity.type, endOf(entity))
    }
    stack.push(entity)
  }
  return true
}

function mayHold(stack: MessageEntity[], parent: MessageEntity, entity: MessageEntity): boolean {
  if (endOf(entity) > endOf(parent) || isVerbatim(parent)) return false
  if (stack.some((outer) => outer.type === entity.type || isSplittable(outer))) return false
  if (isVerbatim(entity) && !stack.every(isQuote)) return false
  if ((isContinuous(entity) || isQuote(entity)) && stack.some(isContinuous)) return false
  return !(isQuote(entity) && stack.some(isQuote))
}
