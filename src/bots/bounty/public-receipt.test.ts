import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { bench } from '#testing/workbench.ts'
import bounty from './bot.ts'
import { commented } from './github/comments.ts'
import type { CommentSearch } from './github/port.ts'
import { publishReceipt } from './jobs/by-name.ts'
import { paymentIn, receiptCode } from './public-receipt.ts'
import { secretsOf } from './sealing.ts'
import type { Payment } from './store/tables.ts'
import { begin, outsideWith, START } from './stories/money/begin.ts'
import { houseOn, type Run } from './stories/money/house.ts'
import { receiverModel } from './stories/money/receiver.ts'
import type { Story } from './stories/money/story.ts'

const SECRETS = secretsOf('a root that is long enough for a test')
const CALM: Story = { faults: [], silences: [], skew: 0, isShadow: false, cents: 1, approvedBy: [0, 0], commands: [] }

test.each<[string, Run[], number]>([
  ['after the comment was written, before that was saved', ['done', 'crash-after'], 1],
  [
    'before and after it was written, and while it is looked for',
    ['crash-after', 'done', 'crash-after', 'crash-after', 'done', 'crash-after'],
    1,
  ],
  ['before it was written', ['crash-before', 'done', 'crash-before', 'crash-before'], 0],
])('the process dies %s: there is one comment at most, and it is known', async (_, runs, count) => {
  const comments: string[] = []
  const github = {
    tokenId: 'model',
    comments: {
      find: async ({ words }: CommentSearch) => {
        const id = comments.findIndex((body) => body.includes(words)) + 1
        return { kind: 'found', value: id === 0 ? null : { id } }
      },
      write: async (_owner: string, _repo: string, _number: number, body: string) => {
        comments.push(body)
        return { kind: 'written', id: comments.length }
      },
    },
  }
  const clock = { now: START }
  const outside = {
    ...outsideWith(receiverModel(CALM, clock).port),
    github,
    secrets: SECRETS,
    hasComments: true,
  }
  const { run } = await bench(bounty)
  await run(outside, async (desk) => {
    const house = houseOn(desk, outside, clock)
    await begin(desk, house.act, 1)
    await desk.rows(`update bounty.assignments set status = 'paid', pr_name = 'o/r', pr_number = 7 where id = 1`)
    await desk.rows(
      `insert into bounty.payments (user_id, assignment_id, amount_cents, currency, status, payout_id, idempotency_key, body, created_at, paid_at)
       values (1, 1, 1, 'USD', 'paid', 'po_12345678901', 'k1', '{}', $1, $1)`,
      [START],
    )
    await desk.rows(`insert into bounty.public_receipts (assignment_id, state, asked_at) values (1, 'wanted', $1)`, [
      START,
    ])
    await house.act(async (ctx) => ctx.enqueue(publishReceipt, { assignment: 1 }, { key: 'A1' }))
    for (const how of [...runs, ...Array<Run>(12).fill('done')]) {
      await house.runJob(0, how)
      clock.now = new Date(clock.now.getTime() + minutes(1))
    }
    const [receipt] = await desk.rows<{ state: string }>('select state from bounty.public_receipts')
    expect(comments).toHaveLength(count)
    expect(receipt?.state).toBe(count === 1 ? 'posted' : 'left')
  })
})

test('a code is of one payment: another number, amount or payout has another, and so has another key', () => {
  const one = { id: 9, idempotency_key: 'k', body: 'b', currency: 'USD', payout_id: 'po' } as Payment
  const code = receiptCode(SECRETS, one)
  expect(code).toMatch(/^P9-[A-Z2-9]{16}$/)
  expect(paymentIn(code)).toBe(9)
  const others = [{ idempotency_key: 'l' }, { body: 'c' }, { currency: 'EUR' }, { payout_id: 'pq' }]
  for (const change of others) expect(receiptCode(SECRETS, { ...one, ...change })).not.toBe(code)
  expect(receiptCode(secretsOf('another root that is long enough too'), one)).not.toBe(code)
  for (const wrong of ['', 'P9', `${code} `, code.toLowerCase(), `x${code}`, 'P99999999999-AAAAAAAAAAAAAAAA'])
    expect(paymentIn(wrong)).toBeUndefined()
})

test.each([
  [201, { id: 7, body: 'x', user: null }, 'written'],
  [201, '<html>', 'doubt'],
  [200, {}, 'doubt'],
  [0, 'reset', 'doubt'],
  [502, '', 'doubt'],
  [408, '', 'doubt'],
  [301, '', 'refused'],
  [401, '', 'later'],
  [403, { message: 'secondary rate limit' }, 'later'],
  [403, { message: 'Resource not accessible by personal access token' }, 'refused'],
  [404, '', 'refused'],
  [410, '', 'refused'],
  [422, '', 'refused'],
  [429, '', 'later'],
])('GitHub answers a comment with %i %j: %s', (status, data, kind) => {
  expect(commented({ status, headers: {}, data }, START).kind).toBe(kind)
})
