/**
 * How long bounty's lists take over 10,000 tasks and 100,000 assignments: `TEST_DATABASE_URL=postgres://… node bench/bounty-scale.ts`.
 * Measured from what a person writes to the moment nobody has anything left to do, through webhook, database and Bot API.
 */
import { exit, stdout } from 'node:process'
import { chainAudit } from '#platform/people/audit-chain.ts'
import { verifyAudit } from '#platform/people/audit-verify.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../src/bots/bounty/bot.ts'
import { percentile } from './report/statistics.ts'

const TASKS = 10_000
const ASSIGNMENTS = 100_000
const PEOPLE = 20_000
const ASKING = 20
const ROUNDS = 10
const MOST_MS = 150

if (!process.env.TEST_DATABASE_URL) throw new Error('TEST_DATABASE_URL: name a PostgreSQL server.')
const world = await town(bounty, { githubDates: 'fresh' })
const people = Array.from({ length: ASKING }, (_, n) => world.person(`P${n}`))
for (const person of people) await person.says('/start')
await fill(world)

const timed = async (name: string, work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  stdout.write(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}
await timed('audit log chained', async () => {
  while ((await chainAudit(world.database)) > 0);
})
await timed('audit log verified', () => verifyAudit(world.database, world.now))

const LISTS: Readonly<Record<string, { says: string; presses?: string }>> = {
  '/tasks': { says: '/tasks' },
  '/tasks, next page': { says: '/tasks', presses: '›' },
  '/tasks common word': { says: '/tasks docs >= 50' },
  '/tasks rare word': { says: '/tasks needle-9999' },
  '/tasks no match': { says: '/tasks nothing has this' },
  '/my': { says: '/my' },
  '/my, next page': { says: '/my', presses: '›' },
  '/audit A1': { says: '/audit A1' },
  '/take (refused: two in hand)': { says: '/take 1' },
}

let isRight = true
for (const [name, { says, presses }] of Object.entries(LISTS)) {
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const person of people) {
      if (presses) await person.says(says)
      const began = performance.now()
      await (presses ? person.presses(presses) : person.says(says))
      if (round > 0) times.push(performance.now() - began)
    }
  }
  times.sort((a, b) => a - b)
  const [half, most] = [percentile(times, 0.5), percentile(times, 0.95)]
  isRight &&= most < MOST_MS
  stdout.write(`${name.padEnd(30)} p50 ${half.toFixed(1).padStart(6)} ms   p95 ${most.toFixed(1).padStart(6)} ms\n`)
}
await world.close()
exit(isRight ? 0 : 1)

/** The same rows at every run: everything follows from a row's number. The first person has taken 2,000 tasks. */
async function fill({ database, now }: Town) {
  await database.query(
    `insert into posthouse.people (telegram_id, display_name, joined_at)
     select 1000000000000 + n, 'person ' || n, $1 from generate_series(1, $2::int) n`,
    [now, PEOPLE - ASKING],
  )
  await database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at)
     select id, 1000000 + id, 'user-' || id, $1, timestamptz '2012-01-01' from posthouse.people`,
    [now],
  )
  await database.query(
    `insert into bounty.tasks (title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     select (array['Docs', 'Tests', 'Refactoring', 'Крихкий тест', 'Сборка'])[1 + n % 5] || ' needle-' || n, repeat('What to do. ', 20),
       case when n % 10 < 7 then 'open' when n % 10 = 7 then 'paused' else 'closed' end, 1000 + n % 20000, 1000, 0,
       1 + n % 300, 'owner/repository-' || n % 300, 'main', 120, 1, $1, $1
     from generate_series(1, $2::int) n`,
    [now, TASKS],
  )
  await database.query(
    `insert into bounty.assignments (user_id, task_id, chat, status, taken_at, due_at, pr_name, pr_number, pr_repo_id)
     select user_id, task_id, user_id, status, $1::timestamptz, $1::timestamptz + interval '5 days', 'owner/repository', n, case when status in ('active', 'dropped') then null else 1 end
     from (
       select n, 1 + n % $2::int as user_id, 1 + (n / $2::int) * 2000 + n % 2000 as task_id,
         case n / $2::int when 0 then 'active' when 1 then 'waiting_merge' when 4 then 'dropped' else 'paid' end as status
       from generate_series(0, $3::int - 1) n
       union all select 1000000 + n, 1, 4000 + n, 'paid' from generate_series(1, 2000) n
     ) made on conflict do nothing`,
    [now, PEOPLE, ASSIGNMENTS],
  )
  await database.query(
    `insert into bounty.payments (user_id, assignment_id, amount_cents, currency, status, payout_id, idempotency_key, body, created_at, paid_at)
     select user_id, id, 10000, 'USD', 'paid', 'po-' || id, 'key-' || id, '{}', $1, $1 from bounty.assignments where status = 'paid'`,
    [now],
  )
  await database.query(
    `update bounty.tasks t set taken = a.n
     from (select task_id, count(*) as n from bounty.assignments where status <> 'dropped' group by 1) a where a.task_id = t.id`,
  )
  await database.query(
    `insert into posthouse.audit (at, bot, actor, action, subject)
     select $1, 'bounty', user_id, 'assignment_taken', 'A' || id from bounty.assignments`,
    [now],
  )
  const { rows } = await database.query(
    `select (select count(*) from bounty.tasks) as tasks, (select count(*) from bounty.assignments) as assignments,
       (select count(*) from bounty.payments) as payments, (select count(*) from posthouse.audit) as audit`,
  )
  stdout.write(`${JSON.stringify(rows[0])}\n`)
  await database.query('analyze')
}
