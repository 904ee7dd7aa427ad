import type { Update } from '@grammyjs/types'
import { type Database, patiently, type Queryable } from '../db/database.ts'
import { audit } from '../people/audit.ts'
import type { Deed } from '../people/desk.ts'
import type { Telegram } from '../telegram/client.ts'
import { skipWaiting, storeSkipped } from './desk.ts'

export interface Dropped {
  fromTelegram: number
  fromInbox: number
}

/** A bot's queue at Telegram, and how much was in it when the decision was made. */
export interface Queue {
  telegram: Telegram
  pending: number
}

const AT_ONCE = 100

/**
 * Skips everything that waits for a bot, in the inbox and at Telegram, and loses none of it. As in polling, a batch is
 * committed before the next offset lets Telegram forget it: killed at any moment, it can simply be begun again.
 * Without a queue only the inbox is looked at.
 */
export async function dropUpdates(database: Database, bot: string, queue: Queue | undefined, deed: Deed) {
  const skip = (from: string, work: (transaction: Queryable) => Promise<number>) =>
    patiently(() =>
      database.transaction(async (transaction) => {
        const count = await work(transaction)
        if (count > 0) await record(transaction, bot, from, count, deed)
        return count
      }),
    )
  const dropped: Dropped = {
    fromInbox: await skip('inbox', (transaction) => skipWaiting(transaction, bot, deed)),
    fromTelegram: 0,
  }
  if (!queue) return dropped
  for await (const updates of batches(queue)) {
    dropped.fromTelegram += await skip('telegram', (transaction) => storeSkipped(transaction, bot, updates, deed))
  }
  return dropped
}

/** Asking for the next batch confirms the one before: whoever asks has stored it. */
async function* batches({ telegram, pending }: Queue): AsyncGenerator<Update[]> {
  let offset: number | undefined
  let isLast = false
  for (let seen = 0; ; ) {
    const from = offset === undefined ? {} : { offset }
    const updates: Update[] = await telegram.call('getUpdates', { limit: isLast ? 1 : AT_ONCE, timeout: 0, ...from })
    if (isLast || updates.length === 0) return
    yield updates
    seen += updates.length
    // People go on writing: when all that was there at the beginning has been seen, the next call only confirms.
    isLast = seen >= pending && updates.length < AT_ONCE
    offset = Math.max(...updates.map((update) => update.update_id)) + 1
  }
}

const record = (transaction: Queryable, bot: string, from: string, count: number, { now, by, actor, reason }: Deed) =>
  audit(transaction, now, { bot, actor, action: 'updates_dropped', subject: from, detail: { by, reason, count } })
