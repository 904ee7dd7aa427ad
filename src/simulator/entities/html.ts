import type { MessageEntity } from '@grammyjs/types'
import { linkEntity, utf8 } from './links.ts'
import { type Parsed, ParseError } from './parsed.ts'

const TAGS: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  span: 'spoiler',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
}

interface Open {
  tag: string
  argument: string
  offset: number
  byte: number
}

/** HTML as Telegram reads it: a closed list of tags, four named entities, numeric ones. */
export function parseHtml(source: string): Parsed {
  const entities: MessageEntity[] = []
  const open: Open[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const c = source[at]
    if (c === '&') {
      const decoded = decodeEntity(source, at)
      if (decoded) {
        text += decoded.text
        at = decoded.end
        continue
      }
    }
    if (c !== '<') {
      text += c
      at++
    } else if (source[at + 1] === '/') {
      at = endTag(at)
    } else {
      at = startTag(at)
    }
  }
  const last = open.at(-1)
  if (last) throw new ParseError(`Can't find end tag corresponding to start tag "${last.tag}"`)
  if (!text.isWellFormed())
    throw new ParseError(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    )
  return { text, entities: codeInPre(entities) }

  function startTag(begin: number): number {
    const byte = utf8(source, begin)
    let i = begin + 1
    while (i < source.length && !isSpace(source[i]) && source[i] !== '>') i++
    if (i >= source.length) throw new ParseError(`Unclosed start tag at byte offset ${byte}`)
    const tag = source.slice(begin + 1, i).toLowerCase()
    if (!(tag in TAGS)) throw new ParseError(`Unsupported start tag "${tag}" at byte offset ${byte}`)
    let argument = ''
    for (;;) {
      while (i < source.length && isSpace(source[i])) i++
      if (i >= source.length) throw new ParseError(`Unclosed start tag "${tag}" at byte offset ${byte}`)
      if (source[i] === '>') break
      const attribute = readAttribute(i, tag, byte)
      i = attribute.end
      const wanted = argumentOf(tag, attribute.name, attribute.value)
      if (wanted !== undefined) argument = wanted
    }
    if (tag === 'span' && argument !== 'tg-spoiler')
      throw new ParseError(`Tag "span" must have class "tg-spoiler" at byte offset ${byte}`)
    open.push({ tag, argument, offset: text.length, byte })
    return i + 1
  }

  function readAttribute(begin: number, tag: string, tagByte: number) {
    let i = begin
    while (i < source.length && !isSpace(source[i]) && !'=>/"\''.includes(source[i] as string)) i++
    const name = source.slice(begin, i).toLowerCase()
    if (name === '')
      throw new ParseError(`Empty attribute name in the tag "${tag}" at byte offset ${utf8(source, begin)}`)
    while (i < source.length && isSpace(source[i])) i++
    if (source[i] !== '=') return { name, value: '', end: i }
    i++
    while (i < source.length && isSpace(source[i])) i++
    if (i >= source.length) throw new ParseError(`Unclosed start tag "${tag}" at byte offset ${tagByte}`)
    const quote = source[i]
    if (quote !== '"' && quote !== "'") {
      const from = i
      while (i < source.length && /[A-Za-z0-9.-]/.test(source[i] as string)) i++
      if (!isSpace(source[i]) && source[i] !== '>')
        throw new ParseError(`Unexpected end of name token at byte offset ${utf8(source, from)}`)
      return { name, value: source.slice(from, i).toLowerCase(), end: i }
    }
    const close = source.indexOf(quote, i + 1)
    if (close < 0) throw new ParseError(`Unclosed start tag at byte offset ${tagByte}`)
    return { name, value: decodeAll(source.slice(i + 1, close)), end: close + 1 }
  }

  function endTag(begin: number): number {
    const byte = utf8(source, begin)
    const current = open.pop()
    if (!current) throw new ParseError(`Unexpected end tag at byte offset ${byte}`)
    let i = begin + 2
    while (i < source.length && !isSpace(source[i]) && source[i] !== '>') i++
    const tag = source.slice(begin + 2, i).toLowerCase()
    while (i < source.length && isSpace(source[i])) i++
    if (source[i] !== '>') throw new ParseError(`Unclosed end tag at byte offset ${byte}`)
    if (tag !== '' && tag !== current.tag)
      throw new ParseError(`Unmatched end tag at byte offset ${byte}, expected "</${current.tag}>", found "</${tag}>"`)
    const entity = entityOf(current, text)
    if (entity) entities.push(entity)
    return i + 1
  }
}

