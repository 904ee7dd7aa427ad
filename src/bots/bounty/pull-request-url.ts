/** Where a pull request is, as its URL says. Display and API path only: what it really belongs to, GitHub tells. */
export type PullRequestAddress = { readonly owner: string; readonly repo: string; readonly number: number }

/** Why a text is not the address of a pull request; each kind has its own sentence in `texts`. */
export type AddressFault =
  | 'empty'
  | 'long'
  | 'characters'
  | 'scheme'
  | 'userinfo'
  | 'host'
  | 'issue'
  | 'commit'
  | 'number'
  | 'path'

const MOST_CHARACTERS = 200
const MOST_NUMBER = 2 ** 31 - 1

const OWNER = '[A-Za-z0-9][A-Za-z0-9_-]{0,38}'
const REPO = '[A-Za-z0-9._-]{1,100}'
const PATH = new RegExp(`^/(${OWNER})/(${REPO})/pull/([0-9]+)(?:/(?:files|commits|checks))?/?$`)
const SHORT = new RegExp(`^(${OWNER})/(${REPO})#([0-9]+)$`)

/**
 * Reads `https://github.com/owner/repo/pull/7` (with `www.`, `/files`, `/commits`, `/checks`, a query or a fragment, in
 * `<…>`) or `owner/repo#7`. Nothing else: no other scheme, host, port or encoding is repaired or guessed.
 */
export function parsePullRequestUrl(given: string): PullRequestAddress | AddressFault {
  const text = given.trim().replace(/^<(.*)>$/s, '$1')
  if (text === '') return 'empty'
  if (text.length > MOST_CHARACTERS) return 'long'
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) return 'characters'
  const short = SHORT.exec(text)
  if (short) return address(short)
  const parts = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)/i.exec(text)
  const [, scheme, authority, path] = parts ?? []
  if (scheme?.toLowerCase() !== 'https' || authority === undefined) return 'scheme'
  if (authority.includes('@')) return 'userinfo'
  if (!/^(?:www\.)?github\.com$/i.test(authority)) return 'host'
  const matched = PATH.exec(path ?? '')
  return matched ? address(matched) : faultOf(path ?? '')
}

function address([, owner, repo, digits]: RegExpExecArray): PullRequestAddress | AddressFault {
  if (!owner || !repo || !digits || /^\.+$/.test(repo)) return 'path'
  const number = Number(digits)
  if (digits.startsWith('0') || digits.length > 10 || number > MOST_NUMBER) return 'number'
  return { owner, repo, number }
}

function faultOf(path: string): AddressFault {
  const [, , kind, number] = path.split('/').filter(Boolean)
  if (kind === 'issues') return 'issue'
  if (kind === 'commit' || kind === 'commits') return 'commit'
  return kind === 'pull' && !/^[0-9]+$/.test(number ?? '') ? 'number' : 'path'
}
