import type { Redis } from '../../db/redis.ts'
import { minutes, seconds } from '../../ops/clock.ts'
import { messageOf } from '../../ops/errors.ts'
import { loop, type Part } from '../../ops/loop.ts'
import type { Announce, AnnounceOptions } from './announce.ts'
import { createAlertFlag } from './flag.ts'
import { dueIn, openIncidents, suspect } from './incidents.ts'
import type { Ping } from './ping.ts'
import { readSigns } from './signs.ts'
import { createTurn } from './turn.ts'

export interface MonitorOptions extends AnnounceOptions {
  owner: string
  announce: Announce
  redis?: Redis | undefined
  ping?: Ping | undefined
}

const LOOK_MS = seconds(5)
/** So long a process that has just come polls first: its bots are not to be called dead because nobody was there before. */
const SETTLE_MS = minutes(1)

/**
 * Looks after the bots every minute, in one process of those that run: what is wrong for five minutes is told, and that it is
 * over, too. Everything it knows is in the database, so it may die and begin anywhere else.
 */
export function createMonitor(options: MonitorOptions): Part {
  const { database, clock, log, charges, announce, redis, ping } = options
  const bots = charges.map(({ bot }) => bot.name)
  const turn = createTurn({ ...options, bots })
  const flag = redis && createAlertFlag({ redis, log, several: bots.length > 1 })
  let looked = clock.monotonic()
  let settled = looked + SETTLE_MS
  const { name, run } = loop({ name: 'monitor_bot_heartbeat', clock, log, idleMs: LOOK_MS, round: look })
  return {
    name,
    async run(signal) {
      await run(signal)
      await turn.giveBack().catch((error) => log.warn('monitor_not_given_back', { message: messageOf(error) }))
    },
  }

  async function look(): Promise<number> {
    const now = clock.monotonic()
    // Stood still, as a machine that slept: everything looks old now, and nobody has had time to poll.
    if (now - looked > 6 * LOOK_MS) settled = now + SETTLE_MS
    looked = now
    if (now < settled || !(await turn.take())) return 0
    await round()
    await turn.done()
    await ping?.()
    return 0
  }

  async function round() {
    const signs = await readSigns(database, clock, charges)
    await suspect(database, bots, signs)
    await announce(await dueIn(database, bots, [...signs.wrong, ...signs.unknown]))
    await flag?.show(bots, await openIncidents(database, bots))
  }
}
