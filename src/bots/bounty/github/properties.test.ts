import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hours, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { isBot, TAKE_GRACE, type TaskFacts, verdict } from '../rules.ts'
import { funder } from '../stories/scene.ts'
import { answerOf, type Reply } from './outcome.ts'
import { type Closing, type Pull, pullSchema } from './port.ts'

const RUNS = { numRuns: Number(process.env.VERDICT_RUNS ?? 5_000) }

/** Few values of each field, the right one more often than all the wrong ones: every combination is met, and so is the good one. */
const mostly = <T>(right: T, ...wrong: T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(right) }, { weight: 2, arbitrary: fc.constantFrom(...wrong) })

const person = (id: number, ...others: number[]) =>
  fc.record({
    id: mostly(id, ...others),
    login: mostly('ann', 'ben', 'helper[bot]'),
    type: mostly<string | undefined>('User', 'Bot', undefined),
  })
const moment = fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z')
const pulls: fc.Arbitrary<Pull> = fc.record({
  number: mostly(7, 8),
  state: mostly('closed', 'open', 'merged'),
  merged: mostly<boolean | null | undefined>(true, false, null, undefined),
  merged_at: fc.option(moment, { freq: 9 }),
  created_at: moment,
  merge_commit_sha: mostly<string | null | undefined>('abc', null, undefined),
  title: mostly<string | null>('T', null),
  additions: mostly<number | null>(5, 0, null),
  deletions: mostly<number | null>(5, 0, null),
  draft: mostly<boolean | null>(false, true, null),
  user: fc.option(person(1, 2), { freq: 9 }),
  merged_by: fc.option(person(2, 1), { freq: 9 }),
  head: fc.constant({ sha: 'h' }),
  base: fc.record({
    ref: mostly('main', 'next'),
    repo: fc.record({
      id: mostly(10, 11),
      full_name: fc.constant('o/r'),
      default_branch: mostly<string | undefined>('main', undefined),
    }),
  }),
})
const tasks: fc.Arbitrary<TaskFacts> = fc.record({
  repoId: fc.constant(10),
  repoName: fc.constant('o/r'),
  branches: fc.constantFrom(['main'], ['main', 'next']),
  publishedAt: moment.map((at) => new Date(at)),
  leastLines: fc.constantFrom(0, 6),
  allowSelfMerge: fc.boolean(),
  link: fc.record({
    rule: fc.constantFrom('off' as const, 'wanted' as const, 'required' as const),
    issue: fc.constant(3),
  }),
})
const closings: fc.Arbitrary<Closing[] | null> = fc.constantFrom(
  null,
  [],
  [{ number: 3, repoId: 10 }],
  [{ number: 3, repoId: 11 }],
)
const accounts = fc.record({ githubId: fc.constant(1), login: fc.constant('ann') })

test('I12: the same facts give the same verdict, and the facts stay as they are', () => {
  fc.assert(
    fc.property(pulls, tasks, moment, accounts, closings, (pull, task, at, account, closing) => {
      const judge = () => verdict(frozen(pull), 7, frozen(task), new Date(at), frozen(account), frozen(closing))
      const before = JSON.stringify([pull, task, account, closing])
      expect(judge()).toEqual(judge())
      expect(JSON.stringify([pull, task, account, closing])).toBe(before)
      const again = pullSchema.safeParse(JSON.parse(JSON.stringify(pull)))
      if (again.success) expect(verdict(again.data, 7, task, new Date(at), account, closing)).toEqual(judge())
    }),
    RUNS,
  )
})

test('nothing is approved unless every single field is as it must be', () => {
  let [approved, selfMerged] = [0, 0]
  fc.assert(
    fc.property(pulls, tasks, moment, accounts, closings, (pull, task, at, account, closing) => {
      if (verdict(pull, 7, task, new Date(at), account, closing).decision !== 'APPROVE') return
      approved += 1
      const { user, merged_by, base, merged_at } = pull
      expect(pull).toMatchObject({ number: 7, state: 'closed', merged: true })
      expect(merged_at).not.toBeNull()
      expect(pull.merge_commit_sha).not.toBeNull()
      expect(base.repo.id).toBe(task.repoId)
      expect(task.branches).toContain(base.ref)
      expect(user?.id).toBe(account.githubId)
      expect(user && isBot(user)).toBe(false)
      expect(merged_by).not.toBeNull()
      if (merged_by?.id === account.githubId) {
        expect(task.allowSelfMerge).toBe(true)
        selfMerged += 1
      }
      expect(Date.parse(pull.created_at)).toBeGreaterThanOrEqual(Date.parse(at) - TAKE_GRACE)
      expect(Date.parse(merged_at ?? '')).toBeGreaterThanOrEqual(task.publishedAt.getTime())
      expect(Date.parse(merged_at ?? '')).toBeGreaterThanOrEqual(Date.parse(pull.created_at))
      expect((pull.additions ?? 0) + (pull.deletions ?? 0)).toBeGreaterThanOrEqual(task.leastLines ?? 0)
      if (task.link?.rule !== 'off') expect(closing).toContainEqual({ number: 3, repoId: task.repoId })
    }),
    RUNS,
  )
  expect(approved, 'the facts never fit together').toBeGreaterThan(20)
  expect(selfMerged, 'nobody merged their own').toBeGreaterThan(0)
})

