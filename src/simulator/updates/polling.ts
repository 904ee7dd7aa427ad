import { setTimeout as delay } from 'node:timers/promises'
import { conflict } from '../api/errors.ts'
import { OVER } from '../clock.ts'
import type { BotRecord, QueuedUpdate } from '../types.ts'
import { millis, tell, type World } from '../world/world.ts'
import { settle, waiting } from './queue.ts'

export interface GetUpdates {
  offset: number
  limit: number
  /** Seconds. */
  timeout: number
}

/** Real milliseconds: updates that arrive together are answered together. */
const GATHER = 2
const CONFLICT_PAUSE = 3000
const RESPONSE_CAP = 4 * 1024 * 1024

interface Poll {
  end: (why: 'arrived' | 'conflict' | 'webhook') => void
}

/** The getUpdates side of every bot's queue. */
export function createPolling(world: World, onChange: () => void, brakes = false) {
  const polls = new Map<number, Poll>()
  const lastConflict = new Map<number, number>()
  const pollers = new Set<number>()
  const previous = new Map<number, { offset: number; at: number }>()

  world.listeners.add((event) => {
    if (event.type === 'queued') polls.get(event.bot.id)?.end('arrived')
  })

  /** Asking again for the same makes a bot wait, and asking at once gives it one update. */
  function slowed(bot: BotRecord, wish: GetUpdates): GetUpdates {
    const now = millis(world)
    const last = previous.get(bot.id)
    previous.set(bot.id, { offset: wish.offset, at: now })
    if (!brakes || last?.offset !== wish.offset) return wish
    return {
      ...wish,
      ...(wish.timeout < 3 && now < last.at + 3000 ? { timeout: 3 } : {}),
      ...(now < last.at + 500 ? { limit: 1 } : {}),
    }
  }

  /** Resolves with the updates' bodies. `gone` aborts when the client hangs up. */
  async function getUpdates(bot: BotRecord, asked: GetUpdates, gone: AbortSignal): Promise<string[]> {
    if (bot.webhook)
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    const wish = slowed(bot, asked)
    pollers.add(bot.id)
    confirm(world, bot, wish.offset)
    onChange()
    if (waiting(world, bot).length === 0 && wish.timeout > 0) await wait(bot, wish.timeout, gone)
    if (gone.aborted) return []
    return take(waiting(world, bot), wish.limit)
  }

  async function wait(bot: BotRecord, timeout: number, gone: AbortSignal) {
    polls.get(bot.id)?.end('conflict')
    const over = new AbortController()
    const hangUp = () => over.abort(OVER)
    gone.addEventListener('abort', hangUp)
    const why = await new Promise<'arrived' | 'conflict' | 'webhook' | 'timeout'>((resolve) => {
      const poll = { end: resolve }
      polls.set(bot.id, poll)
      void world.clock.sleep(timeout * 1000, over.signal).then(() => resolve('timeout'))
    })
    over.abort(OVER)
    gone.removeEventListener('abort', hangUp)
    if (why === 'conflict') {
      await slowDown(bot, gone)
      throw conflict('terminated by other getUpdates request; make sure that only one bot instance is running')
    }
    polls.delete(bot.id)
    if (why === 'webhook') throw conflict('terminated by setWebhook request')
    if (why === 'arrived') await delay(GATHER)
  }

  /** One conflict in three seconds is told at once, further ones after three seconds. */
  async function slowDown(bot: BotRecord, gone: AbortSignal) {
    const now = millis(world)
    const last = lastConflict.get(bot.id) ?? Number.NEGATIVE_INFINITY
    lastConflict.set(bot.id, now)
    if (now - last < CONFLICT_PAUSE) await world.clock.sleep(CONFLICT_PAUSE, gone)
  }

  function take(items: QueuedUpdate[], limit: number): string[] {
    const taken: string[] = []
    let size = 0
    for (const item of items.slice(0, limit)) {
      size += item.body.length
      if (size > RESPONSE_CAP && taken.length > 0) break
      item.log.attempts++
      item.log.via = 'polling'
      tell(world, { type: 'update', update: item.log })
      taken.push(item.body)
    }
    return taken
  }

  return {
    getUpdates,
    /** A webhook takes over: the waiting poll ends. */
    end: (bot: BotRecord) => polls.get(bot.id)?.end('webhook'),
    /** Updates that polling bots have not confirmed yet. */
    pending: () =>
      [...pollers].reduce((sum, id) => {
        const bot = world.bots.get(id)
        return bot && !bot.webhook ? sum + waiting(world, bot).length : sum
      }, 0),
  }
}

export type Polling = ReturnType<typeof createPolling>

/** What `offset` forgets: everything before it, or all but the last ones when it is negative. */
function confirm(world: World, bot: BotRecord, offset: number) {
  const items = waiting(world, bot)
  if (offset < 0) {
    for (const item of items) if (item.update_id < bot.nextUpdateId + offset) settle(world, bot, item, 'delivered')
    return
  }
  // An offset far beyond the tail counts as no offset at all.
  if (offset === 0 || offset > bot.nextUpdateId + 10) return
  for (const item of items) if (item.update_id < offset) settle(world, bot, item, 'delivered')
}
