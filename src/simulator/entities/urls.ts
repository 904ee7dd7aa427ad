import { TLDS } from './tlds.ts'

export interface Found {
  offset: number
  length: number
}

const BAD_PATH_END = ".:;,('?!`"
const SEPARATOR = /\p{Z}/u

/** What a link may hold anywhere: no separators, no punctuation but joiners and dashes. */
const isUrlSymbol = (c: string) =>
  c >= '\u2000' && c <= '\u206f' ? /\u200c|\u200d|[\u2010-\u2015]/.test(c) : !SEPARATOR.test(c)
const isPathSymbol = (c: string) => !'\n<>"«»'.includes(c) && isUrlSymbol(c)
const isLoginSymbol = (c: string) => !'\n/[]{}()\'`<>"@«»'.includes(c) && isUrlSymbol(c)
const isDomainSymbol = (c: string) => (c < '\u00c0' ? /[A-Za-z0-9_.~-]/.test(c) : isUrlSymbol(c))
const isSchemeSymbol = (c: string) => (c < '\u0080' ? /[A-Za-z0-9+-]/.test(c) : !SEPARATOR.test(c))

/** Links and mail addresses in a text, by the server's rules: every dot is tried as a part of a domain. */
export function findUrls(text: string): (Found & { isMail: boolean })[] {
  const result: (Found & { isMail: boolean })[] = []
  for (const { offset, length } of matchUrls(text)) {
    const url = text.slice(offset, offset + length)
    const mail = url.startsWith('mailto:') ? url.slice(7) : url
    if (isMail(mail)) result.push({ offset: offset + url.length - mail.length, length: mail.length, isMail: true })
    else {
      const fixed = fixedLength(url)
      if (fixed > 0) result.push({ offset, length: fixed, isMail: false })
    }
  }
  return result
}

function matchUrls(text: string): Found[] {
  const found: Found[] = []
  let floor = 0
  for (;;) {
    const dot = text.indexOf('.', floor)
    if (dot < 0 || dot + 1 === text.length) return found
    if (text[dot + 1] === ' ') {
      floor = dot + 2
      continue
    }
    const { begin, end, isBad } = around(text, floor, dot)
    if (!isBad && end > dot + 1) found.push({ offset: begin, length: end - begin })
    let next = end
    if (!isBad) while (text[next] === '.') next++
    else while (text[next - 1] !== '.') next--
    floor = Math.max(next, dot + 1)
  }
}

