import type { IncomingHttpHeaders } from 'node:http'
import { type Key, type Lock, lockFor, opens } from './secret.ts'
import { createReplays, isSigned, type Stamp, stampOf } from './signature.ts'

/** telegram: the secret token. hmac: a signature over the raw body. any: one of them. all: both. */
export type WebhookAuth = 'telegram' | 'hmac' | 'any' | 'all'

/** Why somebody is turned away; a closed set, as it labels a metric. */
export type Reason = 'unknown_bot' | 'missing' | 'duplicate' | 'wrong' | 'stale' | 'replayed'

export interface Guard {
  /** True when the body is part of the proof, and so has to be looked at as it came. */
  readonly readsBody: boolean
  /** Looks at the headers, before the body is read. */
  atTheDoor(bot: string | undefined, headers: IncomingHttpHeaders, now: number): Reason | undefined
  /** Looks at the body, before it is parsed. */
  inside(bot: string, headers: IncomingHttpHeaders, raw: Buffer, now: number): Reason | undefined
  /** What came with these headers was not stored: it may come again. */
  forget(headers: IncomingHttpHeaders, now: number): void
}

const TOKEN = 'x-telegram-bot-api-secret-token'
const SIGNATURE = 'x-signature-256'
const TIMESTAMP = 'x-signature-timestamp'

/** Decides who may hand in updates. Bots that are not in `secrets` have no door. */
export function createGuard(auth: WebhookAuth, secrets: ReadonlyMap<string, readonly Key[]>): Guard {
  const doors = new Map([...secrets].map(([bot, keys]) => [bot, keys.map(lockFor)]))
  const replays = createReplays()
  return {
    readsBody: auth !== 'telegram',
    atTheDoor(bot, headers, now) {
      const locks = doors.get(bot ?? '')
      if (!locks) return 'unknown_bot'
      switch (auth) {
        case 'telegram':
          return tokenIn(headers, locks, now)
        case 'hmac':
          return reasonIn(stampIn(headers, now))
        case 'all':
          return tokenIn(headers, locks, now) ?? reasonIn(stampIn(headers, now))
        case 'any':
          return tokenIn(headers, locks, now) && eitherIn(headers, now)
      }
    },
    inside(bot, headers, raw, now) {
      const locks = doors.get(bot) ?? []
      if (auth === 'telegram' || (auth === 'any' && !tokenIn(headers, locks, now))) return undefined
      const stamp = stampIn(headers, now)
      if (typeof stamp === 'string') return stamp
      if (!isSigned(raw, stamp, locks, now)) return 'wrong'
      return replays.add(stamp.signature, now) ? undefined : 'replayed'
    },
    forget(headers, now) {
      const stamp = auth === 'telegram' ? 'missing' : stampIn(headers, now)
      if (typeof stamp !== 'string') replays.forget(stamp.signature)
    },
  }
}

function tokenIn(headers: IncomingHttpHeaders, locks: readonly Lock[], now: number): Reason | undefined {
  const given = headers[TOKEN]
  if (given === undefined) return 'missing'
  // Node joins a header that came twice with a comma, which no secret has.
  if (typeof given !== 'string' || given.includes(',')) return 'duplicate'
  return opens(given, locks, now) ? undefined : 'wrong'
}

function stampIn(headers: IncomingHttpHeaders, now: number): Stamp | Reason {
  const [signature, timestamp] = [headers[SIGNATURE], headers[TIMESTAMP]]
  if (String(signature).includes(',') || String(timestamp).includes(',')) return 'duplicate'
  return stampOf(signature, timestamp, now)
}

/** Without the right token it is the signature that decides; whoever tried neither is told apart from who tried one. */
function eitherIn(headers: IncomingHttpHeaders, now: number): Reason | undefined {
  const reason = reasonIn(stampIn(headers, now))
  return reason === 'missing' && headers[TOKEN] !== undefined ? 'wrong' : reason
}

const reasonIn = (stamp: Stamp | Reason): Reason | undefined => (typeof stamp === 'string' ? stamp : undefined)
