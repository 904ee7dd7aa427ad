import type { Guest } from '#platform/house.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import { type Environment, settingsWith } from '../../config.ts'
import type { SimulatedWorld } from '../simulated.ts'
import type { Ground } from './ground.ts'

/** The chosen bots, each with its way to Telegram, or to the simulator, and to the rest of the world. */
export function guestsOf(ground: Ground, environment: Environment, simulated: SimulatedWorld | undefined): Guest[] {
  const { config, clock, log, metrics } = ground
  return config.chosen.map(({ bot, token, settings }) => ({
    bot,
    username: `${bot.name}_bot`,
    telegram: createTelegram({
      apiRoot: simulated?.simulator.url ?? config.house.TELEGRAM_API_ROOT,
      token: token ?? simulated?.tokens.get(bot.name) ?? '',
      metrics,
    }),
    outside: bot.connect?.({
      settings: simulated ? settingsWith(bot, environment, simulated.standIns) : settings,
      environment: config.house.ENVIRONMENT,
      clock,
      log: log.child({ bot: bot.name }),
      metrics,
    }),
  }))
}

/** How leases name a guest. */
export const postOf = ({ bot, telegram }: Guest) => ({ bot: bot.name, telegramId: telegram.id })
