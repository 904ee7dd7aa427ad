import { expect, test } from 'vitest'
import { LANGUAGES, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { draft, everything, idOf, linked, opened } from './scene.ts'

test('payments come as a file that a spreadsheet reads and no cell of which it obeys', async () => {
  const { world, ada } = await opened({ title: '=HYPERLINK("http://evil","x"), "two"' })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ada.says('/export csv')
  ada.sees('Payments, all of them. Rows: 1.')
  const id = await idOf(world, ann)
  expect(await ada.opens('bounty-payments.csv')).toBe(
    '\uFEFFpayment,assignment,task,person,github_login,github_id,amount,currency,status,payout_id,idempotency_key,attempts,note,created_at,due_at,first_sent_at,paid_at\r\n' +
      `P1,A1,#1,${id},allevin,13543471,100.00,USD,paid,sim_po_000001,bnty-test-a1-p1,1,,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z\r\n`,
  )
  await ada.says('/export csv tasks')
  expect(await ada.opens('bounty-tasks.csv')).toContain(
    `\r\n#1,"'=HYPERLINK(""http://evil"",""x""), ""two""",closed,100.00,USD,1,1,`,
  )
  await ada.says('/export CSV takes 2026-03')
  expect(await ada.opens('bounty-takes-2026-03.csv')).toContain(
    `,${id},allevin,paid,100.00,,USD,PyGithub/PyGithub#538,github,,`,
  )
  const audit = await rowsOf<{ subject: string }>(
    world,
    "select subject from posthouse.audit where action = 'exported' order by id",
  )
  expect(audit.map(({ subject }) => subject)).toEqual(['payments', 'tasks', 'takes'])
})

test('a period names a month or a year; one in which nothing was is said so, without a file', async () => {
  const { world, ada } = await opened()
  await draft(ada, { title: 'Later' })
  await ada.says('/export csv tasks 2026')
  ada.sees('Tasks, 2026. Rows: 2.')
  for (const none of ['payments', 'payments 2026-03', 'tasks 2026-02', 'tasks 2026-04', 'tasks 2027', 'takes']) {
    await ada.says(`/export csv ${none}`)
    ada.sees('there are none, so there is no file')
  }
  await world.passes(0)
})

test.each(LANGUAGES)('the file is announced in %s, and who is no admin gets none', async (language) => {
  const { world } = await opened()
  const zoe = world.person('Zoe', { superadmin: true, language })
  await zoe.says('/export csv tasks')
  zoe.sees({ en: 'Rows: 1', uk: 'Рядків: 1', ru: 'Строк: 1' }[language])
  const ann = world.person('Ann')
  const before = await everything(world)
  await ann.says('/export csv tasks')
  ann.sees('I do not know that command')
  await expect(ann.opens('bounty-tasks.csv')).rejects.toThrow('finds no file')
  expect(await everything(world)).toEqual(before)
})

test('payees come with what each was paid in the year and what came back in it; no name is a formula', async () => {
  const { world, ada } = await opened({ slots: 3, settings: { PAYEE_PROFILE: 'on' } })
  await draft(ada, { title: 'Docs' })
  await ada.presses('Publish')
  const ann = await linked(world, '=cmd|x', 'allevin')
  await ann.says('/payee UA')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/my')
  ann.sees('Your tasks\nPaid to you in 2026: 100.00 USD')
  await ada.says(`/payee A1 form on`)
  const ben = await linked(world, 'Ben', 'simulated-writer', 'uk')
  await ben.says('/payee PL')
  await ben.says('/take #2')
  await ben.says('/submit A2 PyGithub/PyGithub#9001')
  world.github.merge('PyGithub/PyGithub', 9001)
  await world.passes(minutes(5))
  ben.sees('Виплачено 100.00 USD')
  await ben.says('/my')
  ben.sees('Виплачено вам за 2026 рік: 100.00 USD')
  await world.database.query("update bounty.payments set paid_at = '2025-12-31 23:59Z' where user_id = $1", [
    await idOf(world, ben),
  ])
  await ada.says('/reverse P2 sent by mistake')
  await ada.presses('Yes, it came back')
  await ben.says('/my')
  ben.seesNot('Виплачено вам за')
  const names = 'person,name,github_login,country,form_on_file,payments,amount,reversed,currency\r\n'
  await ada.says('/export csv people 2026')
  ada.sees('Payees, 2026. Rows: 2.')
  expect(await ada.opens('bounty-people-2026.csv')).toBe(
    `\uFEFF${names}${await idOf(world, ann)},'=cmd|x,allevin,UA,true,1,100.00,0.00,USD\r\n` +
      `${await idOf(world, ben)},Ben,simulated-writer,PL,false,0,0.00,100.00,USD\r\n`,
  )
  await ada.says('/export csv people 2025')
  expect(await ada.opens('bounty-people-2025.csv')).toBe(
    `\uFEFF${names}${await idOf(world, ben)},Ben,simulated-writer,PL,false,1,100.00,0.00,USD\r\n`,
  )
  await ada.says('/export csv people')
  ada.sees('Payees, all of them. Rows: 2.')
  await ada.says('/export csv people 2024')
  ada.sees('there are none, so there is no file')
})
