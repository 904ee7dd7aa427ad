/** Text with Bot API entities (UTF-16 offsets, possibly nested, possibly nonsense) as a tree that always says the whole text. */
import type { MessageEntity } from '@grammyjs/types'

export type Rich = string | { entity: MessageEntity; children: Rich[] }

type Span = { from: number; to: number; entity: MessageEntity }

export function richText(text: string, entities: readonly MessageEntity[] = []): Rich[] {
  const spans = entities
    .map((entity) => spanOf(text, entity))
    .filter((span) => span.to > span.from)
    .sort(outerFirst)
  return nest(text, spans, 0, text.length)
}

/** Only web addresses become links; `javascript:` and friends stay text. */
export function safeUrl(url: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
  if (!URL.canParse(address)) return undefined
  const { protocol, href } = new URL(address)
  return protocol === 'http:' || protocol === 'https:' ? href : undefined
}

export function plain(rich: readonly Rich[]): string {
  return rich.map((part) => (typeof part === 'string' ? part : plain(part.children))).join('')
}

const blocks = new Set(['pre', 'blockquote', 'expandable_blockquote'])

/** A block begins and ends its own line, so the line break beside it would show as an empty line. */
export function withoutBlockBreaks(parts: readonly Rich[]): Rich[] {
  return parts.map((part, at) => {
    if (typeof part !== 'string') return part
    const before = isBlock(parts[at - 1]) ? part.replace(/^\n/, '') : part
    return isBlock(parts[at + 1]) ? before.replace(/\n$/, '') : before
  })
}

const isBlock = (part: Rich | undefined) => typeof part === 'object' && blocks.has(part.entity.type)

function nest(text: string, spans: readonly Span[], from: number, to: number): Rich[] {
  const out: Rich[] = []
  let at = from
  let rest = spans
  for (;;) {
    const [outer, ...others] = rest
    if (!outer) break
    if (outer.from > at) out.push(text.slice(at, outer.from))
    // What sticks out of its parent is cut in two: the inner part here, the remainder beside it.
    const inner = others.filter((span) => span.from < outer.to)
    const beside = others.filter((span) => span.to > outer.to)
    const children = nest(
      text,
      inner.map((span) => ({ ...span, to: Math.min(span.to, outer.to) })),
      outer.from,
      outer.to,
    )
    out.push({ entity: outer.entity, children })
    at = outer.to
    rest = beside.map((span) => ({ ...span, from: Math.max(span.from, at) })).sort(outerFirst)
  }
  if (at < to) out.push(text.slice(at, to))
  return out
}

function spanOf(text: string, entity: MessageEntity): Span {
  const from = border(text, entity.offset)
  return { from, to: border(text, entity.offset + entity.length), entity }
}

/** Never between the halves of an emoji. */
function border(text: string, at: number): number {
  const clamped = Math.min(Math.max(0, Math.trunc(at) || 0), text.length)
  const splits = /[\uD800-\uDBFF]/.test(text[clamped - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[clamped] ?? '')
  return splits ? clamped + 1 : clamped
}

const outerFirst = (a: Span, b: Span) => a.from - b.from || b.to - a.to
