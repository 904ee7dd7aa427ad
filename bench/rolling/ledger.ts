import pg from 'pg'

export interface Ledger {
  /** Updates that are not in the inbox. */
  missing: number
  /** Updates that are there and not done: waiting, dead or skipped. */
  undone: number
  /** Answers that were never decided, and those that were decided more than once. */
  notApplied: number
  appliedTwice: number
  /** Chats whose presses were not applied in the order in which they were sent. */
  outOfOrder: number
}

/**
 * A ledger of its own inside the database: a trigger writes down every answer in the transaction that decides it, so a handler
 * that took effect twice is seen, whatever becomes of the outbox afterwards.
 */
export async function layLedger(client: pg.Client): Promise<void> {
  await client.query(`
    create schema ledger;
    create table ledger.answers (n bigint generated always as identity, press text not null);
    create function ledger.note() returns trigger language plpgsql as $$
    begin
      insert into ledger.answers (press) values (new.payload::json ->> 'callback_query_id');
      return new;
    end $$;
    create trigger noted after insert on posthouse.outbox
      for each row when (new.method = 'answerCallbackQuery') execute function ledger.note()`)
}

export async function readLedger(client: pg.Client, updates: number): Promise<Ledger> {
  const { rows } = await client.query<Record<keyof Ledger, number>>(
    `with answers as (select press, count(*) as times from ledger.answers group by press),
       ordered as (select split_part(press, '-', 1) as chat, split_part(press, '-', 2)::int as k,
         lag(split_part(press, '-', 2)::int) over (partition by split_part(press, '-', 1) order by n) as before from ledger.answers)
     select $1 - (select count(distinct update_id) from posthouse.inbox where kind = 'update')::int as "missing",
       (select count(*) from posthouse.inbox where kind = 'update' and state <> 1)::int as "undone",
       $1 - (select count(*) from answers)::int as "notApplied",
       (select count(*) from answers where times > 1)::int as "appliedTwice",
       (select count(distinct chat) from ordered where k <= before)::int as "outOfOrder"`,
    [updates],
  )
  return rows[0]!
}

/** Updates not yet handled and messages not yet sent. */
export async function backlogOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ left: number }>(
    `select ((select count(*) from posthouse.inbox where state = 0)
       + (select count(*) from posthouse.outbox where state < 2))::int as left`,
  )
  return rows[0]?.left ?? 0
}

/** A connection that is opened anew for every question: the server may have been away. */
export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
