import type { MessageEntity } from '@grammyjs/types'
import { dateFormat, dateTime, isEmojiId, isTime, linkEntity, lower, utf8 } from './links.ts'
import { byPosition, type Parsed, ParseError } from './parsed.ts'

const TYPES: Record<string, string> = {
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
  span: 'spoiler',
}
const TAGS = [...Object.keys(TYPES), 'a', 'tg-emoji', 'tg-time', 'pre', 'code', 'blockquote']

interface Open {
  tag: string
  argument: string
  unix: number
  offset: number
}

/** HTML as Telegram reads it: a closed list of tags, four named entities, numeric ones. */
export function parseHtml(source: string): Parsed {
  if (source.includes('\0')) throw new ParseError('Text must not contain null bytes')
  const entities: MessageEntity[] = []
  const open: Open[] = []
  let text = ''
  let i = 0
  // Beyond the end stands a null byte, which counts as a space.
  const at = (position: number) => source[position] ?? '\0'
  const skipSpaces = () => {
    while (at(i) !== '\0' && isSpace(at(i))) i++
  }

  while (i < source.length) {
    const decoded = at(i) === '&' ? decodeEntity(source, i) : null
    if (decoded) {
      text += decoded.text
      i = decoded.end
    } else if (at(i) !== '<') text += source[i++]
    else if (at(i + 1) === '/') endTag()
    else startTag()
  }
  const last = open.at(-1)
  if (last) throw new ParseError(`Can't find end tag corresponding to start tag "${last.tag}"`)
  if (!text.isWellFormed())
    throw new ParseError(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    )
  return { text, entities: entities.map(withoutLanguage).sort(byPosition) }

  function startTag() {
    const begin = i++
    const byte = utf8(source, begin)
    while (!isSpace(at(i)) && at(i) !== '>') i++
    if (at(i) === '\0') throw new ParseError(`Unclosed start tag at byte offset ${byte}`)
    const tag = lower(source.slice(begin + 1, i))
    if (!TAGS.includes(tag)) throw new ParseError(`Unsupported start tag "${tag}" at byte offset ${byte}`)
    const opened: Open = { tag, argument: '', unix: 0, offset: text.length }
    while (at(i) !== '>') {
      skipSpaces()
      if (at(i) === '>') break
      const { name, value } = attribute(tag, byte)
      keep(opened, name, value)
    }
    i++
    if (tag === 'span' && opened.argument !== 'spoiler')
      throw new ParseError(`Tag "span" must have class "tg-spoiler" at byte offset ${byte}`)
    open.push(opened)
  }

  function attribute(tag: string, tagByte: number): { name: string; value: string | null } {
    const from = i
    while (!isSpace(at(i)) && !`=>/"'`.includes(at(i))) i++
    const name = source.slice(from, i)
    if (name === '') throw new ParseError(`Empty attribute name in the tag "${tag}" at byte offset ${tagByte}`)
    const unclosed = new ParseError(`Unclosed start tag "${tag}" at byte offset ${tagByte}`)
    skipSpaces()
    if (at(i) === '\0') throw unclosed
    if (at(i) !== '=') return { name, value: null }
    i++
    skipSpaces()
    if (at(i) === '\0') throw unclosed
    const value = at(i) === '"' || at(i) === "'" ? literal(at(i)) : token()
    if (at(i) === '\0') throw new ParseError(`Unclosed start tag at byte offset ${tagByte}`)
    return { name, value }
  }

  function token(): string {
    const from = i
    while (/[A-Za-z0-9.-]/.test(at(i))) i++
    if (!isSpace(at(i)) && at(i) !== '>')
      throw new ParseError(`Unexpected end of name token at byte offset ${utf8(source, from)}`)
    return lower(source.slice(from, i))
  }

  function literal(quote: string): string {
    let value = ''
    for (i++; at(i) !== quote && at(i) !== '\0'; ) {
      const decoded = at(i) === '&' ? decodeEntity(source, i) : null
      value += decoded ? decoded.text : at(i)
      i = decoded ? decoded.end : i + 1
    }
    if (at(i) === quote) i++
    return value
  }

  function endTag() {
    const begin = i
    const byte = utf8(source, begin)
    const current = open.at(-1)
    if (!current) throw new ParseError(`Unexpected end tag at byte offset ${byte}`)
    while (!isSpace(at(i)) && at(i) !== '>') i++
    const tag = lower(source.slice(begin + 2, i))
    skipSpaces()
    if (at(i) !== '>') throw new ParseError(`Unclosed end tag at byte offset ${byte}`)
    if (tag !== '' && tag !== current.tag)
      throw new ParseError(`Unmatched end tag at byte offset ${byte}, expected "</${current.tag}>", found "</${tag}>"`)
    open.pop()
    i++
    if (text.length > current.offset) add(current)
  }

  function add(closed: Open) {
    const place = { offset: closed.offset, length: text.length - closed.offset }
    const previous = entities.at(-1) as (MessageEntity & { language?: string }) | undefined
    const isSamePlace = previous?.offset === place.offset && previous.length === place.length
    if (closed.tag === 'pre' && isSamePlace && previous?.type === 'code' && previous.language)
      entities.splice(-1, 1, { type: 'pre', ...place, language: previous.language })
    else if (closed.tag === 'code' && isSamePlace && previous?.type === 'pre' && closed.argument)
      entities.splice(-1, 1, { type: 'pre', ...place, language: closed.argument })
    else {
      const entity = entityOf(closed, place, text)
      if (entity) entities.push(entity)
    }
  }
}

