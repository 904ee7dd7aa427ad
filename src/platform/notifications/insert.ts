import type { Queryable } from '../db/database.ts'
import type { Entry } from './entry.ts'

/** The ids of those that were new, in the order of the entries. Sorted, so that two who write the same keys cannot deadlock. */
export async function insertNotifications(
  target: Queryable,
  entries: readonly Entry[],
  now: Date,
): Promise<(number | undefined)[]> {
  if (entries.length === 0) return []
  const { rows } = await target.query<{ n: number; id: number | null }>(
    `with given as materialized (
       select nextval('posthouse.notifications_id_seq') as id, t.* from unnest($1::text[], $2::bigint[], $3::text[], $4::text[],
         $5::smallint[], $6::text[], $7::text[], $8::boolean[], $9::text[], $10::bigint[], $11::boolean[], $12::text[],
         $13::text[], $14::timestamptz[], $15::bigint[]) with ordinality
         as t (bot, person_id, type, key, priority, words, keyboard, in_app, via, chat, essential, telegram, reason, not_before, broadcast_id, n)),
     inserted as (
       insert into posthouse.notifications (id, bot, person_id, type, key, priority, words, keyboard, in_app, via, chat, essential,
         telegram, reason, not_before, broadcast_id, created_at)
       select id, bot, person_id, type, key, priority, words, keyboard, in_app, via, chat, essential, telegram, reason, not_before,
         broadcast_id, $16::timestamptz from given order by bot, person_id, key, n
       on conflict (bot, person_id, key) where key is not null do nothing
       returning id)
     select g.n, i.id from given g left join inserted i on i.id = g.id order by g.n`,
    [
      entries.map(({ notice }) => notice.bot),
      entries.map(({ notice }) => notice.person),
      entries.map(({ notice }) => notice.type),
      entries.map(({ notice }) => notice.key ?? null),
      entries.map(({ priority }) => priority),
      entries.map(({ words }) => JSON.stringify(words)),
      entries.map(({ keyboard }) => (keyboard ? JSON.stringify(keyboard) : null)),
      entries.map(({ inApp }) => inApp),
      entries.map(({ via }) => via),
      entries.map(({ chat }) => chat),
      entries.map(({ notice }) => notice.essential ?? false),
      entries.map(({ telegram }) => telegram),
      entries.map(({ reason }) => reason ?? null),
      entries.map(({ notBefore }) => notBefore?.toISOString() ?? null),
      entries.map(({ broadcast }) => broadcast ?? null),
      now,
    ],
  )
  return rows.map(({ id }) => id ?? undefined)
}
