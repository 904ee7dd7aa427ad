import { OVER } from '../clock.ts'
import type { BotRecord } from '../types.ts'

/**
 * Telegram looks a webhook's host up before setWebhook answers. Another setWebhook or deleteWebhook that comes meanwhile
 * ends the first one. Here only a call that a fault makes slow takes any time.
 */
export function createWebhookTurns() {
  const open = new Map<number, AbortController>()
  return {
    /** Undefined for any other method. */
    begin({ id }: BotRecord, method: string) {
      if (!/^(?:set|delete)webhook$/i.test(method)) return undefined
      open.get(id)?.abort(OVER)
      const mine = new AbortController()
      open.set(id, mine)
      const end = () => void (open.get(id) === mine && open.delete(id))
      return { signal: mine.signal, end }
    },
  }
}

export type WebhookTurns = ReturnType<typeof createWebhookTurns>
