import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { sign } from '../payouts/signature.ts'
import { begun, draft, funder, linked } from './scene.ts'

// I10: whatever has taken effect may come again, as often as it likes and in any order; it changes nothing.

const RUNS = Number(process.env.REPLAY_RUNS ?? 2)
const [GITHUB_SECRET, PAYOUT_KEY] = ['a-github-secret', 'a-signing-key-of-the-tests']
/** Update ids that nobody has used yet. */
let unused = 900_000_000

type Repeat = () => Promise<unknown>

test('updates, presses, GitHub’s deliveries and pay-out callbacks that come again change nothing', async () => {
  let repeated = 0
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(10_000)), async (numbers) => {
      const deliveries: Repeat[] = []
      await road(deliveries, async (world) => {
        const all = [...(await updatesOf(world)), ...deliveries]
        const before = await everythingOf(world)
        for (let n = 0; n < 10; n += 1) {
          repeated += 1
          await all[(numbers.next().value as number) % all.length]?.()
        }
        await world.settled()
        expect(await everythingOf(world)).toEqual(before)
      })
    }),
    { numRuns: RUNS },
  )
  expect(repeated).toBe(RUNS * 70)
}, 120_000)

/** From an empty budget to a receipt; `after` is told after each step. */
async function road(deliveries: Repeat[], after: (world: Town) => Promise<void>) {
  const world = await begun({ at: '2019-07-15T11:50:00Z', settings: { GITHUB_WEBHOOK_SECRET: GITHUB_SECRET } })
  const ada = await funder(world)
  await draft(ada, { reward: '400.00' })
  await ada.presses('Publish')
  await after(world)
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/tasks')
  await ann.presses('Take #1')
  await after(world)
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  await after(world)
  world.github.merge('PyGithub/PyGithub', 1171)
  await world.passes(minutes(1))
  await sent(deliveries, () => githubSays(world))
  await world.settled()
  await after(world)
  world.payouts.fault({ kind: 'drop-after' })
  world.payouts.answerLookups('500')
  await ada.says('/pay P1')
  await ada.presses('Approve')
  ann.sees('no confirmation yet')
  await after(world)
  await sent(deliveries, () => receiverSays(world))
  await world.settled()
  ann.sees('Paid 400.00 USD')
  await after(world)
  await ada.says('/reverse P1 it came back')
  await ada.presses('Yes, it came back')
  await after(world)
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, 'select status, seq from bounty.payments')).toEqual([{ status: 'reversed', seq: 1 }])
  await ada.says('/audit verify')
  ada.sees(/The audit log is as it was written/)
  await world.close()
}

/** A delivery that takes effect now, and may come again. */
async function sent(deliveries: Repeat[], send: () => Promise<unknown>) {
  await send()
  deliveries.push(send)
}

/** Each update so far, as it came; presses also with an update id of their own, as an impatient client sends them. */
async function updatesOf(world: Town): Promise<Repeat[]> {
  const rows = await rowsOf<{ payload: string }>(world, 'select payload from posthouse.inbox order by seq')
  const updates = rows.map(
    ({ payload }) => JSON.parse(payload) as { update_id: number; callback_query?: { id: string } },
  )
  return updates.flatMap((update) => {
    const again = () => give(world, update)
    if (!update.callback_query) return [again]
    return [again, () => give(world, { ...update, update_id: unused++ })]
  })
}

const give = (world: Town, update: object) =>
  post(`${world.web.url}/webhook/bounty`, update, { 'x-telegram-bot-api-secret-token': world.web.secret })

function githubSays(world: Town) {
  const pull_request = { number: 1171, state: 'closed', merged: true, merged_at: '2019-07-15T12:00:00Z' }
  const repository = { id: 3544490, full_name: 'PyGithub/PyGithub' }
  const event = { action: 'closed', number: 1171, repository, pull_request }
  const signature = createHmac('sha256', GITHUB_SECRET).update(JSON.stringify(event)).digest('hex')
  return post(`${world.web.url}/webhooks/github`, event, {
    'x-github-event': 'pull_request',
    'x-github-delivery': 'the-only-one',
    'x-hub-signature-256': `sha256=${signature}`,
  })
}

/** Signed anew each time, as a receiver that got no answer does. */
function receiverSays(world: Town) {
  const { payout_id, idempotency_key, amount_cents } = world.payouts.payments[0]!
  const said = { payout_id, idempotency_key, amount_cents, status: 'paid' }
  const time = String(Math.floor(world.now.getTime() / 1000))
  return post(`${world.web.url}/webhooks/payout`, said, {
    'idempotency-key': idempotency_key ?? '',
    'x-payout-timestamp': time,
    'x-payout-signature': sign(PAYOUT_KEY, time, idempotency_key ?? '', JSON.stringify(said)),
  })
}

async function post(url: string, body: object, headers: Record<string, string>) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `${url}: ${answer.status}`).toBe(true)
}

/** All that money, tasks and people's rights rest on, and how often the audit log was told of money. */
async function everythingOf(world: Town) {
  const names = ['tasks', 'github_accounts', 'assignments', 'payments', 'payment_attempts', 'payment_approvals']
  const books = ['transfers', 'entries', 'balances', 'payout_switch', 'disputes']
  const tables = await Promise.all(
    [...names, ...books].map((one) => rowsOf(world, `select * from bounty.${one} t order by t`)),
  )
  const audits = await rowsOf(
    world,
    `select action, subject from posthouse.audit where action ~ '^(ledger|payment|assignment)_' order by id`,
  )
  return { tables, audits, paid: world.payouts.payments.length }
}
