import type { MessageEntity } from '@grammyjs/types'
import type { Language } from '../people/language.ts'

/** Text with its formatting beside it, as Telegram wants it: offsets and lengths in UTF-16 units. */
export interface Rich {
  readonly text: string
  readonly entities: readonly MessageEntity[]
}

/** A sentence that is still waiting for its language. Made by `texts(...)`; resolved when the note is written. */
export interface Phrase {
  in(language: Language): Rich
}

/** Anything that can stand in a sentence. Strings and numbers are taken literally: they can never become markup. */
export type Part = string | number | Rich | Phrase

/** What a bot may say: a plain string, formatted text, or a phrase in the reader's language. */
export type Sayable = string | Rich | Phrase

type Style = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'blockquote'

const isPhrase = (part: unknown): part is Phrase => typeof part === 'object' && part !== null && 'in' in part

/** Joins parts into one phrase; entities move with their text. */
export function join(parts: readonly Part[], separator: Part = ''): Phrase {
  return {
    in(language) {
      const entities: MessageEntity[] = []
      let text = ''
      parts.forEach((part, index) => {
        for (const piece of index === 0 ? [part] : [separator, part]) {
          const rich = resolve(piece, language)
          for (const entity of rich.entities) entities.push({ ...entity, offset: entity.offset + text.length })
          text += rich.text
        }
      })
      return { text, entities }
    },
  }
}

/** `` fmt`Paid ${bold(amount)}` `` builds text and entities together: a stray `_` or `<` in a name cannot break a delivery. */
export function fmt(strings: TemplateStringsArray, ...parts: readonly Part[]): Phrase {
  return join(strings.flatMap((string, index): Part[] => (index < parts.length ? [string, parts[index]!] : [string])))
}

const styled =
  (type: Style) =>
  (part: Part): Phrase =>
    wrap(part, (length) => ({ type, offset: 0, length }))

export const bold = styled('bold')
export const italic = styled('italic')
export const code = styled('code')
export const spoiler = styled('spoiler')
export const quote = styled('blockquote')

/** A link with a text of its own. Only http, https and tg addresses; anything else stays plain text. */
export function link(part: Part, url: string): Phrase {
  if (!/^(https?|tg):\/\//i.test(url)) return join([part])
  return wrap(part, (length) => ({ type: 'text_link', offset: 0, length, url }))
}

export function resolve(part: Part, language: Language): Rich {
  if (isPhrase(part)) return part.in(language)
  if (typeof part === 'object') return part
  return { text: String(part), entities: [] }
}

function wrap(part: Part, entity: (length: number) => MessageEntity): Phrase {
  return {
    in(language) {
      const rich = resolve(part, language)
      if (rich.text === '') return rich
      return { text: rich.text, entities: [entity(rich.text.length), ...rich.entities] }
    },
  }
}

const LIMIT = 4096

/**
 * Cuts text longer than Telegram's limit on the best border there is: paragraph, line, word, character.
 * The limit counts code points; UTF-16 units are never fewer, so cutting by units is always safe.
 */
export function split(rich: Rich, limit = LIMIT): Rich[] {
  if (rich.text.length <= limit) return [rich]
  const cut = border(rich.text, limit)
  const head = slice(rich, 0, cut)
  const rest = slice(rich, cut, rich.text.length)
  return head.text === '' ? split(rest, limit) : [head, ...(rest.text === '' ? [] : split(rest, limit))]
}

function border(text: string, limit: number): number {
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(separator, limit - separator.length)
    if (at >= limit / 2) return at + separator.length
  }
  const last = text.charCodeAt(limit - 1)
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit
}

function slice(rich: Rich, from: number, to: number): Rich {
  const raw = rich.text.slice(from, to)
  const text = raw.trim()
  const start = from + raw.indexOf(text)
  const end = start + text.length
  const entities = rich.entities.flatMap((entity) => {
    const offset = Math.max(entity.offset, start)
    const length = Math.min(entity.offset + entity.length, end) - offset
    return length > 0 ? [{ ...entity, offset: offset - start, length }] : []
  })
  return { text, entities }
}
