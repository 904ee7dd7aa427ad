import { isIPv6 } from 'node:net'
import type { MessageEntity } from '@grammyjs/types'
import { ParseError } from './parsed.ts'

type Place = { offset: number; length: number }

/** UTF-8 bytes before a position: Telegram's error messages count bytes, entities count UTF-16 units. */
export const utf8 = (source: string, at: number) => Buffer.byteLength(source.slice(0, at))

/** Only A to Z: Telegram lowers bytes, not letters. */
export const lower = (text: string) => text.replace(/[A-Z]+/g, (run) => run.toLowerCase())

/** A link's entity; a person's for tg://user?id=…; null when the link is no good (its text stays). */
export function linkEntity(url: string, place: Place): MessageEntity | null {
  const user = userOfLink(url)
  if (user !== null) return mention(user, place)
  try {
    return { type: 'text_link', ...place, url: checkedLink(url) }
  } catch (error) {
    if (error instanceof BadLink) return null
    throw error
  }
}

export const mention = (id: number, place: Place): MessageEntity => ({
  type: 'text_mention',
  ...place,
  user: { id, is_bot: false, first_name: '' },
})

/** The person a `tg://user?id=…` means, or null. */
export function userOfLink(url: string): number | null {
  const id = /^tg:(?:\/\/)?user\/?\?([^#]*)/.exec(lower(url))?.[1]
  return id === undefined ? null : wholeNumber(parameter(id, 'id'))
}

/** The first parameter of that name in a query. */
function parameter(query: string, name: string): string | undefined {
  return query
    .split('&')
    .map((one) => one.split(/=(.*)/s))
    .find(([key]) => key === name)?.[1]
}

/** Numbers stand exactly as they would be printed: no plus, no leading zeros. */
function wholeNumber(text: string | undefined): number | null {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 && String(number) === text ? number : null
}

/** The entity of `![…](…)`: a custom emoji or a moment in time. */
export function emojiOrTime(url: string, place: Place): MessageEntity {
  const emoji = queryOf(url, 'emoji')
  const id = emoji === null ? undefined : parameter(emoji, 'id')
  if (isEmojiId(id)) return { type: 'custom_emoji', ...place, custom_emoji_id: id }
  const time = queryOf(url, 'time')
  const unix = time === null ? null : wholeNumber(parameter(time, 'unix'))
  if (time === null || unix === null || !isTime(unix))
    throw new ParseError('Invalid tg://emoji or tg://time URL specified')
  return dateTime(unix, dateFormat(parameter(time, 'format') ?? ''), place)
}

export const isEmojiId = (id: string | undefined): id is string =>
  id !== undefined && /^-?[1-9]\d*$/.test(id) && String(BigInt.asIntN(64, BigInt(id))) === id

export const isTime = (unix: number) => unix > 0 && unix <= 0x7fffffff

export const dateTime = (unix_time: number, format: string, place: Place) =>
  ({ type: 'date_time', ...place, unix_time, ...(format ? { date_time_format: format } : {}) }) as MessageEntity

/** A format as the server gives it back: `r`, or the day of the week, the date and the time in that order. */
export function dateFormat(format: string): string {
  if (format === 'r' || format === 'R') return 'r'
  if (!/^[tTdDwW]*$/.test(format)) throw new ParseError('Invalid date format used')
  const one = (short: string, long: string) => (format.includes(short) ? short : format.includes(long) ? long : '')
  return (/w/i.test(format) ? 'w' : '') + one('d', 'D') + one('t', 'T')
}

function queryOf(url: string, host: string): string | null {
  const found = /^tg:(?:\/\/)?([a-z]+)\/?\?([^#]*)/i.exec(url)
  return found && lower(found[1] ?? '') === host ? (found[2] ?? '') : null
}

export class BadLink extends Error {}

/** A link as Telegram stores it: with a scheme and a lowercase host. Throws `BadLink`. */
export function checkedLink(link: string): string {
  const own = /^(tg|tonsite|ton):(?:\/\/)?(.*)$/is.exec(link)
  if (!own) {
    const { url, host, isIpv6 } = parseUrl(link)
    if (!host.includes('.') && !isIpv6) throw new BadLink('Wrong HTTP URL')
    return url
  }
  const [, scheme = '', rest = ''] = own
  const { host, query, isPlain } = parseUrl(rest)
  const name = lower(scheme)
  if (!isPlain || /^http:\/\//i.test(rest)) throw new BadLink(`Wrong ${name === 'tg' ? 'tg' : 'ton'} URL`)
  if (!(name === 'tonsite' ? /^[a-z0-9._-]*$/ : /^[a-z0-9_-]*$/).test(host))
    throw new BadLink('Unallowed characters in URL host')
  return `${name}://${host}${query.startsWith('/?') ? query.slice(1) : query}`
}

/** A web address the way Telegram takes it apart, more leniently than browsers do. Throws `BadLink`. */
export function parseUrl(url: string, byDefault = 'http') {
  const [, given = '', rest = ''] = /^(?:([^:/?#@[\]]*):\/\/)?(.*)$/s.exec(url) ?? []
  const scheme = lower(given)
  const isBare = !/^[^:/?#@[\]]*:\/\//.test(url)
  if (!isBare && scheme !== 'http' && scheme !== 'https') throw new BadLink('Unsupported URL protocol')
  const [, authority = '', tail = ''] = /^([^/?#]*)(.*)$/s.exec(rest) ?? []
  const [, before = '', portText] = /^(.+?)(?::([^:\]@]*))?$/s.exec(authority) ?? []
  const port = portText === undefined ? 0 : portNumber(portText)
  const at = before.lastIndexOf('@')
  const login = at < 0 ? '' : before.slice(0, at)
  const host = lower(before.slice(at + 1))
  const isIpv6 = host.startsWith('[') && host.endsWith(']')
  if (isIpv6 && !isIPv6(host.slice(1, -1))) throw new BadLink('Wrong IPv6 address specified in the URL')
  if (host === '') throw new BadLink('URL host is empty')
  if (host === '.') throw new BadLink('Host is invalid')
  if (!isIpv6) checkHost(host)
  const path = escaped(tail.replace(/[ \t\r\n\0\v]+$/, ''))
  const query = path.startsWith('/') ? path : `/${path}`
  const protocol = scheme || byDefault
  const full = `${protocol}://${login ? `${login}@` : ''}${host}${port ? `:${port}` : ''}${query}`
  const isPlain = protocol === 'http' && login === '' && port === 0 && !isIpv6
  return { url: full, protocol, host, query, port, isIpv6, isPlain }
}

function portNumber(text: string): number {
  const digits = text.replace(/^0+(?=.)/, '')
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  if (port === 0 || port > 65_535) throw new BadLink('Wrong port number specified in the URL')
  return port
}

function checkHost(host: string) {
  // Letters beyond ASCII are allowed as they are.
  for (const [c] of host.matchAll(/%[a-f0-9]{2}|./gsu)) {
    if (c === '%') throw new BadLink('Wrong percent-encoded symbol in URL host')
    if (c.length === 1 && c < '\u0080' && !/[a-z0-9.\-_!$,~*'();&+=]/.test(c)) throw new BadLink('Wrong URL host')
  }
}

const escaped = (path: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  path.replace(/[\u0000-\u0020]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
