import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnyJob, type Context, days, hours, type JobContext, minutes, Refusal, seconds } from '#platform/bot.ts'
import { bench, type Workbench } from '#testing/workbench.ts'
import type { Limits } from './approval.ts'
import bounty from './bot.ts'
import { payAgain, payApprove, payVoid } from './commands/pay.ts'
import * as ledger from './ledger.ts'
import { approve } from './moves/approve.ts'
import { callbackReceived } from './moves/callback-received.ts'
import { hold, release } from './moves/hold.ts'
import { lockedPayment } from './moves/locked-payment.ts'
import { post } from './moves/post.ts'
import { reconcile as compare } from './moves/reconcile.ts'
import { confirm, disprove } from './moves/settle.ts'
import { takeStep } from './moves/take-step.ts'
import { type Found, OVER } from './payments.ts'
import type { PayoutOutcome, PayoutPort, PayoutRequest } from './payouts/port.ts'
import * as assignments from './store/assignments.ts'
import type * as payments from './store/payments.ts'
import * as payoutSwitch from './store/payout-switch.ts'
import * as tasks from './store/tasks.ts'

// Random commands and faults against a model of the receiver: whatever happens, nobody is paid twice, and nobody who
// was told "paid" was not. MONEY_RUNS=10000 runs as many; fast-check prints the seed of a failure.

const RUNS = Number(process.env.MONEY_RUNS ?? 30)
const START = new Date('2026-03-02T09:00:00Z')
const [PAYEES, ADMINS, TASK] = [[1, 2], [4, 5, 6], 1] as const

const LIMITS: Limits = {
  autoMost: 50_00,
  oneAdminMost: 500_00,
  firstByHand: false,
  perPayment: 10_000_00,
  perPersonDay: 20_000_00,
  perDay: 50_000_00,
  coolingFreeMost: 20_00,
  coolingHours: 1,
}

const SENT = ['ok', 'ok', 'drop-after', 'drop-before', 'late', 'twice', '500', '422', '401', '409', 'accepted'] as const
const RUN = ['done', 'done', 'done', 'crash-before', 'crash-after'] as const

type Fault = (typeof SENT)[number]

const command = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: fc.constant('job' as const), n: fc.nat(9), how: fc.constantFrom(...RUN) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(seconds(1), seconds(40), minutes(5), minutes(7), hours(1), hours(7), hours(21), days(2)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), n: fc.nat(9), isKept: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('callback' as const), n: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('agree' as const, 'agree' as const, 'again' as const, 'verdict' as const, 'verdict' as const),
      n: fc.nat(4),
      admin: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('void' as const, 'reverse' as const),
      n: fc.nat(4),
      admin: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), n: fc.nat(1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('switch' as const), isOn: fc.constantFrom(true, true, false) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconcile' as const) }) },
)

const story = fc.record({
  cents: fc.constantFrom(1, 20_00, 50_00, 100_00, 700_00),
  faults: fc.array(fc.constantFrom(...SENT), { maxLength: 12, size: 'max' }),
  silences: fc.array(fc.boolean(), { maxLength: 8 }),
  skew: fc.integer({ min: -59, max: 59 }),
  approvedBy: fc.tuple(fc.nat(2), fc.nat(2)),
  commands: fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }),
})

type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

/** A receiver that keeps the contract, and a network that does not. */
function receiverModel({ faults, silences, skew }: Story, clock: { now: Date }, checksTime = true) {
  const [pending, quiet] = [[...faults], [...silences]]
  const known = new Map<string, { body: string; at: Date; status: 'paid' | 'accepted' }>()
  const credits: { key: string; body: string }[] = []
  const wire: PayoutRequest[] = []
  const bodies = new Map<string, Set<string>>()
  const receiverNow = () => clock.now.getTime() + seconds(skew)

  function process(request: PayoutRequest, status: 'paid' | 'accepted' = 'paid'): PayoutOutcome {
    const { key, body, at } = request
    if (checksTime && Math.abs(receiverNow() - at.getTime()) > seconds(300)) return { kind: 'shut', why: 'status 403' }
    const found = known.get(key)
    // It keeps keys for a day only, as much as it promises.
    if (!found || receiverNow() - found.at.getTime() > hours(24)) {
      known.set(key, { body, at: new Date(receiverNow()), status })
      credits.push({ key, body })
      return { kind: status, payoutId: `po-${key}` }
    }
    if (found.body !== body) return { kind: 'contradiction', why: 'status 409' }
    return { kind: found.status, payoutId: `po-${key}` }
  }

  function answer(request: PayoutRequest, fault: Fault): PayoutOutcome {
    const doubt: PayoutOutcome = { kind: 'unknown', why: fault }
    switch (fault) {
      case 'ok':
        return process(request)
      case 'accepted':
        return process(request, 'accepted')
      case 'drop-after':
        process(request)
        return doubt
      case 'late':
        wire.push(request)
        return doubt
      case 'twice':
        wire.push(request)
        return process(request)
      case '422':
        return { kind: 'refused', why: 'status 422' }
      case '401':
        return { kind: 'shut', why: 'status 401' }
      case '409':
        return { kind: 'contradiction', why: 'status 409' }
      default:
        return doubt
    }
  }

  const port: PayoutPort = {
    isConfigured: true,
    wantsAccount: false,
    receiver: 'model',
    async pay(request) {
      bodies.set(request.key, (bodies.get(request.key) ?? new Set()).add(request.body))
      return answer(request, pending.shift() ?? 'ok')
    },
    async find({ key }): Promise<Found> {
      if (quiet.shift()) return { kind: 'silent', why: 'status 500' }
      const found = known.get(key)
      if (!found || receiverNow() - found.at.getTime() > hours(24)) return { kind: 'absent' }
      return found.status === 'paid' ? { kind: 'paid', payoutId: `po-${key}` } : { kind: 'accepted' }
    },
  }
  return { port, credits, wire, known, bodies, process }
}

