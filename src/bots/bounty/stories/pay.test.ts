import { expect, test } from 'vitest'
import { type Connection, days, hours, minutes } from '#platform/bot.ts'
import { town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { connect } from '../outside.ts'
import type { Settings } from '../settings.ts'
import { draft, funder, linked, opened } from './scene.ts'

test.each(['drop-after', '500', 'no-payout-id', 'html', 'drop-before'] as const)(
  'a pay-out service with the fault "%s" pays once, and the person hears of the doubt once',
  async (kind) => {
    const { world } = await opened()
    const ann = await linked(world, 'Ann', 'allevin')
    await ann.says('/take #1')
    const isProcessed = kind === 'drop-after' || kind === 'no-payout-id'
    world.payouts.fault({ kind, times: 3 })
    await ann.says('/submit A1 PyGithub/PyGithub#538')
    ann.sees('Payment sent, no confirmation yet. I will not send twice; reconciling.')
    ann.seesNot('Paid')
    await world.passes(minutes(30))
    ann.sees('Paid 100.00 USD')
    const sent = world.payouts.requests.map(({ headers, body }) => `${headers['idempotency-key']} ${body}`)
    // Asked about the key, a receiver that has it says so: it need not be sent again.
    expect(sent).toHaveLength(isProcessed ? 1 : 4)
    expect(new Set(sent).size).toBe(1)
    expect(world.payouts.payments).toHaveLength(1)
    expect(ann.screen().filter((line) => line.includes('no confirmation yet'))).toHaveLength(1)
  },
)

test('a payment in doubt for twenty hours waits for a person, and its key is not used again', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.payouts.fault({ kind: '500', times: 10_000 })
  world.payouts.answerLookups('500')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(21))
  const sent = world.payouts.requests.length
  expect(sent).toBeGreaterThan(20)
  ann.sees('a person is settling it')
  await ada.says('/queue')
  ada.sees(/P1 A1 · 100\.00 USD · a person is settling the payment · 21 hours ago · not confirmed in 20 hours/)
  await world.passes(days(3))
  expect(world.payouts.requests).toHaveLength(sent)
})

test('a wrong pay-out secret pauses all payments until an admin has put it right', async () => {
  const { world, ada } = await opened({ settings: { PAYOUT_SECRET: 'wrong' } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Payment sent, no confirmation yet.')
  ada.sees('Payouts are paused. Why: status 401.')
  await world.passes(hours(12))
  expect(world.payouts.requests).toHaveLength(1)
  await ada.says('/payouts')
  ada.sees('Payouts are paused. Why: status 401. Not sent yet: 0. Sent and not settled: 1.')
})

test('without a pay-out service the payment waits in sight of the admins, and goes out when there is one', async () => {
  let isConfigured = false
  const withoutService = {
    ...bounty,
    connect(connection: Connection<Settings>) {
      const outside = connect(connection)
      return {
        ...outside,
        payouts: {
          ...outside.payouts,
          get isConfigured() {
            return isConfigured
          },
        },
      }
    },
  }
  const world = await town(withoutService, { githubDates: 'fresh' })
  const ada = await funder(world)
  await draft(ada, {})
  await ada.presses('Publish')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.passes(hours(30))
  await ann.says('/my')
  ann.sees('approved, payment waits for the pay-out service')
  await ada.says('/queue')
  ada.sees(/Payments not settled: 1\nP1 A1/)
  expect(world.payouts.requests).toEqual([])
  isConfigured = true
  await world.passes(minutes(10))
  ann.sees('Paid 100.00 USD')
  expect(world.payouts.requests).toHaveLength(1)
})
