import type { MessageEntity } from '@grammyjs/types'
import { byPosition, type Parsed } from './parsed.ts'

/** What the server does after parsing: control characters become spaces, ends are trimmed, empty entities vanish. */
export function tidy({ text, entities }: Parsed): Parsed {
  const clean = [...text].map((c) => (c < ' ' && c !== '\n' ? ' ' : c)).join('')
  const end = clean.trimEnd().length
  const firstEntity = Math.min(end, ...entities.map((entity) => entity.offset))
  const start = Math.min(clean.length - clean.trimStart().length, Math.max(0, firstEntity))
  const trimmed = clean.slice(start, end)
  const kept = entities
    .map((entity) => within(entity, start, trimmed))
    .filter((entity) => entity.length > 0)
    .sort(byPosition)
  return { text: trimmed, entities: merged(kept) }
}

function within(entity: MessageEntity, start: number, text: string): MessageEntity {
  const from = Math.max(0, entity.offset - start)
  const to = Math.min(text.length, entity.offset - start + entity.length)
  return { ...entity, offset: from, length: Math.max(0, to - from) }
}

/** Two neighbours of one plain type become one. */
function merged(entities: MessageEntity[]): MessageEntity[] {
  const result: MessageEntity[] = []
  for (const entity of entities) {
    const last = result.findLast((other) => other.type === entity.type)
    const joins = last && MERGES.includes(entity.type) && entity.offset <= last.offset + last.length
    if (joins) last.length = Math.max(last.length, entity.offset + entity.length - last.offset)
    else result.push({ ...entity })
  }
  return result
}

const MERGES = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']