interface Waiting {
  job: AnyJob
  input: unknown
  key: string | undefined
  at: number
  tries: number
}

async function live(
  desk: Workbench,
  given: Story,
  clock: { now: Date },
  receiver: ReturnType<typeof receiverModel>,
  meanwhile: () => Promise<void> = async () => undefined,
) {
  const outside = outsideOf(receiver.port)
  const queue: Waiting[] = []
  const told = { paid: 0, ledger: 0 }
  const statuses = new Map<number, string>()

  async function act(work: (ctx: JobContext) => Promise<unknown>, person?: number): Promise<unknown> {
    try {
      const { result, notes } = await desk.act(clock.now, work, person)
      for (const note of notes.jobs) enqueue(listed(note.job.name), note.input, note.options.key, note.options.at)
      told.ledger += notes.audits.filter(({ action }) => action.startsWith('ledger_')).length
      return result
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  function enqueue(job: AnyJob, input: unknown, key: string | undefined, at?: Date | string) {
    const moment = new Date(at ?? clock.now).getTime()
    const same = key === undefined ? undefined : queue.find((one) => one.job === job && one.key === key)
    if (same) same.at = Math.min(same.at, moment)
    else queue.push({ job, input, key, at: moment, tries: 0 })
  }

  /** As the house runs a job; a crash loses the result, and another process takes the job over. */
  async function runJob(n: number, how: (typeof RUN)[number]) {
    const next = Math.min(...queue.map(({ at }) => at))
    if (Number.isFinite(next) && next > clock.now.getTime()) clock.now = new Date(next)
    const due = queue.filter((one) => one.at <= clock.now.getTime())
    const one = due[n % Math.max(due.length, 1)]
    if (!one) return
    one.tries += 1
    if (how === 'crash-before') return
    const call = {
      input: one.input,
      outside,
      key: 'k',
      attempt: one.tries,
      now: clock.now,
      signal: undefined,
      log: undefined,
    }
    const result = await one.job.call(call as never)
    if (how === 'crash-after') return
    queue.splice(queue.indexOf(one), 1)
    const again = (await act(async (ctx) => one.job.save(ctx, one.input as never, result))) as
      | { again: Date }
      | undefined
    if (again) enqueue(one.job, one.input, one.key, again.again)
  }

  const chosen = async (n: number) => {
    const ids = await desk.rows<{ id: number }>('select id from bounty.payments order by id')
    return ids[n % Math.max(ids.length, 1)]?.id
  }
  const asAdmin = (ctx: JobContext, id: number) =>
    ({
      ...ctx,
      db: ctx.db,
      person: { id, is: () => true },
      show: () => undefined,
      reply: () => undefined,
    }) as unknown as Context

  async function obey(one: Story['commands'][number]) {
    switch (one.do) {
      case 'job':
        return runJob(one.n, one.how)
      case 'wait':
        clock.now = new Date(clock.now.getTime() + one.ms)
        return
      case 'deliver': {
        const request = receiver.wire[one.n % Math.max(receiver.wire.length, 1)]
        if (request) receiver.process(request)
        if (request && !one.isKept) receiver.wire.splice(receiver.wire.indexOf(request), 1)
        return
      }
      case 'callback': {
        const said = [...receiver.known][one.n % Math.max(receiver.known.size, 1)]
        if (!said) return
        const [key, { body, status }] = said
        const { amount_cents } = JSON.parse(body) as { amount_cents: number }
        const callback = { payout_id: `po-${key}`, idempotency_key: key, amount_cents, status }
        await act((ctx) => callbackReceived(ctx, callback))
        return
      }
      case 'settle':
        for (const found of receiver.known.values()) found.status = 'paid'
        return
      case 'hold':
      case 'release':
        await act(async (ctx) => {
          const assignment = await assignments.lock(ctx.db, one.n + 1)
          const admin = asAdmin(ctx, ADMINS[0])
          if (assignment) await (one.do === 'hold' ? hold(admin, assignment, 'a doubt') : release(admin, assignment))
        })
        return
      case 'switch':
        await act((ctx) => payoutSwitch.turn(ctx.db, one.isOn, 'by hand', clock.now))
        return
      case 'reconcile':
        await act((ctx) => compare(ctx, 'entries'))
        return
      default:
        return decide(one.do, await chosen(one.n), ADMINS[one.admin] ?? 4)
    }
  }

  async function decide(
    what: 'agree' | 'void' | 'again' | 'verdict' | 'reverse',
    id: number | undefined,
    admin: number,
  ) {
    if (id === undefined) return
    await act(async (ctx) => {
      if (what === 'agree') return payApprove(asAdmin(ctx, admin), id)
      if (what === 'void') return payVoid(asAdmin(ctx, admin), id)
      if (what === 'again') return payAgain(asAdmin(ctx, admin), id)
      const locked = await lockedPayment(ctx, id)
      if (!locked) return
      const { payment, assignment } = locked
      if (what === 'reverse') {
        if (payment.status !== 'paid') return
        await takeStep(ctx, payment, 'reverse')
        await assignments.change(ctx.db, assignment.id, { status: 'clawed_back' })
        return
      }
      // Two people look into the receiver's books, when nothing can arrive any more: they find the truth.
      if (payment.status !== 'manual' || clock.now.getTime() - payment.last_sent_at!.getTime() < minutes(7)) return
      const isCredited = receiver.credits.some(({ key }) => key === payment.idempotency_key)
      if (isCredited) await confirm(ctx, payment, assignment, `po-${payment.idempotency_key}`)
      else await disprove(ctx, payment, assignment, 'not in the books')
    })
  }

  async function terminalsStay() {
    for (const { id, status } of await desk.rows<{ id: number; status: string }>(
      'select id, status from bounty.payments',
    )) {
      const before = statuses.get(id)
      if (before !== undefined && (OVER as readonly string[]).includes(before)) expect(status).toBe(before)
      statuses.set(id, status)
    }
  }

  await begin(desk, act, given.cents)
  for (const [n, by] of given.approvedBy.entries()) {
    await act(async (ctx) => {
      const [assignment, task] = [await assignments.lock(ctx.db, n + 1), await tasks.find(ctx.db, TASK)]
      if (assignment && task) await approve(ctx, assignment, task, by === 0 ? 'github' : `person ${ADMINS[by]}`)
    })
  }
  for (const one of given.commands) {
    await obey(one)
    await terminalsStay()
    await meanwhile()
  }
  return { told }
}

function listed(name: string): AnyJob {
  const found = bounty.jobs?.find((job) => job.name === name)
  if (!found) throw new Error(`bot.ts lists no job "${name}".`)
  return found
}

async function begin(
  desk: Workbench,
  act: (work: (ctx: JobContext) => Promise<unknown>) => Promise<unknown>,
  cents: number,
) {
  await desk.rows(
    `insert into posthouse.people (id, telegram_id, display_name, joined_at) overriding system value
     select n, n, 'P' || n, $1 from generate_series(1, 6) n`,
    [START],
  )
  await desk.rows(
    `insert into bounty.tasks (id, title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     overriding system value values (1, 'T', 'T', 'open', $1, 3, 2, 1, 'o/r', 'main', 24, 4, $2, $2)`,
    [cents, START],
  )
  await desk.rows(
    `insert into bounty.assignments (id, user_id, task_id, chat, status, taken_at, due_at, merged_at) overriding system value
     select n, n, 1, n, 'review', $1, $1, $1 from generate_series(1, 2) n`,
    [START],
  )
  await act(async (ctx) => {
    await post(ctx, ledger.fund({ cents: cents * 3, currency: 'USD' }), 'start')
    await post(ctx, ledger.publish(TASK, { cents: cents * 3, currency: 'USD' }), '#1')
  })
}

const outsideOf = (payouts: PayoutPort) => ({
  payouts,
  limits: LIMITS,
  environment: 'test',
  callbackKeys: [],
  series: { approved: { add() {} }, payments: { add() {} } },
})

async function invariants(
  desk: Workbench,
  receiver: ReturnType<typeof receiverModel>,
  cents: number,
  told: { ledger: number },
) {
  const all = await desk.rows<Awaited<ReturnType<typeof payments.find>> & object>(
    'select * from bounty.payments order by id',
  )
  const creditsOf = (key: string) => receiver.credits.filter((one) => one.key === key)
  for (const payee of PAYEES) {
    const own = receiver.credits.filter(({ body }) => (JSON.parse(body) as { user_id: number }).user_id === payee)
    expect(own.length, `I1: person ${payee} was credited ${own.length} times`).toBeLessThanOrEqual(1)
    const live = all.filter((one) => one.user_id === payee && one.status !== 'voided' && one.status !== 'failed')
    expect(live.length, 'I5: one live payment for an assignment').toBeLessThanOrEqual(1)
  }
  for (const one of all) {
    const found = creditsOf(one.idempotency_key)
    if (one.status === 'voided' || one.status === 'failed') expect(found, `I2: P${one.id} is ${one.status}`).toEqual([])
    if (one.status === 'paid' || one.status === 'reversed') {
      expect(
        found.map(({ body }) => body),
        `I3: P${one.id} is ${one.status}`,
      ).toEqual([one.body])
    }
    expect(one.amount_cents, 'I13').toBe(cents)
  }
  for (const [key, bodies] of receiver.bodies) expect(bodies.size, `I9: bytes under ${key}`).toBe(1)
  const lopsided = await desk.rows(
    'select transfer_id from bounty.entries group by transfer_id, currency having sum(cents) <> 0',
  )
  expect(lopsided, 'I4: every transfer sums to zero').toEqual([])
  const negative = await desk.rows(
    `select * from bounty.balances where case when account in ('funded', 'reversal') then cents > 0 else cents < 0 end`,
  )
  expect(negative, 'I4: no account holds less than nothing').toEqual([])
  const transfers = await desk.rows('select id from bounty.transfers')
  expect(told.ledger, 'I14: each transfer has its row in the audit log').toBe(transfers.length)
  const { result } = await desk.act(START, (ctx) => compare(ctx, 'entries'))
  expect(result.drifts, 'ledger and payments say the same').toEqual([])
}

describe('whatever happens on the way', () => {
  test(
    `nobody is paid twice and every cent is accounted for (${RUNS} runs)`,
    async () => {
      const { run } = await bench(bounty)
      const seen = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(story, async (given) => {
          const clock = { now: START }
          const receiver = receiverModel(given, clock)
          await run(outsideOf(receiver.port), async (desk) => {
            const { told } = await live(desk, given, clock, receiver)
            for (const { status } of await desk.rows<{ status: string }>('select status from bounty.payments')) {
              seen.set(status, (seen.get(status) ?? 0) + 1)
            }
            await invariants(desk, receiver, given.cents, told)
            // Whatever is still on the wire may arrive now, or never.
            for (const request of receiver.wire) receiver.process(request)
            await invariants(desk, receiver, given.cents, told)
          })
        }),
        { numRuns: RUNS },
      )
      // Runs that never get anywhere prove nothing.
      for (const status of ['paid', 'failed', 'unknown', 'manual']) expect(seen.get(status), status).toBeGreaterThan(0)
    },
    RUNS * 5_000 + 60_000,
  )

  test('a request that was lost for minutes pays nothing that has been found to be failed', () => lateRequests(true))

  test('it is the receiver’s look at the time that makes this so: without it the same run breaks', async () => {
    await expect(lateRequests(false)).rejects.toThrow('I2')
  })

  /** Two requests are under way for minutes, their repetitions are refused, and the receiver knows of nothing. */
  async function lateRequests(checksTime: boolean) {
    const given: Story = {
      cents: 20_00,
      faults: ['late', 'late', '422', '422'],
      silences: [],
      skew: 0,
      approvedBy: [0, 0],
      commands: Array.from({ length: 30 }, () => ({ do: 'job' as const, n: 0, how: 'done' as const })),
    }
    const clock = { now: START }
    const receiver = receiverModel(given, clock, checksTime)
    const { run } = await bench(bounty)
    await run(outsideOf(receiver.port), async (desk) => {
      const { told } = await live(desk, given, clock, receiver, async () => {
        const failed = await desk.rows("select id from bounty.payments where status = 'failed'")
        if (failed.length === 2) for (const request of receiver.wire.splice(0)) receiver.process(request)
      })
      const found = await desk.rows<{ status: string }>('select status from bounty.payments')
      expect(found.map(({ status }) => status)).toEqual(['failed', 'failed'])
      expect(receiver.wire).toEqual([])
      await invariants(desk, receiver, given.cents, told)
    })
  }
})
