import type { MessageEntity } from '@grammyjs/types'
import { linkEntity, utf8 } from './links.ts'
import { type Parsed, ParseError } from './parsed.ts'

/** The legacy Markdown: no nesting, `_ * [ `` ` only; a backslash escapes just those. */
export function parseMarkdown(source: string): Parsed {
  const entities: MessageEntity[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const c = source[at] as string
    const after = source[at + 1] ?? '\0'
    if (c === '\\' && '_*`['.includes(after)) {
      text += after
      at += 2
    } else if (!'_*`['.includes(c)) {
      text += c
      at++
    } else entity(c)
  }
  return { text, entities }

  function entity(c: string) {
    const begin = at
    const isPre = source.startsWith('```', at)
    const fence = isPre ? language(source, at + 3) : { at: at + 1, language: '' }
    const mark = isPre ? '```' : c === '[' ? ']' : c
    const close = source.indexOf(mark, fence.at)
    if (close < 0) throw new ParseError(`Can't find end of the entity starting at byte offset ${utf8(source, begin)}`)
    const inner = source.slice(fence.at, close)
    const place = { offset: text.length, length: inner.length }
    at = close + mark.length
    const found = inner === '' ? null : c === '[' ? link(inner, begin, place) : plain(c, isPre, fence.language, place)
    text += inner
    if (found) entities.push(found)
  }

  function link(inner: string, begin: number, place: { offset: number; length: number }): MessageEntity | null {
    if (source[at] !== '(') return linkEntity(selfLink(inner, begin), place)
    const end = source.indexOf(')', at)
    const url = source.slice(at + 1, end < 0 ? undefined : end)
    at = end < 0 ? source.length : end + 1
    return linkEntity(url, place)
  }

  /** The server moves text to the left in place and then reads the link from its old place: the beginning is lost. */
  function selfLink(inner: string, begin: number): string {
    const bytes = Buffer.from(inner)
    const shift = utf8(source, begin) + 1 - Buffer.byteLength(text)
    if (shift >= bytes.length) return inner
    return Buffer.concat([bytes.subarray(shift), bytes.subarray(bytes.length - shift)]).toString()
  }
}

function plain(c: string, isPre: boolean, tongue: string, place: { offset: number; length: number }): MessageEntity {
  if (isPre) return { type: 'pre', ...place, ...(tongue ? { language: tongue } : {}) }
  return { type: c === '_' ? 'italic' : c === '*' ? 'bold' : 'code', ...place }
}

/** The language after an opening fence, and where the code begins. */
export function language(source: string, from: number): { at: number; language: string } {
  let end = from
  while (end < source.length && !/[ \t\r\n\0\v`]/.test(source[end] as string)) end++
  const isNamed = end > from && end < source.length && source[end] !== '`'
  const at = isNamed ? end : from
  const first = source[at]
  const second = source[at + 1]
  const isBreak = first === '\n' || first === '\r'
  const isPair = isBreak && (second === '\n' || second === '\r') && second !== first
  return { at: at + (isPair ? 2 : isBreak ? 1 : 0), language: isNamed ? source.slice(from, end) : '' }
}
