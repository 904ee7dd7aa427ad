import { describe, expect, test, vi } from 'vitest'
import { days, hours, type JobContext, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import { bench } from '#testing/workbench.ts'
import bounty from './bot.ts'
import { callbackReceived } from './moves/callback-received.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

type Citizen = ReturnType<Town['person']>
type Fault = Parameters<Town['payouts']['fault']>[0]['kind']

describe('a receiver in trouble', () => {
  // What it answers to the requests one after another; then how it ends, and how often it was asked to pay.
  test.each<[string, Fault[], number]>([
    ['processes and drops the connection', ['drop-after'], 1],
    ['drops, then processes and drops', ['drop-before', 'drop-after'], 2],
    ['processes and sends no number', ['no-payout-id'], 1],
    ['accepts it and pays a little later', ['accepted'], 1],
    ['sends a page', ['html', '500'], 3],
  ])('%s: one credit, one "Paid", one word of doubt at most', async (_, faults, asked) => {
    const { world, ann } = await opened(faults)
    await world.passes(hours(3))
    ann.sees('Paid 100.00 USD')
    expect(world.payouts.payments).toHaveLength(1)
    expect(world.payouts.requests).toHaveLength(asked)
    expect(said(ann, 'Paid 100.00')).toBe(1)
    expect(said(ann, 'no confirmation yet')).toBeLessThanOrEqual(1)
    expect(new Set(world.payouts.requests.map(({ body }) => body)).size).toBe(1)
    expect(await statuses(world)).toEqual(['paid'])
  })

  test.each<[Fault]>([['401'], ['404'], ['redirect']])(
    'that processed the payment and answers %s to the repetition pauses all; the payment is found, not failed',
    async (fault) => {
      const { world, ann, ada } = await opened(['drop-after', fault], { PAYOUT_LOOKUP: 'off' })
      await world.passes(minutes(30))
      ada.sees('Payouts are paused.')
      expect(said(ada, 'Payouts are paused')).toBe(1)
      expect(await statuses(world)).toEqual(['unknown'])
      expect(world.payouts.requests).toHaveLength(2)
      await world.passes(hours(2))
      expect(world.payouts.requests).toHaveLength(2)
      await ada.says('/payouts on')
      await world.passes(minutes(5))
      expect(said(ann, 'Paid 100.00')).toBe(1)
      expect(world.payouts.payments).toHaveLength(1)
      expect(world.payouts.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(
        Array(3).fill('bnty-test-a1-p1'),
      )
    },
  )

  test('that processed the payment and answers 422 to the repetition is asked, and says that it paid', async () => {
    const { world, ann } = await opened(['drop-after', '422'])
    world.payouts.answerLookups('500')
    await world.passes(minutes(5))
    expect(world.payouts.requests).toHaveLength(2)
    expect(await statuses(world)).toEqual(['unknown'])
    world.payouts.answerLookups('true')
    await world.passes(hours(2))
    expect(said(ann, 'Paid 100.00')).toBe(1)
    expect(world.payouts.requests).toHaveLength(2)
  })

  test('that refuses and has no such payment: failed, but only when nothing can arrive any more; then it is paid anew', async () => {
    const { world, ann, ada } = await opened(['422'])
    await world.passes(minutes(6))
    expect(await statuses(world)).toEqual(['unknown'])
    await world.passes(minutes(1))
    expect(await statuses(world)).toEqual(['failed'])
    ann.sees('it did not arrive')
    ada.sees('Payment P1 (A1, 100.00 USD) did not arrive')
    await ada.presses('Look at P1')
    await ada.pressesAtOnce('Pay again', 5)
    await world.passes(minutes(1))
    expect(await statuses(world)).toEqual(['failed', 'paid'])
    expect(world.payouts.payments.map(({ idempotency_key }) => idempotency_key)).toEqual(['bnty-test-a1-p2'])
    await ada.says('/pay P1 again')
    ada.sees('That does not fit P1')
    await ada.says('/reconcile')
    ada.sees('right to the cent')
  })

  test('that shows a page instead of "not found" proves nothing', async () => {
    const { world } = await opened(['422'])
    world.payouts.answerLookups('html-404')
    await world.passes(hours(2))
    expect(await statuses(world)).toEqual(['unknown'])
  })

  test('that names another amount is a matter for two people, each with their evidence', async () => {
    const { world, ann, ada } = await opened(['other-amount'])
    expect(await statuses(world)).toEqual(['manual'])
    await ada.says('/pay P1 paid')
    ada.sees('Write how you know')
    await ada.says('/pay P1 paid sim_po_000001 it stands in their books')
    ada.sees(/id \d+ says paid \(sim_po_000001\): it stands in their books/)
    await ada.says('/pay P1 paid sim_po_000001 I say it twice')
    await ada.presses(/I agree: paid/)
    ada.sees('You have agreed already')
    expect(await statuses(world)).toEqual(['manual'])
    const ben = world.person('Ben', { superadmin: true })
    await ben.says('/pay P1')
    await ben.presses(/I agree: paid/)
    ben.sees('You are the second to say so: enter P1 (A1, 100.00 USD) as paid under sim_po_000001?')
    expect(await statuses(world)).toEqual(['manual'])
    await ben.presses('Yes, enter it')
    expect(await statuses(world)).toEqual(['paid'])
    expect(said(ann, 'Paid 100.00')).toBe(1)
    expect(await rowsOf(world, "select * from posthouse.audit where action = 'payment_verdict'")).toHaveLength(3)
  })

  test('that accepts and pays later is asked until it has', async () => {
    const { world, ann } = await opened(['accepted'], { PAYOUT_LOOKUP: 'off' })
    expect(await statuses(world)).toEqual(['accepted'])
    ann.seesNot('Paid')
    await world.passes(days(4))
    expect(await statuses(world)).toEqual(['manual'])
    expect(world.payouts.requests).toHaveLength(1)
  })

  test('refuses a request that is signed with another key, or not at all', async () => {
    for (const settings of [{ PAYOUT_SIGNING_KEY: 'guess' }, { PAYOUT_SIGNING_KEY: undefined as unknown as string }]) {
      const { world, ada } = await opened([], settings)
      ada.sees('Payouts are paused. Why: status 403.')
      expect(world.payouts.payments).toEqual([])
    }
  })
})

test('without a question that can be asked nothing fails by itself', async () => {
  const { world } = await opened(['422'], { PAYOUT_LOOKUP: 'off' })
  await world.passes(hours(30))
  expect(await statuses(world)).toEqual(['manual'])
})

test('after a restart between any two steps there is one credit', async () => {
  const { world, ann } = await opened(['drop-after', '500'])
  world.payouts.answerLookups('drop')
  for (let n = 0; n < 8; n += 1) {
    await world.restarts()
    await world.passes(minutes(1))
  }
  world.payouts.answerLookups('true')
  await world.passes(hours(1))
  expect(world.payouts.payments).toHaveLength(1)
  expect(said(ann, 'Paid 100.00')).toBe(1)
})

describe('what the receiver says of its own accord', () => {
  const PAID = { payout_id: 'po_1', idempotency_key: 'bnty-test-a1-p1', amount_cents: 10_000, status: 'paid' } as const

  test.each([
    ['unknown', 'paid'],
    ['sending', 'paid'],
    ['accepted', 'paid'],
    ['manual', 'paid'],
    ['paid', 'paid'],
  ])('"paid" about a payment that is %s: %s, however often it is said', async (status, becomes) => {
    await withPayment(status, async ({ hear, look }) => {
      for (let n = 0; n < 4; n += 1) await hear(PAID)
      expect(await look()).toEqual({ status: becomes, isOn: true, paid: 1 })
    })
  })

  test.each(['ready', 'failed', 'voided'])(
    '"paid" about a payment that is %s is an alarm, and changes nothing',
    async (status) => {
      await withPayment(status, async ({ hear, look }) => {
        await hear(PAID)
        expect(await look()).toEqual({ status, isOn: false, paid: 0 })
      })
    },
  )

  test('another amount, and another number for what is paid, are alarms', async () => {
    await withPayment('unknown', async ({ hear, look }) => {
      await hear({ ...PAID, amount_cents: 9_999 })
      expect(await look()).toEqual({ status: 'unknown', isOn: false, paid: 0 })
    })
    await withPayment('paid', async ({ hear, look }) => {
      await hear({ ...PAID, payout_id: 'po_2' })
      expect(await look()).toMatchObject({ status: 'paid', isOn: false })
    })
  })

  test('"failed" only makes us ask; a key that nobody knows is nobody’s', async () => {
    await withPayment('accepted', async ({ hear, look }) => {
      expect(await hear({ ...PAID, status: 'failed' })).toEqual(['look-up-payout'])
      expect(await hear({ ...PAID, idempotency_key: 'bnty-test-a9-p1' })).toEqual([])
      expect(await look()).toMatchObject({ status: 'accepted', isOn: true })
    })
  })

  interface Desk {
    hear(said: Parameters<typeof callbackReceived>[1]): Promise<string[]>
    look(): Promise<{ status: string; isOn: boolean; paid: number }>
  }

  /** One payment in the state, with its money where it belongs. */
  async function withPayment(status: string, story: (desk: Desk) => Promise<void>) {
    const { run } = await bench(bounty)
    const now = new Date('2026-03-02T09:00:00Z')
    await run({}, async ({ act, rows }) => {
      const isSent = !['ready', 'voided'].includes(status)
      await rows(
        `insert into posthouse.people (id, telegram_id, display_name, joined_at) overriding system value values (1, 1, 'P', $1)`,
        [now],
      )
      await rows(
        `insert into bounty.tasks (id, title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
         overriding system value values (1, 'T', 'T', 'open', 10000, 2, 1, 1, 'o/r', 'main', 24, 1, $1, $1)`,
        [now],
      )
      await rows(
        `insert into bounty.assignments (id, user_id, task_id, chat, status, taken_at, due_at) overriding system value values (1, 1, 1, 1, 'payable', $1, $1)`,
        [now],
      )
      await rows(
        `insert into bounty.payments (id, user_id, assignment_id, amount_cents, currency, status, idempotency_key, body, created_at, first_sent_at, last_sent_at, payout_id)
         overriding system value values (1, 1, 1, 10000, 'USD', $1, $2, '{}', $3, $4, $4, $5)`,
        [status, PAID.idempotency_key, now, isSent ? now : null, status === 'paid' ? 'po_1' : null],
      )
      await rows(
        `with t as (insert into bounty.transfers (at, kind, subject) values ($1, 'opening', 't') returning id)
        insert into bounty.entries select id, 'funded', 'USD', -30000 from t union all select id, 'in_flight', 'USD', 10000 from t
        union all select id, 'budget:available', 'USD', 20000 from t`,
        [now],
      )
      let paid = status === 'paid' ? 1 : 0
      await story({
        async hear(said) {
          const { notes } = await act(now, (ctx: JobContext) => callbackReceived(ctx, said))
          paid += notes.audits.filter(({ action }) => action === 'payment_paid').length
          return notes.jobs.map(({ job }) => job.name)
        },
        async look() {
          const [payment] = await rows<{ status: string }>('select status from bounty.payments')
          const [turned] = await rows<{ is_on: boolean }>('select is_on from bounty.payout_switch')
          return { status: payment?.status ?? '', isOn: turned?.is_on ?? true, paid }
        },
      })
    })
  }
})

test('the database itself refuses a second live payment, a changed key and a way back', async () => {
  const { world } = await opened([])
  const copy = `insert into bounty.payments (user_id, assignment_id, seq, amount_cents, currency, status, idempotency_key, body, created_at)
    select user_id, assignment_id, 2, amount_cents, currency, 'ready', 'another key', body, created_at from bounty.payments`
  await expect(world.database.query(copy)).rejects.toThrow('payments_one_live')
  for (const change of [
    `idempotency_key = 'x'`,
    `body = '{}'`,
    'amount_cents = 1',
    `status = 'ready'`,
    `status = 'voided'`,
    `status = 'failed'`,
  ]) {
    await expect(world.database.query(`update bounty.payments set ${change}`), change).rejects.toThrow()
  }
})

/** A town in which Ann's pull request has just been approved, and the receiver has these faults ready. */
async function opened(faults: readonly Fault[], settings: Record<string, string> = {}) {
  const world = await town(bounty, { githubDates: 'fresh', settings })
  const ada = world.person('Ada', { superadmin: true })
  await ada.says('/fund 1000.00')
  await ada.presses('Yes, add it')
  await ada.says('/newtask')
  for (const answer of ['Reviews', 'Write tests.', 'PyGithub/PyGithub', '-', '100.00', '1', '5']) await ada.says(answer)
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says('/link allevin')
  await ann.says('/take #1')
  for (const kind of faults) world.payouts.fault({ kind })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  return { world, ada, ann }
}

const said = (person: Citizen, what: string) => person.screen().filter((line) => line.includes(what)).length

const statuses = async (world: Town) =>
  (await rowsOf<{ status: string }>(world, 'select status from bounty.payments order by id')).map(
    ({ status }) => status,
  )
