import type { Queryable } from '../db/database.ts'
import type { Notified } from '../ops/news.ts'
import type { ResultEvent } from '../outbox/record.ts'
import { FOLLOW_UP } from './letter.ts'
import type { TelegramState } from './notice.ts'

/** True for what Telegram answered to a notification. */
export const isForUs = ({ handler }: ResultEvent) => handler === FOLLOW_UP

/**
 * Writes down what became of notifications, in the transaction in which the sender records it: a state follows its outbox
 * row and can be written twice. What a person did not get they have in /inbox. That somebody has blocked a bot is known
 * by then and is no work for an operator, so the call is not kept aside.
 */
export async function settled(transaction: Queryable, events: readonly ResultEvent[], now: Date): Promise<Notified[]> {
  const outcomes = events.map((event) => ({ id: Number(event.data), ...outcomeOf(event), event }))
  const { rows } = await transaction.query<{ bot: string; type: string; telegram: TelegramState }>(
    `with told as (
       update posthouse.notifications n set telegram = x.state, reason = x.reason,
         sent_at = case when x.state = 'sent' then $4::timestamptz else n.sent_at end, in_app = n.in_app or x.state = 'failed'
       from unnest($1::bigint[], $2::text[], $3::text[]) as x (id, state, reason) where n.id = x.id
       returning n.bot, n.type, n.telegram, n.reason, n.broadcast_id, n.person_id),
     received as (
       update posthouse.broadcast_recipients r set state = t.telegram, reason = t.reason, done_at = $4
       from told t where r.broadcast_id = t.broadcast_id and r.person_id = t.person_id)
     select bot, type, telegram from told`,
    [outcomes.map(({ id }) => id), outcomes.map(({ state }) => state), outcomes.map(({ reason }) => reason), now],
  )
  const blocked = events.filter((event) => event.blocked).map(({ id }) => id)
  if (blocked.length > 0)
    await transaction.query('delete from posthouse.outbox where id = any($1::bigint[])', [blocked])
  return rows.map(({ bot, type, telegram }) => ({ bot, type, channel: 'telegram', result: telegram }))
}

function outcomeOf({ ok, perhaps, error = '' }: ResultEvent): { state: TelegramState; reason: string | null } {
  if (ok) return { state: 'sent', reason: null }
  return { state: perhaps ? 'perhaps' : 'failed', reason: error.slice(0, 300) }
}
