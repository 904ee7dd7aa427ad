import { describe, expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

type Citizen = ReturnType<Town['person']>

describe('the budget', () => {
  test('a task is published only when its whole reward is there; who can add money is told how much is missing', async () => {
    const world = await begun()
    const ada = world.person('Ada', { superadmin: true })
    await draft(ada, { reward: '100.00', slots: 3 })
    await ada.presses('Publish')
    ada.sees('#1 needs 300.00 USD, the budget has 0.00 USD: 300.00 USD are missing.')
    await ada.says('/task #1')
    ada.sees('State: draft')
    await fund(ada, '299.99')
    await ada.says('/task #1')
    await ada.presses('Publish')
    ada.sees('0.01 USD are missing')
    await fund(ada, '0.01')
    await ada.says('/task #1')
    await ada.presses('Publish')
    ada.sees('State: open')
    expect(await balances(world)).toEqual({ funded: -30000, 'budget:available': 0, 'held:1': 30000 })
    await ada.presses('Close')
    await ada.presses('Yes, close it')
    expect(await balances(world)).toEqual({ funded: -30000, 'budget:available': 30000, 'held:1': 0 })
  })

  test('money is added once however often the button is pressed, and only by a superadmin', async () => {
    const world = await begun()
    const ada = world.person('Ada', { superadmin: true })
    await ada.says('/fund 5000.00')
    ada.sees('Add 5000.00 USD to the budget?')
    expect(await balances(world)).toEqual({})
    await ada.pressesAtOnce('Yes, add it', 10)
    expect(await balances(world)).toEqual({ funded: -500000, 'budget:available': 500000 })
    for (const wrong of ['-5', '0', '1e3', '5000.001', '99999999', 'all', '5 000']) {
      await ada.says(`/fund ${wrong}`)
      ada.sees('Format: /fund 5000.00')
    }
    const ben = await admin(world, 'Ben')
    await ben.says('/fund 5000.00')
    ben.sees('I do not know that command')
    expect(await balances(world)).toEqual({ funded: -500000, 'budget:available': 500000 })
  })

  test('entries and transfers are never changed, and a transfer that does not sum to zero is not kept', async () => {
    const { world } = await opened({})
    const wrong = [
      'update bounty.entries set cents = cents + 1',
      'delete from bounty.entries',
      'update bounty.transfers set kind = kind',
      "insert into bounty.entries values (1, 'in_flight', 'USD', 1)",
      "insert into bounty.entries values (1, 'budget:available', 'EUR', 1), (1, 'paid_out', 'EUR', -1)",
    ]
    for (const sql of wrong) await expect(world.database.query(sql), sql).rejects.toThrow()
  })
})

describe('who must agree', () => {
  test('fifty presses of Approve are one payment', async () => {
    const { world, ada } = await opened({ reward: '400.00' })
    const ann = await submitted(world)
    ann.sees('Approved.')
    ada.sees('Payment P1 (A1, 400.00 USD) waits for your approval.')
    await world.passes(days(1))
    expect(world.payouts.requests).toEqual([])
    await ada.presses('Look at P1')
    ada.sees(/P1 for A1 \(#1\): 400\.00 USD — payment waits for an admin’s approval\nPayee: id \d+ \(GitHub allevin\)/)
    ada.sees('Key: bnty-test-a1-p1\nApprovals: 0 of 1')
    await ada.pressesAtOnce('Approve', 50)
    await world.passes(minutes(1))
    expect(world.payouts.payments).toHaveLength(1)
    expect(world.payouts.requests).toHaveLength(1)
    expect(await rowsOf(world, 'select * from bounty.payment_approvals')).toHaveLength(1)
  })

  test('a large sum wants two others than who made the task', async () => {
    const { world, ada } = await opened({ reward: '600.00' })
    const [ben, eve] = [await admin(world, 'Ben'), await admin(world, 'Eve')]
    await submitted(world)
    await ada.says('/pay P1 approve')
    ada.sees('You made the task. For this amount two others must agree.')
    await ben.says('/pay P1 approve')
    ben.sees('payment waits for a second admin')
    await ben.says('/pay p1 APPROVE')
    ben.sees('You have agreed already')
    expect(world.payouts.requests).toEqual([])
    await eve.says('/pay Р1 approve')
    eve.sees('Approvals: 2 of 2')
    expect(world.payouts.payments.map(({ amount_cents }) => amount_cents)).toEqual([60_000])
    await eve.says('/pay P1 approve')
    eve.sees('That does not fit P1 as it is now: paid.')
  })

  test('nobody agrees to their own money, or takes it back to the budget', async () => {
    const { world } = await opened({ reward: '400.00' })
    const ben = await admin(world, 'Ben')
    await ben.says('/link allevin')
    await ben.says('/take #1')
    await ben.says('/submit A1 PyGithub/PyGithub#538')
    for (const word of ['approve', 'void']) {
      await ben.says(`/pay P1 ${word}`)
      ben.sees('That is your own money; another admin must decide.')
    }
  })

  test('the first payment of a person is looked at by hand where that is wanted; the second is not', async () => {
    const { world, ada } = await opened({ settings: { PAYOUT_FIRST_BY_HAND: 'on' }, slots: 1 })
    await submitted(world)
    expect(world.payouts.requests).toEqual([])
    await ada.says('/pay P1 approve')
    expect(world.payouts.payments).toHaveLength(1)
  })

  test('a payment that is cancelled goes nowhere; slot and money are free for others', async () => {
    const { world, ada } = await opened({ reward: '400.00' })
    const ann = await submitted(world)
    await ada.says('/pay P1 void')
    ada.sees(/Cancel P1 \(A1, 400\.00 USD to id \d+\)\?/)
    expect(await balances(world)).toMatchObject({ 'held:1': 0, [`payable:${await idOf(world, ann)}`]: 40000 })
    await ada.presses('No, keep it')
    ada.sees('payment waits for an admin’s approval')
    await ada.presses('Cancel the payment')
    await ada.pressesAtOnce('Yes, cancel it', 10)
    ada.sees('payment was cancelled')
    ann.sees('The payment for A1 was cancelled by an admin.')
    expect(await balances(world)).toMatchObject({ 'held:1': 40000, [`payable:${await idOf(world, ann)}`]: 0 })
    await world.passes(days(2))
    expect(world.payouts.requests).toEqual([])
    await ann.says('/tasks')
    ann.sees('1/1 free')
    await ada.says('/reconcile')
    ada.sees('The ledger is right to the cent.')
  })
})

describe('time and limits', () => {
  test('a payment cools before it leaves, and can be held and released meanwhile', async () => {
    const { world, ada } = await opened({ settings: { COOLING_HOURS: '72' } })
    const ann = await submitted(world)
    await world.passes(hours(71))
    expect(world.payouts.requests).toEqual([])
    await ada.says('/hold A1 the change was reverted')
    ann.sees('The payment for A1 is held back for now: the change was reverted')
    await world.passes(days(3))
    expect(world.payouts.requests).toEqual([])
    await ada.says('/release A1')
    await world.passes(minutes(1))
    ann.sees('Paid 100.00 USD')
    await ada.says('/hold A1 too late')
    ada.sees('A1 cannot be held now: paid.')
  })

  test('/payouts off stops what has not left; on lets it go', async () => {
    const { world, ada } = await opened({})
    await ada.says('/payouts off')
    ada.sees('Payouts are paused.')
    await submitted(world)
    await world.passes(days(1))
    expect(world.payouts.requests).toEqual([])
    await ada.says('/payouts on')
    ada.sees('Payouts are on. Not sent yet: 1.')
    await world.passes(minutes(1))
    expect(world.payouts.payments).toHaveLength(1)
  })

  test.each([
    ['PAYOUT_MOST_PAYMENT', 'is above PAYOUT_MOST_PAYMENT'],
    ['PAYOUT_MOST_PERSON_DAY', 'is above what one person gets in a day'],
    ['PAYOUT_MOST_DAY', 'is above what is paid in a day'],
  ])('what is above %s waits, and the admins hear of it once', async (name, sentence) => {
    const { world, ada } = await opened({ settings: { [name]: '99.99' } })
    await submitted(world)
    ada.sees(sentence)
    await world.passes(hours(3))
    expect(world.payouts.requests).toEqual([])
    expect(ada.screen().filter((line) => line.includes(sentence))).toHaveLength(1)
  })
})

describe('afterwards', () => {
  test('a receipt says what was paid; a reversal is another entry, and the person hears of it', async () => {
    const { world, ada } = await opened({})
    const ann = await submitted(world)
    await ann.says('/receipt A1')
    ann.sees(/Receipt\nA1 · PR PyGithub\/PyGithub#538\n100\.00 USD, paid 2026-03-02 09:00 UTC\nNumber: sim_po_000001/)
    const bob = world.person('Bob')
    await bob.says('/receipt A1')
    bob.sees('There is no payment of yours for A1.')
    await ada.says('/reverse P1 returned by the bank')
    ada.sees('Enter that P1 (100.00 USD, sim_po_000001) came back: returned by the bank')
    expect(await balances(world)).toMatchObject({ paid_out: 10000, in_flight: 0 })
    await ada.pressesAtOnce('Yes, it came back', 10)
    ada.sees('P1 is reversed; 100.00 USD are back in the budget.')
    ann.sees('The payment of 100.00 USD for A1 is entered as returned: returned by the bank')
    expect(await balances(world)).toMatchObject({ paid_out: 10000, reversal: -10000, in_flight: 0 })
    await ada.says('/reverse P1 again')
    ada.sees('That does not fit P1 as it is now: paid, then returned.')
    await ada.says('/reconcile')
    ada.sees('The ledger is right to the cent.')
    ada.sees('Returned: 100.00 USD')
  })

  test.each([
    ["update bounty.balances set cents = cents + 1 where account = 'paid_out'", 'paid_out'],
    ["update bounty.balances set cents = cents - 1 where account = 'budget:available'", 'budget:available'],
    ["update bounty.tasks set reward_cents = reward_cents + 1 where status = 'open'", 'held:2'],
  ])('one cent of drift is an alarm and pauses all payments: %s', async (sql, account) => {
    const { world, ada } = await opened({})
    await submitted(world)
    await draft(ada, { reward: '20.00' })
    await ada.presses('Publish')
    await world.passes(minutes(20))
    await world.database.query(sql)
    await world.passes(days(1))
    ada.sees(`Payouts are paused. Why: the ledger has drifted: ${account}.`)
    await ada.says('/reconcile')
    ada.sees(`The ledger has drifted; payouts are paused.`)
    ada.sees(account)
    expect(ada.screen().filter((line) => line.startsWith('Payouts are paused'))).toHaveLength(1)
    await ada.says('/payouts')
    ada.sees('Payouts are paused.')
  })

  test('in an idle house a missing cent is found within ten minutes, and payouts pause', async () => {
    const { world, ada } = await opened({ everyTick: true })
    await submitted(world)
    await world.passes(hours(1))
    await world.passes(minutes(1))
    ada.seesNot('Payouts are paused')
    await world.database.query("update bounty.balances set cents = cents + 1 where account = 'paid_out'")
    await world.passes(minutes(10))
    ada.sees('Payouts are paused. Why: the ledger has drifted: paid_out')
    await world.passes(minutes(30))
    expect(ada.screen().filter((line) => line.startsWith('Payouts are paused'))).toHaveLength(1)
  })

  test('an entry that was never balanced is found at night', async () => {
    const { world, ada } = await opened({ everyTick: true })
    await world.passes(hours(1))
    await world.database.transaction(async (transaction) => {
      await transaction.query('set local session_replication_role = replica')
      await transaction.query("update bounty.entries set cents = cents + 1 where account = 'budget:available'")
    })
    await world.passes(hours(19))
    ada.sees('Payouts are paused. Why: the ledger has drifted: budget:available')
  })

  test('who is not an admin does not learn that any of this exists', async () => {
    const { world } = await opened({})
    const ann = world.person('Ann')
    for (const said of ['/pay P1', '/payouts', '/hold A1 x', '/release A1', '/reverse P1 x', '/reconcile', '/fund 5']) {
      await ann.says(said)
      ann.sees('I do not know that command. /help')
    }
  })

  test.each([
    ['en', 'Format: /pay P9', 'There is no payment P99.', 'Format: /payouts', 'Format: /hold', 'Format: /receipt'],
    ['uk', 'Формат: /pay P9', 'Виплати P99 немає.', 'Формат: /payouts', 'Формат: /hold', 'Формат: /receipt'],
    ['ru', 'Формат: /pay P9', 'Выплаты P99 нет.', 'Формат: /payouts', 'Формат: /hold', 'Формат: /receipt'],
  ] as const)(
    'wrong input is answered in %s and changes nothing',
    async (language, usage, none, switches, holds, receipts) => {
      const { world } = await opened({ reward: '400.00' })
      await submitted(world)
      const zoe = world.person('Zoe', { superadmin: true, language })
      await zoe.says('/start')
      const before = await rowsOf(world, 'select * from bounty.payments')
      const ledger = await balances(world)
      const wrong: [string, string][] = [
        ['/pay', usage],
        ['/pay x', usage],
        ['/pay P0', usage],
        ['/pay P1 everything', usage],
        ['/pay P99999999999', usage],
        ['/pay P99', none],
        ['/pay P99 approve', none],
        ['/payouts maybe', switches],
        ['/hold', holds],
        ['/hold A1', holds],
        ['/receipt', receipts],
        ['/pay P1 paid po_1 seen', 'P1'],
        ['/pay P1 failed', 'P1'],
        ['/pay P1 again', 'P1'],
        ['/reverse P1 x', 'P1'],
        ['/release A1', 'A1'],
      ]
      for (const [said, answer] of wrong) {
        await zoe.says(said)
        zoe.sees(answer)
      }
      expect(await rowsOf(world, 'select * from bounty.payments')).toEqual(before)
      expect(await balances(world)).toEqual(ledger)
    },
  )
})

interface Wanted {
  reward?: string
  slots?: number
  settings?: Record<string, string>
  everyTick?: boolean
}

const begun = (settings: Record<string, string> = {}, everyTick = false) =>
  town(bounty, { githubDates: 'fresh', settings, everyTick })

async function opened({ settings, everyTick, ...wanted }: Wanted) {
  const world = await begun(settings, everyTick)
  const ada = world.person('Ada', { superadmin: true })
  await fund(ada, '10000.00')
  await draft(ada, wanted)
  await ada.presses('Publish')
  return { world, ada }
}

async function fund(ada: Citizen, amount: string) {
  await ada.says(`/fund ${amount}`)
  await ada.presses('Yes, add it')
}

async function draft(ada: Citizen, { reward = '100.00', slots = 1 }: Wanted) {
  await ada.says('/newtask')
  for (const answer of ['Reviews', 'Write tests.', 'PyGithub/PyGithub', '-', reward, String(slots), '5']) {
    await ada.says(answer)
  }
}

/** Ann, whose merged pull request is approved. */
async function submitted(world: Town) {
  const ann = world.person('Ann')
  await ann.says('/link allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  return ann
}

async function admin(world: Town, name: string) {
  const person = world.person(name)
  await person.says('/start')
  await world.database.query(
    `insert into posthouse.roles (person_id, bot, role, granted_at) values ($1, 'bounty', 'admin', $2)`,
    [await idOf(world, person), world.now],
  )
  await world.restarts()
  return person
}

async function idOf(world: Town, { id }: Citizen): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(world, 'select id from posthouse.people where telegram_id = $1', [id])
  return row?.id ?? 0
}

async function balances(world: Town): Promise<Record<string, number>> {
  const rows = await rowsOf<{ account: string; cents: number }>(world, 'select account, cents from bounty.balances')
  return Object.fromEntries(rows.map(({ account, cents }) => [account, cents]))
}
