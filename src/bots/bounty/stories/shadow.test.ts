import { expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import bounty from '../bot.ts'
import { type Citizen, linked, opened } from './scene.ts'

// Hours pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

/** The next release, with payouts in this mode. */
const release = (mode: 'live' | 'shadow') => ({
  ...bounty,
  connect: (given: Parameters<NonNullable<typeof bounty.connect>>[0]) =>
    bounty.connect?.({ ...given, settings: { ...(given.settings as object), PAYOUT_MODE: mode } as never }),
})
const said = (person: Citizen, words: string) => person.screen().filter((line) => line.includes(words)).length

/** Ann's work for #1 is approved while payouts run in shadow. */
async function approved({
  reward = '10.00',
  settings = {},
}: {
  reward?: string
  settings?: Record<string, string>
} = {}) {
  const { world, ada } = await opened({ reward, slots: 3, settings: { PAYOUT_MODE: 'shadow', ...settings } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.passes(minutes(1))
  return { world, ada, ann }
}

test('in shadow all happens but the payment: payee and admin read once that it would be paid, and every place says so', async () => {
  const { world, ada, ann } = await approved()
  await world.passes(hours(6))
  expect(said(ann, '10.00 USD for A1 would be paid now.')).toBe(1)
  expect(said(ada, 'Payment P1 (A1, 10.00 USD) would be paid now. Payouts run in shadow: nothing is sent.')).toBe(1)
  expect(world.payouts.requests).toEqual([])
  await ann.says('/my')
  ann.sees('would be paid; it comes from shadow')
  await ada.says('/payouts')
  ada.sees('Payouts run in shadow (PAYOUT_MODE): nothing is sent. Not sent yet: 1.')
  ada.sees('From shadow, not sent: 1, together 10.00 USD.')
  expect(ada.screen().at(-1)).not.toContain('[Release them]')
  await ada.says('/stats')
  ada.sees('From shadow, not sent: 1, together 10.00 USD.')
  await ada.says('/reconcile')
  ada.sees('right to the cent')
  await ada.says('/audit A1')
  ada.sees('payment would be sent (shadow)')
  expect(world.logged).toContainEqual(expect.objectContaining({ event: 'payouts_by', mode: 'shadow' }))
  const { text: metrics } = await world.metrics.scrape()
  expect(metrics).toMatch(/^bounty_payouts_shadow 1$/m)
  expect(metrics).toMatch(/^bounty_payments_shadowed 1$/m)
  expect(metrics).toMatch(/^bounty_payments_total\{state="shadow"\} 1$/m)
})

test('live again, nothing from shadow goes out before an admin has released it; then each is paid once', async () => {
  const { world, ada, ann } = await approved()
  await world.restarts(release('live'))
  await world.passes(hours(6))
  expect(world.payouts.requests).toEqual([])
  const told = 'Payouts are live. From shadow wait: 1, together 10.00 USD.'
  expect(said(ada, told)).toBe(1)
  await world.restarts()
  await world.passes(hours(1))
  expect(said(ada, told)).toBe(1)
  await ada.says('/payouts')
  await ada.presses('Release them')
  ada.sees('Release what waits from shadow: 1, together 10.00 USD?')
  expect(world.payouts.requests).toEqual([])
  await ada.pressesAtOnce('Yes, pay them', 5)
  await world.passes(minutes(1))
  ann.sees('The trial is over: the payment of 10.00 USD for A1 goes on.')
  ann.sees('Paid 10.00 USD')
  await world.passes(days(1))
  expect(world.payouts.payments.map(({ amount_cents }) => amount_cents)).toEqual([1000])
  expect(world.payouts.requests).toHaveLength(1)
  await ada.says('/payouts')
  ada.seesNot('[Release them]')
  await ada.says('/reconcile')
  ada.sees('right to the cent')
})

test('what is approved after shadow is paid as always, though something from shadow waits', async () => {
  const { world } = await approved()
  await world.restarts(release('live'))
  const bob = await linked(world, 'Bob', 's-t-e-v-e-n-k')
  const ben = world.person('Ben', { superadmin: true })
  await bob.says('/take #1')
  await bob.says('/submit A2 PyGithub/PyGithub#2078')
  await ben.says('/queue')
  await ben.presses('Review A2')
  await ben.presses('Approve')
  await world.passes(minutes(1))
  bob.sees('Paid 10.00 USD')
  expect(world.payouts.payments.map(({ assignment_id }) => assignment_id)).toEqual([2])
})

test('approvals and cooling that ran in shadow count; what still cools when it ends waits for its release, too', async () => {
  const settings = { COOLING_HOURS: '24' }
  const { world, ada, ann } = await approved({ reward: '400.00', settings })
  const ben = world.person('Ben', { superadmin: true })
  await ben.says('/pay P1 approve')
  ben.sees('Approvals: 1 of 1')
  await world.restarts(release('live'))
  await world.passes(hours(30))
  expect(world.payouts.requests).toEqual([])
  ada.sees('Payouts are live. From shadow wait: 1, together 400.00 USD.')
  await ada.presses('Release them')
  await ada.presses('Yes, pay them')
  await world.passes(minutes(1))
  ann.sees('Paid 400.00 USD')
})

test('shares of a payment from shadow are no less from it, and nobody releases what they get themselves', async () => {
  const { world, ada } = await approved()
  await world.restarts(release('live'))
  const eve = world.person('Eve', { superadmin: true })
  await eve.says('/link jacquev6')
  await ada.says('/split A1 60 40 @jacquev6')
  await ada.presses('Yes, divide it')
  await world.passes(hours(1))
  expect(world.payouts.requests).toEqual([])
  await eve.says('/payouts')
  eve.sees('From shadow, not sent: 2, together 10.00 USD.')
  await eve.presses('Release them')
  eve.sees('Release what waits from shadow: 1, together 6.00 USD?')
  await eve.presses('Yes, pay them')
  await world.passes(hours(1))
  expect(world.payouts.payments.map(({ amount_cents }) => amount_cents)).toEqual([600])
  await eve.says('/payouts')
  await eve.presses('Release them')
  eve.sees('Nothing from shadow waits for you')
})

test('a payment in doubt is not sent again while there is shadow, and once only after it', async () => {
  const { world, ada } = await opened({ reward: '10.00' })
  const ann = await linked(world, 'Ann', 'allevin')
  world.payouts.fault({ kind: 'drop-before' })
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  expect(world.payouts.requests).toHaveLength(1)
  await world.restarts(release('shadow'))
  await world.passes(hours(2))
  expect(world.payouts.requests).toHaveLength(1)
  expect(await rowsOf(world, 'select status from bounty.payments')).toEqual([{ status: 'unknown' }])
  await world.restarts(release('live'))
  await world.passes(hours(2))
  ann.sees('Paid 10.00 USD')
  expect(new Set(world.payouts.requests.map(({ body }) => body)).size).toBe(1)
  expect(world.payouts.payments).toHaveLength(1)
  ada.seesNot('From shadow wait')
})

test('the database refuses to let what comes from shadow leave, and an old button releases nothing', async () => {
  const { world, ada } = await approved()
  await expect(world.database.query('update bounty.payments set first_sent_at = now()')).rejects.toThrow(
    'was not released',
  )
  await world.restarts(release('live'))
  await world.passes(minutes(20))
  await ada.presses('Release them')
  await world.restarts(release('shadow'))
  await ada.presses('Yes, pay them')
  ada.sees('Payouts still run in shadow.')
  await world.passes(hours(1))
  expect(world.payouts.requests).toEqual([])
})
