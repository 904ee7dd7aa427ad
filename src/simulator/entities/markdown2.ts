import type { MessageEntity } from '@grammyjs/types'
import { linkEntity, utf8 } from './links.ts'
import { type Parsed, ParseError } from './parsed.ts'

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
  byte: number
  language: string
}

const RESERVED = '_*[]()~`>#+-=|{}.!'
const END: Record<Exclude<Kind, 'BlockQuote'>, string> = {
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
}

/** MarkdownV2: entities nest; every reserved character outside an entity must be escaped. */
export function parseMarkdownV2(source: string): Parsed {
  const entities: MessageEntity[] = []
  const open: Open[] = []
  let text = ''
  let at = 0
  let expandable = false
  while (at < source.length) {
    const c = source[at] as string
    const after = source[at + 1]
    const top = open.at(-1)
    const verbatim = top !== undefined && ['Code', 'Pre', 'PreCode'].includes(top.kind)
    if (c === '\\' && after !== undefined && after > '\0' && after <= '~') {
      text += after
      at += 2
    } else if (c === '\n' && isQuoting() && !verbatim) endLine()
    else if (c === '>' && !verbatim && startsQuote()) {
      if (!isQuoting()) push('BlockQuote')
      at++
    } else if (verbatim ? c !== '`' : !RESERVED.includes(c)) {
      text += c
      at++
    } else if (top && top.kind !== 'BlockQuote' && ends(top.kind)) close(top)
    else if (verbatim) {
      text += c
      at++
    } else start(c)
  }
  while (open.at(-1)?.kind === 'BlockQuote') closeQuote()
  const last = open.at(-1)
  if (last) throw new ParseError(`Can't find end of ${last.kind} entity at byte offset ${last.byte}`)
  return { text, entities }

  function isQuoting() {
    return open.some(({ kind }) => kind === 'BlockQuote')
  }

  /** At the beginning of a line, where no other entity but a quotation is open. */
  function startsQuote() {
    const atLineStart = text === '' || text.endsWith('\n')
    const onlyQuote = open.every(({ kind }) => kind === 'BlockQuote')
    return atLineStart && (isQuoting() || onlyQuote)
  }

  function ends(kind: Exclude<Kind, 'BlockQuote'>) {
    if (kind === 'Italic') return source[at] === '_' && source[at + 1] !== '_'
    return source.startsWith(END[kind], at)
  }

  function push(kind: Kind, tongue = '') {
    open.push({ kind, offset: text.length, byte: utf8(source, at), language: tongue })
  }

  function start(c: string) {
    const two = source.slice(at, at + 2)
    if (source.startsWith('```', at)) {
      const inside = language(source, at + 3)
      push(inside.language ? 'PreCode' : 'Pre', inside.language)
      at = inside.at
    } else if (two === '__') begin('Underline', 2)
    else if (two === '||' && quoteEndsHere()) {
      expandable = true
      at += 2
    } else if (two === '||') begin('Spoiler', 2)
    else if (two === '![') begin('CustomEmoji', 2)
    else if (c === '_') begin('Italic', 1)
    else if (c === '*') begin('Bold', 1)
    else if (c === '~') begin('Strikethrough', 1)
    else if (c === '`') begin('Code', 1)
    else if (c === '[') begin('TextUrl', 1)
    else throw new ParseError(`Character '${c}' is reserved and must be escaped with the preceding '\\'`)
  }

  function begin(kind: Kind, width: number) {
    push(kind)
    at += width
  }

  /** `||` as the very last thing of a quotation makes it expandable. */
  function quoteEndsHere() {
    if (open.at(-1)?.kind !== 'BlockQuote') return false
    const rest = source.slice(at + 2)
    return rest === '' || (rest.startsWith('\n') && !rest.startsWith('\n>'))
  }

  function endLine() {
    const goesOn = source[at + 1] === '>'
    if (!goesOn && open.at(-1)?.kind === 'BlockQuote') closeQuote()
    else if (!goesOn) {
      const last = open.at(-1) as Open
      throw new ParseError(`Can't find end of ${last.kind} entity at byte offset ${last.byte}`)
    }
    text += '\n'
    at += goesOn ? 2 : 1
  }

  function closeQuote() {
    const { offset } = open.pop() as Open
    const length = text.length - offset
    if (length > 0) entities.push({ type: expandable ? 'expandable_blockquote' : 'blockquote', offset, length })
    expandable = false
  }

  function close(top: Open) {
    open.pop()
    at += END[top.kind as Exclude<Kind, 'BlockQuote'>].length
    const place = { offset: top.offset, length: text.length - top.offset }
    const entity = entityOf(top, place)
    if (entity && place.length > 0) entities.push(entity)
  }

  function entityOf(top: Open, place: { offset: number; length: number }): MessageEntity | null {
    switch (top.kind) {
      case 'TextUrl': {
        const inner = text.slice(place.offset)
        return linkEntity(source[at] === '(' ? url() : inner, place)
      }
      case 'CustomEmoji':
        return emoji(source[at] === '(' ? url() : '', place)
      case 'PreCode':
        return { type: 'pre', ...place, language: top.language }
      default:
        return { type: top.kind.toLowerCase(), ...place } as MessageEntity
    }
  }

  function url(): string {
    const byte = utf8(source, at)
    let found = ''
    for (at++; at < source.length && source[at] !== ')'; at++) {
      const after = source[at + 1]
      if (source[at] === '\\' && after !== undefined && after > '\0' && after <= '~') at++
      found += source[at]
    }
    if (source[at] !== ')') throw new ParseError(`Can't find end of a URL at byte offset ${byte}`)
    at++
    return found
  }
}

function emoji(url: string, place: { offset: number; length: number }): MessageEntity {
  const time = /^tg:\/\/time\?unix=(\d+)/i.exec(url)
  if (time) return { type: 'date_time', ...place, unix_time: Number(time[1]) } as unknown as MessageEntity
  if (!/^tg:\/\/emoji/i.test(url)) throw new ParseError('The entity must contain a tg://emoji or tg://time URL')
  const id = /^tg:\/\/emoji\?id=(\d+)$/i.exec(url)?.[1]
  if (!id) throw new ParseError('Invalid tg://emoji or tg://time URL specified')
  return { type: 'custom_emoji', ...place, custom_emoji_id: id }
}

/** The language after an opening fence, and where the code begins. */
export function language(source: string, from: number): { at: number; language: string } {
  let end = from
  while (end < source.length && !/[\s`]/.test(source[end] as string)) end++
  const named = end > from && end < source.length && source[end] !== '`'
  const at = named ? end : from
  const first = source[at]
  const isBreak = first === '\n' || first === '\r'
  const second = source[at + 1]
  const isPair = isBreak && (second === '\n' || second === '\r') && second !== first
  return { at: at + (isPair ? 2 : isBreak ? 1 : 0), language: named ? source.slice(from, end) : '' }
}
