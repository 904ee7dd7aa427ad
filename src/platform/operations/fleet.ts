import type { Database } from '../db/database.ts'
import type { Telegram } from '../telegram/client.ts'
import { dropUpdates } from '../updates/drop.ts'
import type { AtTelegram, Fleet } from '../updates/fleet.ts'
import { pollerOf } from '../updates/poller.ts'

/** The house's bots at Telegram, without their tokens. */
export function createFleet(database: Database, bots: ReadonlyMap<string, Telegram>): Fleet {
  const to = (bot: string) => {
    const telegram = bots.get(bot)
    if (!telegram) throw new Error(`There is no bot "${bot}" here.`)
    return telegram
  }
  return {
    names: [...bots.keys()],
    ask: (bot) => askTelegram(to(bot)),
    async drop(bot, deed) {
      const telegram = to(bot)
      const { url, pending_update_count: pending } = await telegram.call('getWebhookInfo', {})
      const left = url ? 'webhook' : (await isPolled(database, telegram.id)) ? 'poller' : undefined
      const dropped = await dropUpdates(database, bot, left ? undefined : { telegram, pending }, deed)
      return { ...dropped, ...(left ? { left } : {}) }
    },
  }
}

/** The embedded database is open in this process alone, so a lease in it is ours, and a live one. */
async function isPolled(database: Database, telegramId: number): Promise<boolean> {
  if (database.kind === 'postgres') return (await pollerOf(database, telegramId)) !== undefined
  const { count } = await database.query(
    'select 1 from posthouse.leases where name = $1 and expires_at > clock_timestamp()',
    [`polling ${telegramId}`],
  )
  return count > 0
}

export async function askTelegram(telegram: Telegram): Promise<AtTelegram> {
  const { username } = await telegram.call('getMe', {})
  const { url, pending_update_count, last_error_date, last_error_message } = await telegram.call('getWebhookInfo', {})
  return {
    username,
    url: url ?? '',
    pending: pending_update_count,
    lastError:
      last_error_date === undefined
        ? undefined
        : { at: new Date(last_error_date * 1000), message: last_error_message ?? '' },
  }
}
