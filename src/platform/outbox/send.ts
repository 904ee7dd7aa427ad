import { TelegramError, TelegramUnreachable } from '../telegram/errors.ts'
import { NAMED } from './write.ts'

/** What became of one call. `perhaps`: the request left, the answer did not come back. */
export type Outcome =
  | { kind: 'sent'; result: unknown }
  | { kind: 'failed'; error: string; blocked: boolean }
  | { kind: 'wait'; seconds: number }
  | { kind: 'later'; error: string; perhaps: boolean; alarming: boolean }

/** Reads an error of the client as what has to be done with the row. Pure. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof TelegramUnreachable) {
    return { kind: 'later', error: error.message, perhaps: error.ambiguous, alarming: false }
  }
  if (!(error instanceof TelegramError)) throw error
  if (error.harmless) return { kind: 'sent', result: true }
  if (error.code === 429) return { kind: 'wait', seconds: error.retryAfter ?? 5 }
  if (error.code >= 500) return { kind: 'later', error: error.message, perhaps: true, alarming: false }
  // The token was revoked or the server does not know it: nothing is wrong with the message, so it is kept.
  if (error.code === 401 || error.code === 404 || error.code === 421) {
    return { kind: 'later', error: error.message, perhaps: false, alarming: true }
  }
  return { kind: 'failed', error: error.description, blocked: error.blocked }
}

export const messageIdOf = (result: unknown): number | undefined =>
  typeof result === 'object' && result !== null && 'message_id' in result && typeof result.message_id === 'number'
    ? result.message_id
    : undefined

export const nameIn = (payload: string): string | undefined => {
  if (!payload.includes(`"${NAMED}"`)) return undefined
  const name = (JSON.parse(payload) as Record<string, unknown>)[NAMED]
  return typeof name === 'string' ? name : undefined
}

export function aimAt(payload: string, messageId: number): string {
  const { [NAMED]: _, ...rest } = JSON.parse(payload)
  return JSON.stringify({ ...rest, message_id: messageId })
}

/** The edit of a message that is gone, or was never sent, as a message of its own. */
export function asNewMessage(payload: string): string {
  const { [NAMED]: _, message_id: __, ...rest } = JSON.parse(payload)
  return JSON.stringify(rest)
}