function keep(open: Open, name: string, value: string | null) {
  const { tag } = open
  if (tag === 'blockquote' && name === 'expandable') open.argument = '1'
  if (value === null) return
  if (tag === 'a' && name === 'href') open.argument = value
  if (tag === 'code' && name === 'class' && value.startsWith('language-')) open.argument = value.slice(9)
  if (tag === 'span' && name === 'class' && value.startsWith('tg-')) open.argument = value.slice(3)
  if (tag === 'tg-emoji' && name === 'emoji-id') open.argument = value
  if (tag === 'tg-time' && name === 'unix') open.unix = Number.parseInt(/^-?\d*/.exec(value)?.[0] || '0', 10)
  if (tag === 'tg-time' && name === 'format') open.argument = value
}

function entityOf(open: Open, place: { offset: number; length: number }, text: string): MessageEntity | null {
  const { tag, argument, unix } = open
  switch (tag) {
    case 'a':
      return linkEntity(argument || text.slice(place.offset), place)
    case 'tg-emoji':
      if (!isEmojiId(argument)) throw new ParseError('Invalid custom emoji identifier specified')
      return { type: 'custom_emoji', ...place, custom_emoji_id: argument }
    case 'tg-time': {
      const format = dateFormat(argument)
      return isTime(unix) ? dateTime(unix, format, place) : null
    }
    case 'blockquote':
      return { type: argument ? 'expandable_blockquote' : 'blockquote', ...place }
    case 'pre':
      return { type: 'pre', ...place }
    case 'code':
      // The language waits here for a `pre` around it.
      return { type: 'code', ...place, ...(argument ? { language: argument } : {}) } as MessageEntity
  }
  return { type: TYPES[tag], ...place } as MessageEntity
}

function withoutLanguage(entity: MessageEntity): MessageEntity {
  return entity.type === 'code' ? { type: 'code', offset: entity.offset, length: entity.length } : entity
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

function decodeEntity(source: string, at: number): { text: string; end: number } | null {
  const match = /&(?:#x([0-9a-fA-F]*)|#(\d*)|([A-Za-z]*))/y
  match.lastIndex = at
  const [whole = '', hex, decimal, name = ''] = match.exec(source) ?? []
  const end = at + whole.length
  const after = source[end] === ';' ? end + 1 : end
  if (hex === undefined && decimal === undefined) {
    const text = NAMED[name]
    return text ? { text, end: after } : null
  }
  const code = hex === undefined ? Number.parseInt(decimal || '0', 10) : Number.parseInt(hex || '0', 16)
  if (code === 0 || code >= 0x10ffff || whole.length >= 10) return null
  return { text: String.fromCodePoint(code), end: after }
}

const isSpace = (c: string) => ' \t\n\r\0\v'.includes(c)
