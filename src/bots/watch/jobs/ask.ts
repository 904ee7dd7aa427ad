import { messageOf } from '#platform/bot.ts'
import type { AtTelegram } from '#platform/operations/operations.ts'
import type { Outside } from '../outside.ts'

/** That Telegram cannot be asked is an answer, too: whoever asked is waiting for one. */
export const ask = (outside: Outside, bot: string): Promise<AtTelegram | { failed: string }> =>
  outside.fleet.ask(bot).catch((error: unknown) => ({ failed: messageOf(error) }))
