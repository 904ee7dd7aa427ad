import type { Faults } from '../api/faults.ts'
import type { BotRecord, UpdateKind } from '../types.ts'
import type { World } from '../world/world.ts'

interface Held {
  key: string
  /** Makes the update at last. */
  make: () => void
  /** Until another order has moved on, rather than for a time. */
  waitsForOthers: boolean
}

/** Keeps back updates that a fault delays. What belongs to the same order waits behind them. */
export function createHolds(world: World, faults: Faults) {
  const held = new Map<number, Held[]>()

  function hold(bot: BotRecord, kind: UpdateKind, payload: object, key: string, make: () => void): boolean {
    const mine = held.get(bot.id) ?? []
    if (mine.some((one) => one.key === key)) {
      mine.push({ key, make, waitsForOthers: false })
      return true
    }
    const fault = faults.forUpdate(bot.id, kind, JSON.stringify(payload), ['delay-update', 'reorder-update'])
    if (fault) {
      held.set(bot.id, [...mine, { key, make, waitsForOthers: fault.kind === 'reorder-update' }])
      if (fault.kind === 'delay-update')
        void world.clock.sleep(fault.ms, world.ended.signal).then(() => release(bot, (one) => one.key === key))
      return true
    }
    make()
    release(
      bot,
      (one) => one.waitsForOthers || mine.some(({ key: k, waitsForOthers }) => waitsForOthers && k === one.key),
    )
    return true
  }

  function release(bot: BotRecord, isDue: (one: Held) => boolean) {
    const mine = held.get(bot.id) ?? []
    const due = mine.filter(isDue)
    if (due.length === 0) return
    held.set(
      bot.id,
      mine.filter((one) => !due.includes(one)),
    )
    for (const { make } of due) make()
  }

  return hold
}
