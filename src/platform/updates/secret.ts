import { createHmac, timingSafeEqual } from 'node:crypto'
import { after, hours } from '../ops/clock.ts'

/**
 * The webhook's secret token, derived per bot so that none has to be stored and one bot's does not open another's door.
 * 43 characters of A-Z a-z 0-9 _ -, as Telegram allows.
 */
export const webhookSecret = (root: string, botId: number, version = 1): string =>
  createHmac('sha256', root).update(`tg-webhook:v1:${botId}:${version}`).digest('base64url')

/** A secret that is accepted, for ever or until a moment. */
export type Key = string | { readonly secret: string; readonly until: Date }

export interface KeysOptions {
  root: string
  botId: number
  version: number
  /** When this version was used for the first time; the one before it is accepted for 24 h from then. */
  since: Date | undefined
  /** One bot alone also answers to the root itself, for senders that know WEBHOOK_SECRET and nothing of its derivation. */
  alone: boolean
}

const OVERLAP_MS = hours(24)

/**
 * What a bot's webhook accepts, the one to give Telegram first. The next version is among them: during a rolling restart
 * the first new process tells Telegram its secret, and the old doors must not turn away what comes then.
 */
export function keysOf({ root, botId, version, since, alone }: KeysOptions): [string, ...Key[]] {
  const previous =
    version > 1 && since ? [{ secret: webhookSecret(root, botId, version - 1), until: after(since, OVERLAP_MS) }] : []
  return [
    webhookSecret(root, botId, version),
    webhookSecret(root, botId, version + 1),
    ...previous,
    ...(alone ? [root] : []),
  ]
}

/** Keys made ready for comparing. */
export interface Lock {
  readonly secret: string
  /** The secret, filled up. */
  readonly filled: Buffer
  readonly until: number
}

export const lockFor = (key: Key): Lock => {
  const { secret, until } = typeof key === 'string' ? { secret: key, until: undefined } : key
  if (secret.length > MOST) throw new Error(`A webhook secret has at most ${MOST} characters.`)
  return { secret, filled: filled(secret, Buffer.alloc(MOST)), until: until?.getTime() ?? Number.POSITIVE_INFINITY }
}

/** Telegram's own limit is 256. */
const MOST = 512
const given = Buffer.alloc(MOST)

/**
 * Compares in constant time, whatever the lengths; every lock is tried, so the time does not tell which one it was. Filled up
 * and not hashed: of an update's time a hash takes a fiftieth.
 */
export function opens(token: string, locks: readonly Lock[], now: number): boolean {
  if (token.length > MOST) return false
  filled(token, given)
  let open = false
  for (const lock of locks) if (timingSafeEqual(given, lock.filled) && now < lock.until) open = true
  return open
}

/** With what no header can hold, so that a shorter one is another one. */
function filled(text: string, buffer: Buffer): Buffer {
  buffer.fill(0)
  buffer.write(text, 'latin1')
  return buffer
}
