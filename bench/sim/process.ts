import { openHouse } from '#platform/house.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { TELEGRAM_LIMITS } from '#platform/outbox/limits.ts'
import type { Incoming } from '#platform/updates/arrival.ts'
import { allowedUpdates } from '#platform/updates/introduce.ts'
import { createLeases } from '#platform/updates/lease.ts'
import { createPolling } from '#platform/updates/polling.ts'
import type { Chance } from '#testing/promise/random.ts'
import { type Outside, simulatedBot } from './bot.ts'
import type { SharedDatabase } from './database.ts'
import type { Life } from './life.ts'
import type { Mutant } from './mutants.ts'
import type { Plan } from './plan.ts'
import type { SimulatedTelegram } from './telegram.ts'

const NO_LIMIT = { burst: 1e9, perSecond: 1e9 }
const UNLIMITED = { perBot: NO_LIMIT, perChat: NO_LIMIT, perGroup: NO_LIMIT }

/** A process as `posthouse start` makes one, its house standing on the simulated database and Telegram. */
export interface Process {
  life: Life
  database: ReturnType<SharedDatabase['forLife']>
  telegram: ReturnType<SimulatedTelegram['forLife']>
  /** The webhook's door; resolves when the update is stored (2xx), rejects when it could not be (503). */
  door: ((incoming: Incoming) => Promise<void>) | undefined
  /** It believes at this moment that polling is its own. */
  holds(): boolean
  isStopping: boolean
  /** As SIGTERM does; resolves when everything has ended. */
  stop(): Promise<void>
}

export interface Surroundings {
  plan: Plan
  shared: SharedDatabase
  telegram: SimulatedTelegram
  mutant: Mutant | undefined
  chance: Chance
  outside(life: Life): Outside
}

/** Starts a process; `door` is there once its house is open. */
export function startProcess(life: Life, { plan, shared, telegram, mutant, chance, outside }: Surroundings): Process {
  const database = shared.forLife(life, plan.embedded ? 'pglite' : 'postgres')
  const line = telegram.forLife(life)
  const stopping = new AbortController()
  const process: Process = {
    life,
    database,
    telegram: line,
    door: undefined,
    holds: () => false,
    isStopping: false,
    stop,
  }
  const ended = run()
  return process

  async function run(): Promise<void> {
    const { clock } = life
    const log = silentLog
    const metrics = createMetrics()
    const bot = simulatedBot(outside(life))
    const house = await openAgain(() =>
      openHouse({
        database,
        clock,
        log,
        metrics,
        superadmins: new Set(),
        guests: [{ bot, telegram: line, username: 'simulated_bot', outside: outside(life) }],
        limits: plan.limited ? TELEGRAM_LIMITS : UNLIMITED,
        mostInFlight: plan.mostInFlight,
      }),
    )
    const accept = (incoming: Incoming) => {
      const stored = house.inbox.accept(incoming)
      if (!mutant?.acknowledgesEarly) return stored
      stored.catch(() => undefined)
      return Promise.resolve()
    }
    const acceptAll = async (all: readonly Incoming[]) => void (await Promise.all(all.map(accept)))
    const parts = [house.dispatch, house.sender, house.worker, house.schedule, house.notifier].map((part) =>
      part.run(stopping.signal),
    )
    if (plan.door === 'webhook') process.door = accept
    else {
      const leases = createLeases({
        database,
        clock,
        log,
        metrics,
        owner: life.name,
        environment: 'test',
        chance: () => chance.whole(0, 999) / 1000,
      })
      const inbox = { ...house.inbox, accept, acceptAll }
      const polling = createPolling({
        bot: bot.name,
        telegram: line,
        inbox,
        clock,
        log,
        metrics,
        allowed: allowedUpdates(bot),
      })
      parts.push(
        leases.hold({ bot: bot.name, telegramId: line.id }, stopping.signal, async (held, tenure) => {
          process.holds = () => !held.aborted && tenure.isOurs()
          await polling.run(held, tenure)
          process.holds = () => false
        }),
      )
    }
    await Promise.all(parts)
  }

  /** What cannot be opened ends the process, and its keeper starts it again. */
  async function openAgain<T>(open: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await open()
      } catch {
        await life.clock.sleep(1_000)
      }
    }
  }

  async function stop() {
    process.door = undefined
    process.isStopping = true
    stopping.abort()
    await ended
    life.state = 'ended'
  }
}
