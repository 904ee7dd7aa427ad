import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bench, type Workbench } from '#testing/workbench.ts'
import bounty from './bot.ts'
import { type Clock, outsideWith, START } from './stories/money/begin.ts'
import { invariants } from './stories/money/invariants.ts'
import { live } from './stories/money/live.ts'
import { receiverModel } from './stories/money/receiver.ts'
import { type Story, story } from './stories/money/story.ts'

// Random commands and faults against a model of the receiver: whatever happens, nobody is paid twice, and nobody who
// was told "paid" was not. MONEY_RUNS=10000 runs as many, MONEY_SEED does it again, MONEY_SHRINK=off stops at the first.

const RUNS = Number(process.env.MONEY_RUNS ?? 30)
const MANY = 300
const SEED = Number(process.env.MONEY_SEED ?? Math.floor(Math.random() * 2 ** 31))

const ALWAYS = ['paid', 'unknown']
const OFTEN = ['failed', 'manual', 'reversed', 'voided', 'share paid', 'share unknown', 'share voided']
/** About once in 300 runs. */
const SELDOM = ['paid after shadow', 'share failed']

/** The states of all payments; those of shares once more, by that name. */
async function statesIn(desk: Workbench): Promise<string[]> {
  const rows = await desk.rows<{ status: string; is_share: boolean }>(
    `select p.status, a.share_cents is not null and p.reason is distinct from 'divided' as is_share
     from bounty.payments p join bounty.assignments a on a.id = p.assignment_id`,
  )
  return rows.flatMap(({ status, is_share }) => (is_share ? [status, `share ${status}`] : [status]))
}

/** Once for each payment that came from shadow, was released, and paid. */
const released = (audits: readonly string[]) =>
  audits
    .filter((said) => said.startsWith('payment_released '))
    .filter((said) => audits.includes(said.replace('released', 'paid')))
    .map(() => 'paid after shadow')

describe('whatever happens on the way', () => {
  test(
    `nobody is paid twice and every cent is accounted for (${RUNS} runs, MONEY_SEED=${SEED})`,
    async () => {
      const { run } = await bench(bounty)
      const seen = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(story, async (given) => {
          const clock: Clock = { now: START }
          const receiver = receiverModel(given, clock)
          await run(outsideWith(receiver.port, clock), async (desk) => {
            const audits = await live(desk, given, clock, receiver)
            for (const status of [...(await statesIn(desk)), ...released(audits)])
              seen.set(status, (seen.get(status) ?? 0) + 1)
            await invariants(desk, receiver, given.cents, audits)
            // Whatever is still on the wire may arrive now, or never.
            if (receiver.wire.length === 0) return
            for (const request of receiver.wire) receiver.process(request)
            await invariants(desk, receiver, given.cents, audits)
          })
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: process.env.MONEY_SHRINK === 'off', includeErrorInReport: true },
      )
      // Runs that never get anywhere prove nothing; that each of them gets everywhere is not to be asked of a few.
      const reached = [...ALWAYS, ...(RUNS < MANY ? [] : OFTEN), ...(RUNS < 10 * MANY ? [] : SELDOM)]
      expect(
        reached.filter((status) => !seen.has(status)),
        'never reached',
      ).toEqual([])
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
      isShadow: false,
      approvedBy: [0, 0],
      commands: Array.from({ length: 30 }, () => ({ do: 'job' as const, n: 0, how: 'done' as const })),
    }
    const clock = { now: START }
    const receiver = receiverModel(given, clock, checksTime)
    const { run } = await bench(bounty)
    await run(outsideWith(receiver.port), async (desk) => {
      const audits = await live(desk, given, clock, receiver, async () => {
        const failed = await desk.rows("select id from bounty.payments where status = 'failed'")
        if (failed.length === 2) for (const request of receiver.wire.splice(0)) receiver.process(request)
      })
      const found = await desk.rows<{ status: string }>('select status from bounty.payments')
      expect(found.map(({ status }) => status)).toEqual(['failed', 'failed'])
      expect(receiver.wire).toEqual([])
      await invariants(desk, receiver, given.cents, audits)
    })
  }
})