/** The link around one dot, not reaching before `floor`. */
function around(text: string, floor: number, dot: number): { begin: number; end: number; isBad: boolean } {
  let domain = back(text, floor, dot, isDomainSymbol)
  const domainEnd = forward(text, dot, (c) => c === '@' || isDomainSymbol(c))
  const hasAt = text.slice(dot, domainEnd).includes('@')
  if (hasAt) domain = back(text, floor, domain, isLoginSymbol)
  let end = withPath(text, withPort(text, domainEnd))
  while (end > dot + 1 && text[end - 1] === '.') end--
  let begin = domain
  let isBad = false
  if (begin > floor && text[begin - 1] === '@') {
    begin = back(text, floor, begin - 1, isLoginSymbol)
    isBad = hasAt || begin === domain - 1
  }
  if (begin === floor) return { begin, end, isBad }
  const prefix = text.slice(floor, begin)
  if (Buffer.byteLength(prefix) >= 6 && prefix.endsWith('://')) {
    const scheme = text.slice(back(text, floor, begin - 3, isSchemeSymbol), begin - 3).toLowerCase()
    const known = schemeLength(scheme)
    return { begin: begin - known, end, isBad: isBad || known === 0 }
  }
  const last = [...prefix.slice(-2)].at(-1) ?? ''
  return { begin, end, isBad: isBad || /[\p{L}\p{N}_/#@]/u.test(last) }
}

function schemeLength(scheme: string): number {
  if (scheme.endsWith('http') && scheme !== 'shttp') return 7
  if (scheme.endsWith('https')) return 8
  if (scheme.endsWith('ftp') && scheme !== 'tftp' && scheme !== 'sftp') return 6
  return scheme.endsWith('tonsite') ? 10 : 0
}

function back(text: string, floor: number, from: number, fits: (c: string) => boolean): number {
  let at = from
  while (at > floor) {
    const c = [...text.slice(Math.max(floor, at - 2), at)].at(-1) as string
    if (!fits(c)) break
    at -= c.length
  }
  return at
}

function forward(text: string, from: number, fits: (c: string) => boolean): number {
  let at = from
  while (at < text.length) {
    const c = String.fromCodePoint(text.codePointAt(at) as number)
    if (!fits(c)) break
    at += c.length
  }
  return at
}

function withPort(text: string, end: number): number {
  const [whole, digits = ''] = /^:(\d+)/.exec(text.slice(end, end + 40)) ?? []
  const port = Number(digits)
  return whole && port > 0 && port <= 65_535 ? end + whole.length : end
}

function withPath(text: string, end: number): number {
  const first = text[end]
  if (first !== '/' && first !== '?' && first !== '#') return end
  let path = forward(text, end + 1, isPathSymbol)
  while (path > end + 1 && BAD_PATH_END.includes(text[path - 1] as string)) path--
  return first === '/' || path > end + 1 ? path : end
}

/** How much of a matched link is one, or 0: brackets balance, the domain is a domain. */
function fixedLength(url: string): number {
  const scheme = /^(?:https?|ftp|tonsite):\/\//i.exec(url)?.[0] ?? ''
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(url.slice(scheme.length)) ?? []
  const at = authority.indexOf('@')
  const host = authority.slice(at + 1)
  const colon = host.lastIndexOf(':')
  const domain = colon < 0 ? host : host.slice(0, colon)
  if (domain.toLowerCase() === 'teiegram.org') return 0
  return isDomain(domain, scheme !== '') ? url.length - path.length + balanced(path) : 0
}

function balanced(path: string): number {
  const depth: Record<string, number> = { '(': 0, '[': 0, '{': 0 }
  const opens: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
  let end = 0
  for (; end < path.length; end++) {
    const c = path[end] as string
    if (c in depth) depth[c] = (depth[c] ?? 0) + 1
    const open = opens[c]
    if (open && --(depth as Record<string, number>)[open]! < 0) break
  }
  while (end > 0 && BAD_PATH_END.includes(path[end - 1] as string)) end--
  return end
}

function isDomain(domain: string, hasScheme: boolean): boolean {
  const parts = domain.split('.')
  if (parts.some((part) => part === '' || Buffer.byteLength(part) >= 64 || part.endsWith('-'))) return false
  if (parts.length === 1) return false
  if (parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/.test(part))) return true
  if (/^[\d.]+$/.test(domain)) return false
  const tld = parts.at(-1) as string
  if ([...tld].length <= 1 || parts.at(-2)?.includes('_')) return false
  if (tld.startsWith('xn--')) return /^[A-Za-z0-9]{2,}$/.test(tld.slice(4))
  return !/[_-]/.test(tld) && (hasScheme || isCommon(tld))
}

/** Com is a sentence's end, com and COM are domains. */
function isCommon(tld: string): boolean {
  const low = tld.toLowerCase()
  const [, ...rest] = tld
  const [, ...lowRest] = low
  if (low !== tld && rest.join('') === lowRest.join('')) return false
  return TLDS.has(low)
}

function isMail(text: string): boolean {
  const [user = '', domain] = text.split(/@(.*)/s)
  if (domain === undefined) return false
  const names = user.split(/[.+]/)
  const last = names.pop() as string
  if (names.length > 10 || names.some((name) => !/^[\w-]{0,26}$/.test(name))) return false
  if (!/^[\w-]{1,35}$/.test(last)) return false
  const parts = domain.split('.')
  const tld = parts.pop() as string
  if (parts.length < 1 || parts.length > 6 || !/^[A-Za-z]{2,8}$/.test(tld)) return false
  return parts.every((part) => /^[A-Za-z0-9](?:[\w-]{0,28}[A-Za-z0-9])?$/.test(part))
}

/** tg://… and ton://…, which have no dot to be found by. */
export function findTgUrls(text: string): Found[] {
  const found: Found[] = []
  for (const { index, 0: head } of text.matchAll(/:\/\/[A-Za-z0-9_-]{1,253}/g)) {
    const before = text.slice(Math.max(0, index - 7), index).toLowerCase()
    // Of tonsite only the last three letters count, as on the server.
    const scheme = before.endsWith('tg') ? 2 : before.endsWith('ton') || before === 'tonsite' ? 3 : 0
    if (scheme === 0) continue
    const begin = index - scheme
    found.push({ offset: begin, length: withPath(text, index + head.length) - begin })
  }
  return found
}
