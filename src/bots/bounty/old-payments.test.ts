import { expect, test, vi } from 'vitest'
import { days, hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'
import { draft, funder, linked } from './stories/scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const PAGE = 'Payments not settled'

test('a payment that grows old is told to the admins once and then every day; the payee sees its age', async () => {
  const { world, ann, ada } = await unpaid({ PAYMENT_OLD_HOURS: '5' })
  await world.passes(hours(4))
  expect(paged(ada)).toBe(0)
  await world.passes(hours(2))
  expect(paged(ada)).toBe(1)
  ada.sees(
    /Payments not settled 5 h after they were due:\nP1 A1 · 400\.00 USD · payment waits for an admin’s approval · 5 hours ago/,
  )
  await ann.says('/my')
  ann.sees('approved, payment waits for an admin’s approval · PR PyGithub/PyGithub#538 · waits for 6 hours')
  await ann.says('/receipt A1')
  ann.sees('A1 has no receipt yet: payment waits for an admin’s approval. Approved 6 hours ago.')
  await world.passes(hours(12))
  expect(paged(ada)).toBe(1)
  await world.passes(hours(12))
  expect(paged(ada)).toBe(2)
  await ada.presses('Look at P1')
  await ada.presses('Approve')
  const before = paged(ada)
  await world.passes(days(1))
  expect(paged(ada)).toBe(before)
  await ann.says('/my')
  ann.seesNot('waits for')
})

test('a payment that cools is not old', async () => {
  const { world, ada } = await unpaid({ PAYMENT_OLD_HOURS: '5', COOLING_HOURS: '24' })
  await world.passes(hours(28))
  expect(paged(ada)).toBe(0)
  await world.passes(hours(2))
  expect(paged(ada)).toBe(1)
})

test('money has its metrics: by state, by age, by account, paused, and what is missing', async () => {
  const { world, ada } = await unpaid({})
  await world.passes(hours(1))
  const before = await metricsOf(world)
  expect(before).toMatchObject({
    'bounty_payments{state="created"}': 1,
    'bounty_payments{state="sending"}': 0,
    'bounty_payments_oldest_seconds{state="created"}': 3600,
    'bounty_payments_oldest_seconds{state="unknown"}': 0,
    'bounty_payments_total{state="created"}': 1,
    'bounty_ledger_cents{account="payable",currency="USD"}': 40_000,
    'bounty_ledger_cents{account="paid_out",currency="USD"}': 0,
    bounty_payouts_paused: 0,
    bounty_ledger_drift_cents: 0,
  })
  expect(before.bounty_books_checked_timestamp_seconds).toBe(world.now.getTime() / 1000)
  await ada.says('/pay P1 approve')
  expect(await metricsOf(world)).toMatchObject({
    'bounty_payments{state="created"}': 0,
    'bounty_payments_oldest_seconds{state="created"}': 0,
    'bounty_payments_total{state="paid"}': 1,
    'bounty_ledger_cents{account="payable",currency="USD"}': 0,
    'bounty_ledger_cents{account="paid_out",currency="USD"}': 40_000,
  })
  await world.database.query("update bounty.balances set cents = cents + 7 where account = 'paid_out'")
  await world.passes(hours(1))
  expect(await metricsOf(world)).toMatchObject({ bounty_payouts_paused: 1, bounty_ledger_drift_cents: 7 })
})

/** Ann's work is approved, and her payment waits for an admin. */
async function unpaid(settings: Record<string, string>) {
  const world = await town(bounty, { githubDates: 'fresh', settings, everyTick: true })
  const ada = await funder(world)
  await draft(ada, { reward: '400.00' })
  await ada.presses('Publish')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  expect(await rowsOf(world, 'select status from bounty.payments')).toEqual([{ status: 'created' }])
  return { world, ann, ada }
}

const paged = (person: ReturnType<Town['person']>) => person.screen().filter((line) => line.includes(PAGE)).length

async function metricsOf(world: Town): Promise<Record<string, number>> {
  const { text } = await world.metrics.scrape()
  const rows = text.split('\n').filter((line) => line.startsWith('bounty_'))
  return Object.fromEntries(rows.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}
