import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { conditionOf, operationsOf } from '#platform/operations/operations.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import { acquire } from '../updates/lease-table.ts'

const nosy = (operates: boolean) =>
  bot({
    name: 'nosy',
    commands: {
      look: async (ctx) => ctx.reply((await operationsOf(ctx).status()).map(({ bot }) => bot).join(', ')),
      fleet: (ctx) => ctx.reply((ctx.outside as { fleet?: { names: string[] } }).fleet?.names.join(', ') ?? 'no fleet'),
      undo: async (ctx) => {
        await operationsOf(ctx).discard('job', { bot: undefined }, { reason: 'all of them' })
        throw new Error('after all')
      },
    },
    connect: ({ fleet }) => ({ fleet }),
    ...(operates ? { operates: true as const } : {}),
  })
const other = bot({ name: 'other', commands: {} })

test('a bot that does not declare it neither sees the house nor its fleet', async () => {
  const world = await town(nosy(false), { besides: [other] })
  const ann = world.person('Ann')
  await ann.says('/look')
  ann.seesNot('other')
  await world.passes(2_000)
  expect(
    (await rowsOf<{ error: string }>(world, 'select error from posthouse.inbox where state = 2'))[0]?.error,
  ).toContain('nosy does not operate the house')
  await ann.says('/fleet')
  ann.sees('no fleet')
})

test('one that does sees every bot, and what a failing handler decided is taken back with it', async () => {
  const world = await town(nosy(true), { besides: [other] })
  const ann = world.person('Ann')
  await ann.says('/look')
  ann.sees('nosy, other')
  await ann.says('/fleet')
  ann.sees('nosy, other')
  await rowsOf(
    world,
    `insert into posthouse.jobs (bot, name, input, state, run_at, created_at, done_at, error) values ('other', 'x', '{}', 3, now(), now(), now(), 'x')`,
  )
  await ann.says('/undo')
  expect(await rowsOf(world, 'select state from posthouse.jobs')).toEqual([{ state: 3 }])
  expect(await rowsOf(world, "select 1 from posthouse.audit where action = 'jobs_discarded'")).toEqual([])
})

test('leases that are not for polling are no locks', async () => {
  const world = await town(nosy(true))
  const holder = { bot: 'house', host: 'h', pid: 1, env: 'test', ts: '2026-03-02T09:00:00Z' }
  await acquire(world.database, { name: 'monitor', owner: 'x', holder, ttlMs: 30_000, dead: undefined })
  const { locksOf } = await import('./locks.ts')
  expect(await locksOf(world.database)).toEqual([])
})

const WELL = {
  bot: 'ferry',
  mode: 'polling',
  lease: { held: true, heartbeatAge: 5 },
  backlog: 0,
  backlogAge: 0,
  outbox: 0,
  outboxAge: 0,
  dead: { update: 0, job: 0, send: 0 },
  jobs: { waiting: 0, running: 0, failing: 0 },
} as unknown as Parameters<typeof conditionOf>[0]

test.each([
  ['well', {}],
  ['well', { mode: 'webhook', lease: undefined }],
  ['well', { jobs: { waiting: 9, running: 3, failing: 0 } }],
  ['attention', { lease: { held: true, heartbeatAge: 61 } }],
  ['attention', { lease: { held: true, heartbeatAge: undefined } }],
  ['attention', { backlogAge: 61 }],
  ['attention', { dead: { update: 0, job: 1, send: 0 } }],
  ['attention', { jobs: { waiting: 1, running: 0, failing: 1 } }],
  ['down', { lease: undefined }],
  ['down', { lease: { held: false, heartbeatAge: 5 } }],
  ['down', { lease: { held: true, heartbeatAge: 301 } }],
  ['down', { outboxAge: 301 }],
  ['down', { mode: 'webhook', lease: undefined, backlogAge: 301 }],
] as const)('a bot is %s when %o', (condition, change) => {
  expect(conditionOf({ ...WELL, ...change } as never)).toBe(condition)
})
