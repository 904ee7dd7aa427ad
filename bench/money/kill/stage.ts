import pg from 'pg'

export const REWARD_CENTS = 100_00
/** Wants one admin. */
export const LARGE_CENTS = 400_00

/** One task, one person with a proven account and one take for each round; all of them have its number. */
export async function stage(
  url: string,
  { cents, chats, admin, now }: { cents: readonly number[]; chats: readonly number[]; admin: number; now: Date },
) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const start = new Date(now.getTime() - 48 * 3_600_000)
  const end = new Date(now.getTime() + 30 * 24 * 3_600_000)
  const rounds = cents.map((_, index) => index + 1)
  await client.query(
    `insert into posthouse.people (id, telegram_id, display_name, joined_at) overriding system value
     select n, chat, 'P' || n, $3 from unnest($1::bigint[], $2::bigint[]) as t (n, chat)`,
    [[...rounds, rounds.length + 1], [...chats, admin], start],
  )
  await client.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, proof, proven_at)
     select n, 1000 + n, 'login' || n, $2, 'device', $2 from unnest($1::bigint[]) n`,
    [rounds, start],
  )
  await client.query(
    `insert into bounty.tasks (id, title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     overriding system value
     select n, 'Task ' || n, 'T', 'open', cents, 1, 1, 1, 'o/r', 'main', 2000, $4, $3, $3 from unnest($1::bigint[], $2::bigint[]) as t (n, cents)`,
    [rounds, cents, start, rounds.length + 1],
  )
  await client.query(
    `insert into bounty.assignments (id, user_id, task_id, chat, status, taken_at, due_at) overriding system value
     select n, n, n, chat, 'active', $3, $4 from unnest($1::bigint[], $2::bigint[]) as t (n, chat)`,
    [rounds, chats, start, end],
  )
  await client.query(
    `with made as (insert into bounty.transfers (kind, subject, at) select 'opening', 'ledger', $3 returning id)
     insert into bounty.entries (transfer_id, account, currency, cents)
     select id, 'held:' || n, 'USD', cents from made, unnest($1::bigint[], $2::bigint[]) as t (n, cents)
     union all select id, 'funded', 'USD', -sum(cents) from made, unnest($2::bigint[]) as cents group by id`,
    [rounds, cents, start],
  )
  await client.end()
}
