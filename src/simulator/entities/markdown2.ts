import type { MessageEntity } from '@grammyjs/types'
import { emojiOrTime, linkEntity, utf8 } from './links.ts'
import { language } from './markdown.ts'
import { byPosition, type Parsed, ParseError } from './parsed.ts'

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote'

interface Open {
  kind: Kind
  offset: number
  /** Where it begins in the source. */
  begin: number
  language: string
}

const RESERVED = '_*[]()~`>#+-=|{}.!\n'
const BEGIN: [string, Kind][] = [
  ['__', 'Underline'],
  ['_', 'Italic'],
  ['*', 'Bold'],
  ['~', 'Strikethrough'],
  ['||', 'Spoiler'],
  ['[', 'TextUrl'],
  ['![', 'CustomEmoji'],
  ['`', 'Code'],
]
const END: Record<Kind, string> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  PreCode: '```',
  TextUrl: ']',
  CustomEmoji: ']',
  BlockQuote: '\n',
}

/** MarkdownV2: entities nest; every reserved character outside an entity must be escaped. */
export function parseMarkdownV2(source: string): Parsed {
  const entities: MessageEntity[] = []
  const open: Open[] = []
  let text = ''
  let at = 0
  let isQuoting = false
  let isLineStart = true
  while (at < source.length) {
    const c = source[at] as string
    const top = open.at(-1)
    const isCode = top !== undefined && ['Code', 'Pre', 'PreCode'].includes(top.kind)
    if (isEscape(at)) {
      const escaped = source[at + 1] as string
      text += escaped
      at += 2
      if (escaped !== '\r') isLineStart = escaped === '\n'
    } else if (!(isCode ? '`' : RESERVED).includes(c)) {
      text += c
      at++
      if (c !== '\r') isLineStart = false
    } else if (isQuoting && c === '\n' && source[at + 1] !== '>') endQuote()
    else if (top && ends(top.kind)) close(top)
    else start(c)
  }
  if (isQuoting) endQuote()
  const last = open.at(-1)
  if (last) throw unended(last)
  return { text, entities: entities.sort(byPosition) }

  function isEscape(position: number) {
    const after = source[position + 1]
    return source[position] === '\\' && after !== undefined && after > '\0' && after <= '~'
  }

  function ends(kind: Kind) {
    if (kind === 'BlockQuote') return false
    if (kind === 'Italic') return source[at] === '_' && source[at + 1] !== '_'
    return source.startsWith(END[kind], at)
  }

  function push(kind: Kind, width: number, tongue = '') {
    open.push({ kind, offset: text.length, begin: at, language: tongue })
    at += width
  }

  function start(c: string) {
    const begun = BEGIN.find(([mark]) => source.startsWith(mark, at))
    if (source.startsWith('```', at)) {
      const inside = language(source, at + 3)
      push(inside.language ? 'PreCode' : 'Pre', inside.at - at, inside.language)
    } else if (begun) push(begun[1], begun[0].length)
    else if (c === '\n') {
      text += c
      at++
      isLineStart = true
    } else if (c === '>' && isLineStart) {
      if (isQuoting) at++
      else push('BlockQuote', 1)
      isQuoting = true
    } else throw new ParseError(`Character '${c}' is reserved and must be escaped with the preceding '\\'`)
  }

  /** At a line that is no longer quoted, or at the end; `||` just before makes the quotation expandable. */
  function endQuote() {
    const isEnd = at >= source.length
    let top = open.at(-1) as Open
    const sinceMark = at - top.begin
    const isMark = sinceMark === 2 || (!isEnd && sinceMark === 3 && text.endsWith('\r'))
    const isExpandable = top.kind === 'Spoiler' && isMark
    if (isExpandable) {
      open.pop()
      top = open.at(-1) as Open
    }
    if (top.kind !== 'BlockQuote') throw unended(top)
    open.pop()
    isQuoting = false
    if (!isEnd) {
      text += '\n'
      at++
      isLineStart = true
    }
    const length = text.length - top.offset
    if (length > 0)
      entities.push({ type: isExpandable ? 'expandable_blockquote' : 'blockquote', offset: top.offset, length })
  }

  function unended({ kind, begin }: Open) {
    return new ParseError(`Can't find end of ${kind} entity at byte offset ${utf8(source, begin)}`)
  }

  function close(top: Open) {
    at += END[top.kind].length
    const place = { offset: top.offset, length: text.length - top.offset }
    const entity = entityOf(top, place)
    open.pop()
    if (entity && place.length > 0) entities.push(entity)
  }

  function entityOf(top: Open, place: { offset: number; length: number }): MessageEntity | null {
    switch (top.kind) {
      case 'TextUrl':
        return linkEntity(source[at] === '(' ? url() : text.slice(place.offset), place)
      case 'CustomEmoji':
        if (source[at] !== '(') throw new ParseError('The entity must contain a tg://emoji or tg://time URL')
        return emojiOrTime(url(), place)
      case 'PreCode':
        return { type: 'pre', ...place, language: top.language }
      default:
        return { type: top.kind.toLowerCase(), ...place } as MessageEntity
    }
  }

  function url(): string {
    const begin = ++at
    let found = ''
    while (at < source.length && source[at] !== ')') {
      if (isEscape(at)) at++
      found += source[at++]
    }
    if (source[at] !== ')') throw new ParseError(`Can't find end of a URL at byte offset ${utf8(source, begin)}`)
    at++
    return found
  }
}
