/** Tasks and accounts put there at once, for stories that are about something else. */

interface Place {
  readonly now: Date
  readonly database: { query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }> }
}

interface Staged {
  slots?: number
  hours?: number
  reward?: number
}

/** An open task in PyGithub/PyGithub, as if the first person had published it, with its money put aside. */
export async function openTask({ database, now }: Place, { slots = 1, hours = 120, reward = 10_000 }: Staged = {}) {
  const { rows } = await database.query(
    `insert into bounty.tasks (title, text, status, reward_cents, slots, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     values ('Support reviews', 'Write the tests too.', 'open', $1, $2, 3544490, 'PyGithub/PyGithub', 'master', $3, 1, $4, $4) returning id`,
    [reward, slots, hours, now],
  )
  const [task] = rows as { id: number }[]
  await putAside({ database, now }, task?.id ?? 0, reward * slots)
}

/** The money of a task that was put there at once. */
export async function putAside({ database, now }: Place, taskId: number, cents: number) {
  await database.query(
    `with made as (insert into bounty.transfers (kind, subject, at) values ('publish', '#' || $1::text, $3) returning id)
     insert into bounty.entries (transfer_id, account, currency, cents)
     select id, account, 'USD', cents from made, (values ('funded', -$2::bigint), ('held:' || $1::text, $2::bigint)) as leg (account, cents)`,
    [taskId, cents, now],
  )
}

const KNOWN: Readonly<Record<string, number>> = { allevin: 13_543_471, 's-t-e-v-e-n-k': 15_225_059 }

/** Everybody who has spoken to the bot has an account, with the login given or one nobody else has. */
export async function linkEverybody({ database, now }: Place, first?: string) {
  await database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at)
     select id, 1000 + id, 'user-' || id, $1, timestamptz '2012-01-01' from posthouse.people on conflict do nothing`,
    [now],
  )
  const id = first === undefined ? undefined : KNOWN[first]
  if (id !== undefined) {
    await database.query(
      `update bounty.github_accounts set github_id = $1, login = $2 where person_id = (select min(person_id) from bounty.github_accounts)`,
      [id, first],
    )
  }
}