test('that an author may merge changes nothing else: it is judged as if somebody else had merged it', () => {
  let changed = 0
  fc.assert(
    fc.property(pulls, tasks, moment, accounts, closings, (pull, task, at, account, closing) => {
      const judge = (one: Pull, allowSelfMerge: boolean) =>
        verdict(one, 7, { ...task, allowSelfMerge }, new Date(at), account, closing)
      const [strict, lenient] = [judge(pull, false), judge(pull, true)]
      if (strict.decision !== 'MANUAL' || strict.reason !== 'SELF_MERGED') {
        expect(lenient).toEqual(strict)
        return
      }
      changed += 1
      expect(lenient).toEqual(judge({ ...pull, merged_by: { id: 99, login: 'keeper' } }, false))
      expect(lenient).not.toEqual(strict)
    }),
    RUNS,
  )
  expect(changed, 'nobody merged their own').toBeGreaterThan(20)
})

const text = fc.oneof(fc.string(), fc.constantFrom('secondary rate limit', 'abuse', 'Not accessible', 'Not Found'))
const header = fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom('0', '-1', '1e9', 'NaN', '', '60'))
const transient: fc.Arbitrary<Reply> = fc.record({
  status: fc.constantFrom(0, 204, 301, 304, 401, 403, 403, 403, 408, 422, 429, 500, 502, 503, 504),
  headers: fc.dictionary(
    fc.constantFrom('retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'etag', 'location'),
    header,
  ),
  data: fc.oneof(text, fc.record({ message: text }), fc.constant(undefined), fc.jsonValue()),
})

test('I15: whatever GitHub says that is not an answer, it is waited for, and not in a hot loop', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  fc.assert(
    fc.property(transient, (reply) => {
      const answer = answerOf(reply, pullSchema, now)
      expect(answer.kind).toBe('silent')
      if (answer.kind !== 'silent' || answer.wait === undefined) return
      expect(answer.wait).toBeGreaterThanOrEqual(seconds(1))
      expect(answer.wait).toBeLessThanOrEqual(hours(6))
      if (answer.vague) expect(answer.wait).toBeGreaterThanOrEqual(seconds(60))
    }),
    RUNS,
  )
})

const trouble = fc.oneof(
  fc.record({ status: fc.constantFrom(500, 502, 503, 504), body: fc.constantFrom('<html>', '{}', '') }),
  fc.record({ status: fc.constant(200), body: fc.constantFrom('<html>', '{}', '[]', '{"number":538,"merged":true}') }),
  fc.record({
    status: fc.constantFrom(403, 429),
    headers: fc.constantFrom(
      {},
      { 'retry-after': '30' },
      { 'x-ratelimit-remaining': '0' },
      { 'x-ratelimit-reset': '5' },
    ),
    body: fc.constantFrom({ message: 'secondary rate limit' }, { message: 'Resource not accessible' }),
  }),
  fc.record({ status: fc.constant(401), body: fc.constant({ message: 'Bad credentials' }) }),
)

test('I15: no trouble of GitHub, and no two times "not found", ends in a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { maxLength: 6 }), fc.integer({ min: 0, max: 2 }), async (troubles, misses) => {
      const world = await town(bounty, { githubDates: 'fresh' })
      const ada = await funder(world)
      await ada.says('/newtask')
      for (const answer of ['T', 'Tests too.', 'PyGithub/PyGithub', '-', '10.00', '1', '5']) await ada.says(answer)
      await ada.presses('Publish')
      const ann = world.person('Ann')
      await ann.says('/link allevin')
      await ann.says('/take #1')
      const path = '/repos/PyGithub/PyGithub/pulls/538'
      for (let n = 0; n < misses; n += 1) world.github.answerNext({ path, status: 404, body: { message: 'Not Found' } })
      for (const one of troubles) world.github.answerNext({ path, ...one })
      await ann.says('/submit A1 PyGithub/PyGithub#538')
      await world.passes(hours(10))
      expect(await rowsOf(world, 'select status from bounty.assignments')).toEqual([{ status: 'paid' }])
      const judged = await rowsOf(world, "select detail from posthouse.audit where action = 'submission_judged'")
      expect(judged).toEqual([])
      await world.close()
    }),
    { numRuns: 2 },
  )
}, 120_000)

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}
