import { setTimeout as delay } from 'node:timers/promises'
import { Agent } from 'undici'

export interface TrafficOptions {
  /** Where the next webhook goes: the proxy, or one door after the other. */
  url(): string
  secret: string
  updates: number
  perSecond: number
  chats: number
}

/** What Telegram saw. Every attempt that did not get a 2xx is one of `refused` or `broken`. */
export interface Traffic {
  readonly sent: number
  readonly accepted: number
  /** Attempts by status, when it was not 2xx. */
  readonly refused: ReadonlyMap<number, number>
  /** Attempts without an answer, by error code. */
  readonly broken: ReadonlyMap<string, number>
  /** From the moment an update came into being to its 2xx, in milliseconds, with those that waited for their chat. */
  readonly waits: readonly number[]
  /** Resolves when every update has got its 2xx. */
  readonly done: Promise<void>
}

const CONNECTIONS = 40
const ANSWER_MS = 60_000
const LONGEST_PAUSE_MS = 4_000

/** The id of a button press says whose it is and which of that chat's: `<chat>-<n>`, from 1. */
export const pressId = (chat: number, n: number) => `${chat}-${n}`

/**
 * Sends webhooks as Telegram does: at most 40 connections, one update of a chat at a time, each again until a 2xx (at once, then
 * after 1, 2 and 4 s), in the order of the chat. Updates come into being at a steady rate, whatever the other side does.
 */
export function beginTraffic({ url, secret, updates, perSecond, chats }: TrafficOptions): Traffic {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 30_000 })
  const queues = Array.from({ length: chats }, () => ({ waiting: [] as { id: number; n: number; at: number }[], n: 0 }))
  const refused = new Map<number, number>()
  const broken = new Map<string, number>()
  const waits: number[] = []
  let sent = 0
  const traffic = {
    get sent() {
      return sent
    },
    get accepted() {
      return waits.length
    },
    refused,
    broken,
    waits,
    done: Promise.resolve(),
  }
  traffic.done = everything()
  return traffic

  async function everything() {
    const began = performance.now()
    const walks: Promise<void>[] = []
    while (sent < updates) {
      const due = Math.min(updates, Math.floor(((performance.now() - began) / 1000) * perSecond))
      for (; sent < due; sent += 1) {
        const chat = (sent * 7_919) % chats
        const queue = queues[chat]!
        queue.n += 1
        queue.waiting.push({ id: sent + 1, n: queue.n, at: began + (sent / perSecond) * 1000 })
        if (queue.waiting.length === 1) walks.push(walk(chat + 1, queue.waiting))
      }
      await delay(2)
    }
    await Promise.all(walks)
    await agent.destroy()
  }

  async function walk(chat: number, waiting: { id: number; n: number; at: number }[]) {
    for (let update = waiting[0]; update; update = waiting[0]) {
      const body = JSON.stringify(press(chat, update))
      for (let tries = 0; !(await post(body)); tries += 1) {
        if (tries > 0) await delay(Math.min(1_000 * 2 ** (tries - 1), LONGEST_PAUSE_MS))
      }
      waits.push(performance.now() - update.at)
      waiting.shift()
    }
  }

  async function post(body: string): Promise<boolean> {
    const { origin, pathname } = new URL(url())
    try {
      const answer = await agent.request({
        origin,
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      await answer.body.dump()
      if (answer.statusCode >= 200 && answer.statusCode < 300) return true
      refused.set(answer.statusCode, (refused.get(answer.statusCode) ?? 0) + 1)
    } catch (error) {
      const { code = 'unknown' } = error as { code?: string }
      broken.set(code, (broken.get(code) ?? 0) + 1)
    }
    return false
  }
}

/** A press on a button that no release knows: it is answered with one call that Telegram does not count as a message. */
const press = (chat: number, { id, n }: { id: number; n: number }) => ({
  update_id: id,
  callback_query: {
    id: pressId(chat, n),
    from: { id: chat, is_bot: false, first_name: `P${chat}`, language_code: 'en' },
    message: { message_id: 1, date: 1_770_000_000, chat: { id: chat, type: 'private', first_name: `P${chat}` } },
    chat_instance: '1',
    data: 'rolling',
  },
})
