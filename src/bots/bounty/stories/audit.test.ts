import { expect, test } from 'vitest'
import { days, hours, LANGUAGES } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { draft, everything, linked, opened } from './scene.ts'

test('everybody reads what was done to their own, with the payment, and nothing about others', async () => {
  const { world, ada } = await opened({ slots: 2 })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#3370')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/audit A1')
  const lines = ann.screen().at(-1)!.split('\n')
  expect(lines[0]).toBe('What was done to A1, newest first')
  expect(lines.slice(1).map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC — /, ''))).toEqual([
    'paid and done: 100.00 USD (by itself)',
    'payment confirmed: 100.00 USD (by itself)',
    'payment sent: 100.00 USD (by itself)',
    'approved: 100.00 USD (by itself)',
    'payment made ready: 100.00 USD (by itself)',
    'pull request submitted (you)',
    'not accepted: BOT_AUTHOR (by itself)',
    'pull request submitted (you)',
    'taken (you)',
  ])
  await ann.says('/audit р1')
  ann.sees('What was done to P1')
  const ben = await linked(world, 'Ben', 'jacquev6')
  for (const ref of ['A1', 'P1', '#1', 'A2', 'P2']) {
    await ben.says(`/audit ${ref}`)
    ben.sees(`I have nothing to show about ${ref}.`)
  }
  await ben.says('/audit verify')
  ben.sees('Format: /audit A42, /audit P9 or /audit #17')
  await ada.says('/audit A1')
  ada.sees(/taken \(person \d+\)/)
  await ada.says('/audit #1')
  ada.sees('published (you)')
})

test('a long history is read page by page, also by nobody else', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  for (let time = 0; time < 6; time += 1) await ann.says('/submit A1 PyGithub/PyGithub#3370')
  await ann.says('/audit A1')
  ann.seesNot('taken (you)')
  await ann.presses('›')
  ann.sees('taken (you)')
  await ann.presses('‹')
  ann.sees('not accepted: BOT_AUTHOR')
})

test('an admin has the whole log verified, and reads which row was edited', async () => {
  const { world, ada } = await opened()
  await ada.says('/audit verify')
  ada.sees(/The audit log is as it was written\. Rows: 5\.\nHead, to note down: 5:[0-9a-f]{64}/)
  await world.database.transaction(async (transaction) => {
    await transaction.query('set local session_replication_role = replica')
    await transaction.query("update posthouse.audit set detail = '{}' where seq = 2")
    await transaction.query('delete from posthouse.audit where seq = 3')
  })
  await ada.says('/audit verify')
  ada.sees('The audit log is not as it was written. Faults found: 2\nRow 2 was edited, moved or put in.')
  ada.sees('Removed from row 3 on: 1.')
})

test.each(LANGUAGES)('what cannot be meant gets its usage in %s and changes nothing', async (language) => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin', language)
  await ann.says('/take #1')
  const before = await everything(world)
  for (const wrong of ['', 'x', 'A', 'A0', 'A1 A2', '#', 'P', 'P-1', 'A99999999999', "'; drop table posthouse.audit"]) {
    await ann.says(`/audit ${wrong}`)
    ann.sees('/audit A42')
    expect(ann.news, wrong).toBe(1)
  }
  await ann.says('/audit A1')
  ann.sees({ en: 'taken (you)', uk: 'взято (ви)', ru: 'взято (вы)' }[language])
  expect(await everything(world)).toEqual(before)
})

test('money moves and rows of the audit log are one to one, on every road there is', async () => {
  const { world, ada } = await opened({ slots: 3 })
  await watchMoney(world)
  const paid = await linked(world, 'Ann', 'allevin')
  await paid.says('/take #1')
  world.payouts.fault({ kind: '500', times: 2 })
  await paid.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(1))
  const reviewed = await linked(world, 'Ben', 's-t-e-v-e-n-k')
  await reviewed.says('/take #1')
  await reviewed.says('/submit A2 PyGithub/PyGithub#2078')
  world.payouts.fault({ kind: '500', times: 10_000 })
  await ada.says('/queue')
  await ada.presses('Review A2')
  await ada.pressesAtOnce('Approve', 3)
  await world.passes(days(1))
  await draft(ada, { title: 'Another' })
  const moves = await rowsOf<{ what: string }>(world, 'select what from public.money_moves')
  const told = await rowsOf<{ what: string }>(
    world,
    `select subject || ' ' || replace(action, 'payment_', '') as what from posthouse.audit where action ~ '^payment_'
     union all select subject || ' ' || replace(action, 'assignment_', '') from posthouse.audit
       where action in ('assignment_approved', 'assignment_paid')`,
  )
  const sorted = (rows: { what: string }[]) => rows.map(({ what }) => what).sort()
  expect(sorted(told)).toEqual(sorted(moves))
  expect([...new Set(sorted(moves))]).toEqual([
    ...['A1 approved', 'A1 paid', 'A2 approved'],
    ...['P1 paid', 'P1 ready', 'P1 sending', 'P1 unknown'],
    ...['P2 failed', 'P2 ready', 'P2 sending', 'P2 unknown'],
  ])
})

/** The database itself notes every move of money, whichever code makes it. */
async function watchMoney(world: Town) {
  await world.database.query('drop table if exists public.money_moves')
  await world.database.query('create table public.money_moves (what text not null)')
  await world.database.query(`create or replace function public.note_money() returns trigger language plpgsql as $$
    begin
      insert into public.money_moves values (tg_argv[0] || new.id || ' ' || new.status);
      return null;
    end $$`)
  const on = async (table: string, letter: string, events: string, condition: string) => {
    await world.database.query(`drop trigger if exists note_${letter} on bounty.${table}`)
    await world.database.query(
      `create trigger note_${letter} after ${events} on bounty.${table} for each row when (${condition})
       execute function public.note_money('${letter}')`,
    )
  }
  await on('payments', 'P', 'insert', 'true')
  await on('assignments', 'A', 'update', `old.status <> new.status and new.status in ('approved', 'paid')`)
  await world.database.query(`drop trigger if exists note_moves on bounty.payments`)
  await world.database.query(
    `create trigger note_moves after update on bounty.payments for each row when (old.status <> new.status)
     execute function public.note_money('P')`,
  )
}
