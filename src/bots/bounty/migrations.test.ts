import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freshDatabase } from '#testing/database.ts'
import { PLATFORM } from '#testing/town.ts'

const folder = new URL('./migrations/', import.meta.url)

test('what was promised and paid before there was a ledger is opened as it stands, down and up again', async () => {
  const database = await freshDatabase([PLATFORM, { schema: 'bounty', folder: fileURLToPath(folder) }])
  const run = (name: string) =>
    database.query(`do $migration$ begin\n${readFileSync(new URL(`${name}.sql`, folder), 'utf8')}\nend $migration$`)
  const down = async () => {
    await run('0007_payments.down')
    await run('0006_ledger.down')
  }
  const up = async () => {
    await run('0006_ledger.up')
    await run('0007_payments.up')
  }
  const balances = async () =>
    (await database.query('select account, cents from bounty.balances order by account')).rows as object[]

  await down()
  await up()
  expect(await balances()).toEqual([])
  await down()
  const before = [
    `insert into posthouse.people (telegram_id, display_name, joined_at) select n, 'P', now() from generate_series(1, 4) n`,
    `insert into bounty.tasks (title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     values ('T', 'T', 'open', 1000, 5, 4, 1, 'o/r', 'm', 24, 1, now(), now()), ('D', 'D', 'draft', 1000, 5, 0, null, 'o/r', '', 24, 1, now(), null)`,
    `insert into bounty.assignments (user_id, task_id, chat, status, taken_at, due_at)
     select n, 1, n, case n when 1 then 'paid' when 4 then 'active' else 'approved' end, now(), now() from generate_series(1, 4) n`,
    `insert into bounty.payments (user_id, assignment_id, amount_cents, currency, status, idempotency_key, body, created_at, payout_id)
     select n, n, 1000, 'USD', case n when 1 then 'paid' when 2 then 'unknown' else 'ready' end, 'k' || n, 'b', now(), 'po' from generate_series(1, 3) n`,
  ]
  for (const sql of before) await database.query(sql)
  await up()
  const opened = [
    { account: 'funded', cents: -5000 },
    { account: 'held:1', cents: 2000 },
    { account: 'in_flight', cents: 1000 },
    { account: 'paid_out', cents: 1000 },
    { account: 'payable:3', cents: 1000 },
  ]
  expect(await balances()).toEqual(opened)
  await database.query(`update bounty.payments set status = 'accepted' where id = 2`)
  await down()
  expect((await database.query('select status, reason from bounty.payments order by id')).rows).toEqual([
    { status: 'paid', reason: null },
    { status: 'manual', reason: 'was accepted' },
    { status: 'ready', reason: null },
  ])
  await up()
  expect(await balances()).toEqual(opened)
})
