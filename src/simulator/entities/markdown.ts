import type { MessageEntity } from '@grammyjs/types'
import { linkEntity, utf8 } from './links.ts'
import { language } from './markdown2.ts'
import { type Parsed, ParseError } from './parsed.ts'

/** The legacy Markdown: no nesting, `_ * [ `` ` only; a backslash escapes just those. */
export function parseMarkdown(source: string): Parsed {
  const entities: MessageEntity[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const c = source[at] as string
    const after = source[at + 1] ?? ''
    if (c === '\\' && '_*`['.includes(after) && after !== '') {
      text += after
      at += 2
    } else if (!'_*`['.includes(c)) {
      text += c
      at++
    } else at = entity(at, c)
  }
  return { text, entities }

  function entity(begin: number, c: string): number {
    const unended = new ParseError(`Can't find end of the entity starting at byte offset ${utf8(source, begin)}`)
    if (c === '[') return link(begin, unended)
    const isPre = source.startsWith('```', begin)
    const mark = isPre ? '```' : c
    let from = begin + mark.length
    let tongue = ''
    if (isPre) ({ at: from, language: tongue } = language(source, from))
    const close = source.indexOf(mark, from)
    if (close < 0) throw unended
    const place = { offset: text.length, length: close - from }
    text += source.slice(from, close)
    const type = isPre ? 'pre' : c === '_' ? 'italic' : c === '*' ? 'bold' : 'code'
    if (place.length > 0) entities.push({ type, ...place, ...(tongue ? { language: tongue } : {}) } as MessageEntity)
    return close + mark.length
  }

  function link(begin: number, unended: ParseError): number {
    const close = source.indexOf(']', begin + 1)
    if (close < 0) throw unended
    const inner = source.slice(begin + 1, close)
    const place = { offset: text.length, length: inner.length }
    text += inner
    if (source[close + 1] !== '(') return close + 1
    const end = source.indexOf(')', close + 2)
    if (end < 0) throw new ParseError(`Can't find end of a URL at byte offset ${utf8(source, close + 1)}`)
    const found = place.length > 0 ? linkEntity(source.slice(close + 2, end), place) : null
    if (found) entities.push(found)
    return end + 1
  }
}
