import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The webhook's secret token, derived per bot so that none has to be stored and one bot's does not open another's door.
 * 43 characters of A-Z a-z 0-9 _ -, as Telegram allows.
 */
export const webhookSecret = (root: string, botId: number, version = 1): string =>
  createHmac('sha256', root).update(`tg-webhook:v1:${botId}:${version}`).digest('base64url')

/** Compares in constant time, whatever the lengths. */
export const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest())
