import { randomUUID } from 'node:crypto'
import { stderr } from 'node:process'
import type { Guest } from '#platform/house.ts'
import type { Part } from '#platform/ops/loop.ts'
import { step } from '#platform/ops/signals.ts'
import type { Inbox } from '#platform/updates/inbox.ts'
import { allowedUpdates } from '#platform/updates/introduce.ts'
import { createLeases, LeaseBusy, TIMES } from '#platform/updates/lease.ts'
import { createLockMirror } from '#platform/updates/lock-mirror.ts'
import { createPolling } from '#platform/updates/polling.ts'
import type { Ground } from './ground.ts'
import { postOf } from './guests.ts'

/** Who may ask Telegram for a bot's updates: one process at a time, under a lease. */
export function createPollers(ground: Ground, guests: readonly Guest[], polls: boolean) {
  const { config, inProduction, database, redis, clock, log, metrics, report } = ground
  const onBusy = polls ? (config.house.LOCK_ON_BUSY ?? (inProduction ? 'wait' : 'exit')) : 'wait'
  const gaveWay = new AbortController()
  const owner = randomUUID()
  const leases = createLeases({
    database,
    clock,
    log,
    metrics,
    chance: Math.random,
    owner,
    environment: config.house.ENVIRONMENT,
    onBusy,
    mirror: redis && createLockMirror({ redis, log, several: guests.length > 1, ttlMs: TIMES.ttlMs }),
  })

  /** Somebody was quicker after we had begun: we end as one who was refused at the start. */
  function giveWay(error: unknown) {
    if (!(error instanceof LeaseBusy)) throw error
    stderr.write(`${error.message}\n`)
    gaveWay.abort()
  }

  return {
    leases,
    owner,
    /** Aborted when another process polls already and this one is not to wait for it. */
    gaveWay: gaveWay.signal,
    async refuseBusy(asked: AbortSignal): Promise<void> {
      if (!polls || onBusy !== 'exit' || database.kind !== 'postgres') return
      for (const guest of guests) await step(asked, leases.refuseBusy(postOf(guest)))
    },
    parts(inbox: Inbox): Part[] {
      if (!polls) return []
      return guests.map((guest) => {
        const { bot, telegram } = guest
        const allowed = allowedUpdates(bot)
        const { name, run } = createPolling({ bot: bot.name, telegram, inbox, clock, log, metrics, allowed, report })
        return { name, run: (signal) => leases.hold(postOf(guest), signal, run).catch(giveWay) }
      })
    },
  }
}
