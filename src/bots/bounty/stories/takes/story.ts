import fc from 'fast-check'
import { days, hours, minutes } from '#platform/bot.ts'

// People take, drop and submit; GitHub merges, is silent or forgets; admins decide and ban; time passes.

export const [PEOPLE, ADMINS, TASKS, PULLS] = [
  [1, 2, 3, 4],
  [4, 5],
  [1, 2],
  [1, 2, 3, 4, 5],
] as const
const STATES = ['open', 'draft', 'merged', 'merged', 'merged', 'self-merged', 'closed', 'missing', 'silent'] as const

export type PullState = (typeof STATES)[number]

const is = <const T extends string>(...names: T[]) => fc.constantFrom(...names)
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })
const who = fc.constantFrom(...PEOPLE)
const take = fc.nat(7)
const run = is('done', 'done', 'done', 'crash-before', 'crash-after')

const command = fc.oneof(
  weighted(7, fc.record({ do: is('take'), who, task: fc.constantFrom(...TASKS) })),
  weighted(2, fc.record({ do: is('takeNext'), who, count: fc.integer({ min: 1, max: 3 }) })),
  weighted(8, fc.record({ do: is('submit'), who, take, pull: fc.constantFrom('own', 'own', 'own', ...PULLS) })),
  weighted(2, fc.record({ do: is('drop', 'dropSure', 'dispute'), who, take })),
  weighted(
    1,
    fc.record({ do: is('link'), who, account: fc.integer({ min: 1, max: 5 }), proof: is('device', 'stated') }),
  ),
  weighted(1, fc.record({ do: is('unlink'), who })),
  weighted(5, fc.record({ do: is('github'), pull: fc.constantFrom(...PULLS), state: is(...STATES) })),
  weighted(14, fc.record({ do: is('job'), n: fc.nat(9), how: run })),
  weighted(6, fc.record({ do: is('approve', 'approve', 'reject', 'uphold'), admin: fc.constantFrom(...ADMINS), take })),
  weighted(2, fc.record({ do: is('hold', 'release', 'void'), admin: fc.constantFrom(...ADMINS), take })),
  weighted(
    2,
    fc.record({ do: is('ban', 'ban', 'unban'), who, admin: fc.constantFrom(...ADMINS), isSure: fc.boolean() }),
  ),
  weighted(1, fc.record({ do: is('yes'), admin: fc.constantFrom(...ADMINS) })),
  weighted(1, fc.record({ do: is('pause', 'resume', 'close'), task: fc.constantFrom(...TASKS) })),
  weighted(3, fc.record({ do: is('wait'), ms: fc.constantFrom(minutes(1), hours(1), hours(13), days(3), days(8)) })),
)

export const story = fc.record({
  slots: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })),
  pulls: fc.tuple(...PULLS.map(() => is(...STATES))),
  selfMerge: fc.tuple(fc.boolean(), fc.boolean()),
  cents: fc.tuple(fc.constantFrom(1, 33_33, 50_00), fc.constantFrom(20_00, 100_00)),
  commands: fc.array(command, { minLength: 20, maxLength: 70, size: 'max' }),
})

export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never
export type Command = Story['commands'][number]
