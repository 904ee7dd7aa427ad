import type { Guest } from '#platform/house.ts'
import { createFleet } from '#platform/operations/fleet.ts'
import { createTelegram, type Telegram } from '#platform/telegram/client.ts'
import { type Environment, settingsWith } from '../../config.ts'
import type { SimulatedWorld } from '../simulated.ts'
import type { Ground } from './ground.ts'

/** The chosen bots, each with its way to Telegram, or to the simulator, and to the rest of the world. */
export function guestsOf(ground: Ground, environment: Environment, simulated: SimulatedWorld | undefined): Guest[] {
  const { config, clock, log, metrics, database } = ground
  const telegrams = telegramsOf(ground, simulated)
  const fleet = createFleet(database, telegrams)
  return config.chosen.map(({ bot, settings }) => ({
    bot,
    username: `${bot.name}_bot`,
    telegram: telegrams.get(bot.name)!,
    outside: bot.connect?.({
      settings: simulated ? settingsWith(bot, environment, simulated.standIns) : settings,
      environment: config.house.ENVIRONMENT,
      clock,
      log: log.child({ bot: bot.name }),
      metrics,
      ...(bot.operates ? { fleet } : {}),
    }),
  }))
}

const telegramsOf = ({ config, metrics }: Ground, simulated: SimulatedWorld | undefined): Map<string, Telegram> =>
  new Map(
    config.chosen.map(({ bot, token }) => [
      bot.name,
      createTelegram({
        apiRoot: simulated?.simulator.url ?? config.house.TELEGRAM_API_ROOT,
        token: token ?? simulated?.tokens.get(bot.name) ?? '',
        metrics,
      }),
    ]),
  )

/** How leases name a guest. */
export const postOf = ({ bot, telegram }: Guest) => ({ bot: bot.name, telegramId: telegram.id })
