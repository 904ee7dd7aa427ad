import { expect, test, vi } from 'vitest'
import { days, hours, LANGUAGES } from '#platform/bot.ts'
import { linked, opened } from './scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

test('/stats tells in one message how the place does', async () => {
  const { world, ada } = await opened({ slots: 4, settings: { COOLING_HOURS: '30' } })
  await ada.says('/stats')
  ada.sees('Nothing was paid yet.')
  ada.sees('No payment waits.')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(days(2))
  const ben = await linked(world, 'Ben', 'jacquev6')
  await ben.says('/take #1')
  const cat = await linked(world, 'Cat', 'simulated-writer')
  await cat.says('/take #1')
  await cat.says('/submit A3 PyGithub/PyGithub#9001')
  world.github.merge('PyGithub/PyGithub', 9001)
  await world.passes(hours(5))
  const eve = await linked(world, 'Eve', 's-t-e-v-e-n-k')
  await eve.says('/take #1')
  await eve.says('/drop A4')
  await ada.says('/stats')
  expect(ada.news).toBe(1)
  ada.sees('Tasks: 1 open, 0 paused or closing, 0 drafts, 0 closed.')
  ada.sees('Takes: 1 in hand, 1 approved and not paid, 1 paid, 1 given back.')
  ada.sees(/2026-03 {2}100\.00 USD {2}1×/)
  ada.sees('From approval to money, at the median: 1 day.')
  ada.sees('In doubt: 0.')
  ada.sees(/Oldest payment that waits: P2, [45] hours ago\./)
  ada.sees('The ledger is right to the cent.')
  await world.database.query("update bounty.balances set cents = cents + 1 where account = 'paid_out'")
  await ada.says('/stats')
  ada.sees('The ledger has drifted: paid_out. /reconcile')
})

test.each(LANGUAGES)('/stats speaks %s, to admins', async (language) => {
  const { world } = await opened()
  const zoe = world.person('Zoe', { superadmin: true, language })
  await zoe.says('/stats')
  zoe.sees({ en: 'Nothing was paid yet.', uk: 'Ще нічого не виплачено.', ru: 'Ещё ничего не выплачено.' }[language])
  const ann = world.person('Ann')
  await ann.says('/stats')
  ann.sees('I do not know that command')
})
