import type { Queryable } from '../db/database.ts'
import { markUnreachable } from '../people/unreachable.ts'
import type { Ready } from './rows.ts'
import { messageIdOf } from './send.ts'

/** A row that is finished, one way or the other. state: 2 sent, 3 failed, 4 perhaps sent. */
export interface Finished {
  row: Ready
  state: 2 | 3 | 4
  result?: unknown
  error?: string
  blocked?: boolean
}

/** Telegram's answer to a `call` with `then`, on its way into the inbox. */
export interface ResultEvent {
  bot: string
  chat: number
  /** Unique per outbox row, so that it is told once. */
  id: number
  handler: string
  data: string | null
  ok: boolean
  result: unknown
  error: string | undefined
  /** The answer was lost, and it is not sent again. */
  perhaps: boolean
  /** The chat refuses the bot's messages. */
  blocked: boolean
}

/** Resolves to what is to be done once it has committed, if there is something. */
export type TellResults = (
  transaction: Queryable,
  events: readonly ResultEvent[],
  now: Date,
) => Promise<(() => void) | undefined>

/** Takes delivered rows away, keeps the others with what went wrong, and writes down names, who cannot be reached, and what handlers asked for. */
export async function record(
  transaction: Queryable,
  finished: readonly Finished[],
  now: Date,
  tell: TellResults,
): Promise<(() => void) | undefined> {
  const delivered = finished.filter(({ state }) => state === 2)
  const kept = finished.filter(({ state }) => state !== 2)
  await transaction.query('delete from posthouse.outbox where id = any($1::bigint[])', [
    delivered.map(({ row }) => row.id),
  ])
  if (kept.length > 0) {
    await transaction.query(
      `update posthouse.outbox o set state = x.state, owner = null, done_at = $4, attempts = o.attempts + 1, error = x.error
       from unnest($1::bigint[], $2::smallint[], $3::text[]) as x (id, state, error) where o.id = x.id`,
      [kept.map(({ row }) => row.id), kept.map(({ state }) => state), kept.map(({ error }) => error ?? null), now],
    )
  }
  const named = finished.filter(({ row, result }) => row.name !== null && messageIdOf(result) !== undefined)
  for (const { row, result } of named) {
    await transaction.query(
      `insert into posthouse.named_messages (bot, chat, name, message_id, sent_at) values ($1, $2, $3, $4, $5)
       on conflict (bot, chat, name) do update set message_id = excluded.message_id, sent_at = excluded.sent_at`,
      [row.bot, row.chat, row.name, messageIdOf(result), now],
    )
  }
  for (const { row, error } of finished.filter(({ blocked }) => blocked)) {
    await markUnreachable(transaction, row.bot, row.chat, error ?? '', now)
  }
  const events = finished.flatMap(({ row, state, result, error, blocked = false }): ResultEvent[] =>
    row.followUp === null
      ? []
      : [
          {
            bot: row.bot,
            chat: row.chat,
            id: row.id,
            handler: row.followUp,
            data: row.followUpData,
            ok: state === 2,
            result,
            error,
            perhaps: state === 4,
            blocked,
          },
        ],
  )
  return events.length > 0 ? tell(transaction, events, now) : undefined
}

export async function messageIdNamed(
  target: Queryable,
  bot: string,
  chat: number,
  name: string,
): Promise<number | undefined> {
  const { rows } = await target.query<{ message_id: number }>(
    'select message_id from posthouse.named_messages where bot = $1 and chat = $2 and name = $3',
    [bot, chat, name],
  )
  return rows[0]?.message_id
}
