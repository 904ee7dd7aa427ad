import { expect, test } from 'vitest'
import { hours, LANGUAGES } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { everything, linked, opened } from './scene.ts'

const ledger = (world: Town) => rowsOf(world, 'select * from bounty.entries order by 1, 2')

async function paid() {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 100.00 USD')
  return { world, ada, ann }
}

test('a reversal is asked about first; "No" and an hour of silence leave all as it was', async () => {
  const { world, ada, ann } = await paid()
  const before = [await everything(world), await ledger(world)]
  await ada.says('/reverse P1 the bank sent it back')
  ada.sees('Enter that P1 (100.00 USD, sim_po_000001) came back: the bank sent it back')
  await ada.presses('No')
  ada.sees('Nothing was done.')
  await ada.says('/reverse P1 the bank sent it back')
  await world.passes(hours(2))
  await ada.presses('Yes, it came back')
  ada.sees('That question is over. Send the command again.')
  expect([await everything(world), await ledger(world)]).toEqual(before)
  await ada.says('/reverse P1 the bank sent it back')
  await ada.presses('Yes, it came back')
  ann.sees('is entered as returned: the bank sent it back')
})

test('whoever presses late reads that it does not fit any more', async () => {
  const { world, ada } = await opened({ reward: '400.00' })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ada.says('/pay P1 void')
  const eve = world.person('Eve', { superadmin: true })
  await eve.says('/pay P1 approve')
  ann.sees('Paid 400.00 USD')
  await ada.presses('Yes, cancel it')
  ada.sees('That does not fit P1 as it is now: paid.')
  expect(await rowsOf(world, "select * from bounty.payments where status = 'voided'")).toEqual([])
})

test.each(LANGUAGES)('the questions are asked in %s', async (language) => {
  const { world } = await paid()
  const zoe = world.person('Zoe', { superadmin: true, language })
  await zoe.says('/reverse P1 x')
  zoe.sees({ en: 'Enter that P1', uk: 'Записати, що P1', ru: 'Записать, что P1' }[language])
})
