import type { MessageEntity } from '@grammyjs/types'
import { apart, withFound } from './nesting.ts'
import { byPosition } from './parsed.ts'
import { type Found, findTgUrls, findUrls } from './urls.ts'

type Type = MessageEntity.CommonMessageEntity['type'] | 'bank_card_number'

/** Finds what Telegram marks by itself in a text: links, mentions, commands … Offsets are in UTF-16 units. */
export function detect(text: string): MessageEntity[] {
  const all: MessageEntity[] = []
  const add = (type: Type, found: Found[]) => {
    for (const { offset, length } of found) all.push({ type, offset, length } as MessageEntity)
  }
  add('mention', mentions(text))
  add('bot_command', matches(text, COMMAND))
  add('hashtag', hashtags(text))
  add('cashtag', cashtags(text))
  add('bank_card_number', bankCards(text))
  add('url', findTgUrls(text))
  const urls = findUrls(text)
  add(
    'email',
    urls.filter((url) => url.isMail),
  )
  add(
    'url',
    urls.filter((url) => !url.isMail),
  )
  const found = apart(all.sort(byPosition))
  // The open server leaves phone numbers to Telegram's own; how those look for them is not known.
  return withFound(
    found,
    matches(text, PHONE).map((place) => ({ type: 'phone_number', ...place })),
  )
}

const matches = (text: string, pattern: RegExp): Found[] =>
  [...text.matchAll(pattern)].map((match) => ({ offset: match.index, length: match[0].length }))

const COMMAND = /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32}|(?!@))(?![\p{L}\p{N}_/<>])/gu
const MENTION = /(?<![\p{L}\p{N}_])@[A-Za-z0-9_]{2,32}(?![\p{L}\p{N}_])/gu
const PHONE = /(?<![\w+])\+\d[\d ()-]{7,16}\d(?!\w)/g
const SHORT_NAMES = ['gif', 'nft', 'pic', 'ufc', 'vid']

function mentions(text: string): Found[] {
  return matches(text, MENTION).filter(({ offset, length }) => {
    const name = text.slice(offset + 1, offset + length)
    return name.length >= 4 || SHORT_NAMES.includes(name.toLowerCase())
  })
}

const TAG_LETTER = /[\p{L}\p{Nd}_\u200c\u00b7\u0d80-\u0dff]/u
const TAG_LETTERS = new RegExp(`(?<!${TAG_LETTER.source})#(${TAG_LETTER.source}+)`, 'gu')
const MOST = 256

function hashtags(text: string): Found[] {
  const found: Found[] = []
  for (const { index, 1: run = '' } of text.matchAll(TAG_LETTERS)) {
    const letters = [...run].slice(0, MOST).join('')
    const isWhole = letters === run
    const chat = isWhole ? (/^@[A-Za-z0-9_]{3,32}/.exec(text.slice(index + 1 + run.length))?.[0] ?? '') : ''
    const end = index + 1 + run.length + chat.length
    if (text[end] === '#' || !/\p{L}/u.test(letters)) continue
    found.push({ offset: index, length: 1 + letters.length + chat.length })
  }
  return found
}

const CASH = new RegExp(`(?<![$]|${TAG_LETTER.source})[$](?:1INCH|[A-Z]{1,8}(?![A-Z]))`, 'gu')
const AFTER_CASH = new RegExp(`^(?:[$]|${TAG_LETTER.source})`, 'u')

function cashtags(text: string): Found[] {
  return matches(text, CASH).flatMap(({ offset, length }) => {
    const rest = text.slice(offset + length)
    const chat = /^@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])/.exec(rest)?.[0] ?? ''
    return AFTER_CASH.test(rest.slice(chat.length)) ? [] : [{ offset, length: length + chat.length }]
  })
}

function bankCards(text: string): Found[] {
  const found: Found[] = []
  for (const { index, 0: run } of text.matchAll(/\d[\d -]*/g)) {
    if (/[.,+_-]$|\p{L}$/u.test(text.slice(Math.max(0, index - 2), index))) continue
    for (const { index: at, 0: part } of run.matchAll(/\d{16,19}(?= )|\d[\d -]*/g)) {
      const card = part.replace(/[ -]+$/, '')
      const digits = card.replace(/\D/g, '')
      const after = text.slice(index + at + card.length)
      if (card.length > 2 * digits.length - 1 || /^(?:[-_]|\p{L})/u.test(after)) continue
      if (isCard(digits)) found.push({ offset: index + at, length: card.length })
    }
  }
  return found
}

const ANY = [13, 14, 15, 16, 17, 18, 19]
const LENGTHS: [RegExp, number[]][] = [
  [/^4/, [13, 16, 18, 19]],
  [/^5[1-5]|^222[1-9]|^22[3-9]|^2[3-6]|^27[01]|^2720/, [16]],
  [/^3[47]/, [15]],
  [/^62|^81/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16]],
]

function isCard(digits: string): boolean {
  const allowed = LENGTHS.find(([prefix]) => prefix.test(digits))?.[1] ?? ANY
  if (!ANY.includes(digits.length) || !allowed.includes(digits.length)) return false
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