function argumentOf(tag: string, name: string, value: string): string | undefined {
  if (tag === 'a' && name === 'href') return value
  if (tag === 'code' && name === 'class' && value.startsWith('language-')) return value.slice('language-'.length)
  if (tag === 'span' && name === 'class' && value.startsWith('tg-')) return value
  if (tag === 'tg-emoji' && name === 'emoji-id') return value
  if (tag === 'tg-time' && name === 'unix') return value
  if (tag === 'blockquote' && name === 'expandable') return '1'
  return undefined
}

function entityOf({ tag, argument, offset }: Open, text: string): MessageEntity | null {
  const place = { offset, length: text.length - offset }
  if (place.length === 0) return null
  const inner = text.slice(offset)
  switch (tag) {
    case 'a':
      return linkEntity(argument || inner, place)
    case 'tg-emoji':
      if (!/^\d+$/.test(argument)) throw new ParseError('Invalid custom emoji identifier specified')
      return { type: 'custom_emoji', ...place, custom_emoji_id: argument }
    case 'tg-time':
      return { type: 'date_time', ...place, unix_time: Number(argument) } as unknown as MessageEntity
    case 'blockquote':
      return { type: argument ? 'expandable_blockquote' : 'blockquote', ...place }
    case 'code':
      return argument ? ({ type: 'code', ...place, language: argument } as MessageEntity) : { type: 'code', ...place }
  }
  return { type: TAGS[tag], ...place } as MessageEntity
}

/** `<pre><code class="language-x">` is one `pre` with a language; a language without `pre` means nothing. */
function codeInPre(entities: MessageEntity[]): MessageEntity[] {
  const inside = (code: MessageEntity) =>
    entities.find((e) => e.type === 'pre' && e.offset === code.offset && e.length === code.length)
  return entities.flatMap((entity) => {
    if (entity.type !== 'code') return [entity]
    const { language, ...plain } = entity as MessageEntity & { language?: string }
    const pre = inside(entity)
    if (!pre) return [plain as MessageEntity]
    if (language) Object.assign(pre, { language })
    return []
  })
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

function decodeEntity(source: string, at: number): { text: string; end: number } | null {
  const match = /&(?:#(\d{1,8})|#x([0-9a-f]{1,7})|(lt|gt|amp|quot));?/iy
  match.lastIndex = at
  const found = match.exec(source)
  if (!found) return null
  const end = at + found[0].length
  if (found[3]) return found[0].endsWith(';') ? { text: NAMED[found[3].toLowerCase()] ?? '', end } : null
  const code = found[1] ? Number.parseInt(found[1], 10) : Number.parseInt(found[2] ?? '0', 16)
  return code > 0 && code <= 0x10ffff ? { text: String.fromCodePoint(code), end } : null
}

function decodeAll(value: string): string {
  let decoded = ''
  for (let at = 0; at < value.length; ) {
    const entity = value[at] === '&' ? decodeEntity(value, at) : null
    decoded += entity ? entity.text : value[at]
    at = entity ? entity.end : at + 1
  }
  return decoded
}

const isSpace = (c: string | undefined) =>
  c === ' ' || c === '\t' || c === '\n' || c === '\r' || c === '\0' || c === '\v'
