import type { Queryable } from '../../db/database.ts'

/**
 * `heartbeat`: Telegram has not answered the bot's polling. `webhook`: Telegram cannot deliver to it. `backlog`: what came in
 * is not handled. `monitor`: nobody looks at any of this; the bot is then the monitor's name, which no bot can have.
 */
export type Kind = 'heartbeat' | 'webhook' | 'backlog' | 'monitor'

/** Something that looks wrong at this moment. */
export interface Sign {
  bot: string
  kind: Kind
  /** When it was right for the last time, where that is known; otherwise it begins now. */
  since?: Date | undefined
  detail?: string | undefined
}

export interface Incident {
  id: number
  key: string
  bot: string
  kind: Kind
  detail: string | null
  began: Date
  /** By the database's clock, at this question. */
  lastedMs: number
  ended: Date | null
}

/** What people are told of an incident. */
export type IncidentEvent = 'opened' | 'recovered'

export const LATE_S = 300

const COLUMNS = `id, key, bot, kind, detail, began_at as began, ended_at as ended,
  greatest(0, extract(epoch from clock_timestamp() - began_at) * 1000)::float8 as "lastedMs"`

/** Suspects what looks wrong, and forgets what was suspected and looks right again. Of `unknown` nothing is known now. */
export async function suspect(
  target: Queryable,
  bots: readonly string[],
  { wrong, unknown }: { wrong: readonly Sign[]; unknown: readonly Sign[] },
): Promise<void> {
  const still = [...wrong, ...unknown]
  await target.query(
    `delete from posthouse.incidents where told_at is null and ended_at is null and bot = any($1::text[])
       and (bot, kind) not in (select * from unnest($2::text[], $3::text[]))`,
    [bots, still.map(({ bot }) => bot), still.map(({ kind }) => kind)],
  )
  if (wrong.length === 0) return
  await target.query(
    `insert into posthouse.incidents (bot, kind, detail, began_at)
     select bot, kind, detail, coalesce(since, clock_timestamp())
     from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as t (bot, kind, detail, since)
     on conflict (bot, kind) where ended_at is null do nothing`,
    [
      wrong.map(({ bot }) => bot),
      wrong.map(({ kind }) => kind),
      wrong.map(({ detail }) => detail ?? null),
      wrong.map(({ since }) => since?.toISOString() ?? null),
    ],
  )
}

export interface Due {
  /** To be told. */
  begun: number[]
  /** Told, and over. */
  over: number[]
}

/** What has lasted long enough to be told, and what was told and does not look wrong any more. */
export async function dueIn(target: Queryable, bots: readonly string[], still: readonly Sign[]): Promise<Due> {
  const { rows } = await target.query<{ id: number; told: boolean }>(
    `select id, told_at is not null as told from posthouse.incidents where ended_at is null and bot = any($1::text[])
       and case when told_at is null then began_at <= clock_timestamp() - make_interval(secs => ${LATE_S})
           else (bot, kind) not in (select * from unnest($2::text[], $3::text[])) end order by id`,
    [bots, still.map(({ bot }) => bot), still.map(({ kind }) => kind)],
  )
  return {
    begun: rows.flatMap(({ id, told }) => (told ? [] : [id])),
    over: rows.flatMap(({ id, told }) => (told ? [id] : [])),
  }
}

/** Takes it on to tell these; of two that do so at once each incident is one's. */
export async function begin(transaction: Queryable, ids: readonly number[]): Promise<Incident[]> {
  const { rows } = await transaction.query<Incident>(
    `update posthouse.incidents set told_at = clock_timestamp()
     where id = any($1::bigint[]) and told_at is null and ended_at is null returning ${COLUMNS}`,
    [ids],
  )
  return rows
}

/** The same for those that are over. */
export async function end(transaction: Queryable, ids: readonly number[]): Promise<Incident[]> {
  const { rows } = await transaction.query<Incident>(
    `update posthouse.incidents set ended_at = clock_timestamp()
     where id = any($1::bigint[]) and told_at is not null and ended_at is null returning ${COLUMNS}`,
    [ids],
  )
  return rows
}

/** What was told and is not over. */
export async function openIncidents(target: Queryable, bots: readonly string[]): Promise<Incident[]> {
  const { rows } = await target.query<Incident>(
    `select ${COLUMNS} from posthouse.incidents
     where told_at is not null and ended_at is null and bot = any($1::text[]) order by id`,
    [bots],
  )
  return rows
}
