import type { Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import { LANGUAGES } from '../people/language.ts'
import type { Telegram } from '../telegram/client.ts'
import { resolve } from '../telegram/text.ts'
import type { Bot } from './bot.ts'

export interface IntroduceOptions {
  bot: Bot
  telegram: Telegram
  clock: Clock
  log: Log
  /** Told the bot's username as soon as Telegram has answered. */
  called(username: string): void
  /** Where updates shall go; polling when left out. A webhook that somebody else set is never removed silently. */
  webhook?: Webhook | undefined
}

export interface Webhook {
  url: string
  secret: string
  /** Does the work while nobody polls for the bot: setting a webhook takes the updates away from whoever does. */
  alone?(signal: AbortSignal, work: () => Promise<void>): Promise<void>
}

/** What a bot asks for beyond its own handlers: joins and leaves of the bot itself tell who can be reached. */
export const allowedUpdates = (bot: Bot): string[] => [
  ...new Set(['message', 'edited_message', 'callback_query', 'my_chat_member', ...(bot.updates ?? [])]),
]

const LONGEST_PAUSE_MS = 60_000

/** Tells Telegram who the bot is and where its updates go, and learns its username. Tries until it has worked. */
export function createIntroduction({ bot, telegram, clock, log, called, webhook }: IntroduceOptions): Part {
  return {
    name: `introduce ${bot.name}`,
    async run(signal) {
      for (let failures = 0; !signal.aborted; failures += 1) {
        try {
          return await introduce(signal)
        } catch (error) {
          if (signal.aborted) return
          log.warn('introduction_failed', { bot: bot.name, message: messageOf(error) })
          await clock.sleep(Math.min(1_000 * 2 ** failures, LONGEST_PAUSE_MS), signal)
        }
      }
    },
  }

  async function introduce(signal: AbortSignal) {
    const me = await telegram.call('getMe', {}, { signal })
    called(me.username)
    if (webhook?.alone) await webhook.alone(signal, () => setWebhook(webhook, signal))
    else if (webhook) await setWebhook(webhook, signal)
    if (signal.aborted) return
    log.info('introduced', { bot: bot.name, username: me.username, webhook: webhook?.url })
    await publishMenu(signal).catch((error) =>
      log.warn('menu_not_published', { bot: bot.name, message: messageOf(error) }),
    )
  }

  async function setWebhook({ url, secret }: Webhook, signal: AbortSignal) {
    const parameters = { url, secret_token: secret, allowed_updates: allowedUpdates(bot) as never }
    await telegram.call('setWebhook', parameters, { signal })
  }

  /** The command menu in every language; English also for those who have another one. */
  async function publishMenu(signal: AbortSignal) {
    const menu = Object.entries(bot.menu ?? {})
    if (menu.length === 0) return
    for (const language of LANGUAGES) {
      const commands = menu.map(([command, about]) => ({
        command,
        description: resolve(about, language).text.slice(0, 256),
      }))
      if (language === 'en') await telegram.call('setMyCommands', { commands }, { signal })
      else await telegram.call('setMyCommands', { commands, language_code: language }, { signal })
    }
  }
}
