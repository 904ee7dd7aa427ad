import type { MessageEntity } from '@grammyjs/types'
import { byPosition } from './parsed.ts'

const PATTERNS: [MessageEntity.CommonMessageEntity['type'], RegExp][] = [
  [
    'url',
    /(?<![\w@./])(?:https?:\/\/[^\s<>"/?#]+\.[^\s<>"]+|(?:[\p{L}\d-]+\.)+(?:com|org|net|io|dev|me|ua|ru|app|info|edu|gov)(?![\p{L}\d_-])(?:[/?#][^\s<>"]*)?)/giu,
  ],
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,24}(?![\w-])/gi],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>])/gu],
  ['mention', /(?<![\p{L}\p{N}_@./])@[A-Za-z0-9_]{3,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#&/])#(?=[\p{L}\p{N}_]*[\p{L}_])[\p{L}\p{N}_]{1,256}(?![\p{L}\p{N}_#])/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_$])/gu],
  ['phone_number', /(?<![\w+])\+\d[\d ()-]{7,16}\d(?!\w)/g],
]

/** Finds what Telegram marks by itself: links, mentions, commands … Offsets are in UTF-16 units. */
export function detect(text: string, given: MessageEntity[] = []): MessageEntity[] {
  const taken = given.filter((entity) =>
    ['pre', 'code', 'text_link', 'text_mention', 'custom_emoji'].includes(entity.type),
  )
  const found: MessageEntity[] = []
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const word = type === 'url' ? withoutTail(match[0]) : match[0]
      const entity = { type, offset: match.index, length: word.length }
      if (![...taken, ...found].some((other) => overlap(other, entity))) found.push(entity)
    }
  }
  return found.sort(byPosition)
}

/** A full stop or a closing bracket after a link belongs to the sentence. */
function withoutTail(url: string): string {
  const bare = url.replace(/[.,:;!?'"»]+$/, '')
  return bare.endsWith(')') && !bare.includes('(') ? withoutTail(bare.slice(0, -1)) : bare
}

const overlap = (a: { offset: number; length: number }, b: { offset: number; length: number }) =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length
