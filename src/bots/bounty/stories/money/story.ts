import fc from 'fast-check'
import { days, hours, minutes, seconds } from '#platform/bot.ts'
import type { Run } from './house.ts'

/** What happens to a request: the receiver's doing, or the network's. */
const FAULTS = [
  'ok',
  'ok',
  'drop-after',
  'drop-before',
  'late',
  'twice',
  '500',
  '422',
  '401',
  '409',
  'accepted',
] as const
const RUN: readonly Run[] = ['done', 'done', 'done', 'crash-before', 'crash-after']

export type Fault = (typeof FAULTS)[number]

const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })
const is = <const T extends string>(...names: T[]) => fc.constantFrom(...names)
const PAUSES = [seconds(1), seconds(40), minutes(5), minutes(7), hours(1), hours(7), hours(21), days(2)]

/** Between the claimant and others, who may have work of their own in the same task. */
const SHARES = [
  '60 40 @user-3',
  '33.33 66.67 @user-3',
  '1 99 @user-3',
  '50 50 @user-2',
  '40 30 30 @user-3 @user-1',
] as const

const division = (isSure: fc.Arbitrary<boolean>) =>
  fc.record({ do: is('split'), n: fc.nat(1), admin: fc.nat(3), shares: is(...SHARES), isSure })

const command = fc.oneof(
  weighted(24, fc.record({ do: is('job'), n: fc.nat(9), how: fc.constantFrom(...RUN) })),
  weighted(4, fc.record({ do: is('wait'), ms: fc.constantFrom(...PAUSES) })),
  weighted(4, fc.record({ do: is('deliver'), n: fc.nat(9), isKept: fc.boolean() })),
  weighted(2, fc.record({ do: is('callback'), n: fc.nat(9) })),
  weighted(1, fc.record({ do: is('settle') })),
  weighted(4, fc.record({ do: is('agree', 'agree', 'again', 'verdict', 'verdict'), n: fc.nat(6), admin: fc.nat(3) })),
  weighted(2, fc.record({ do: is('void', 'reverse', 'word'), n: fc.nat(6), admin: fc.nat(3) })),
  weighted(1, fc.record({ do: is('hold', 'release'), n: fc.nat(3) })),
  weighted(3, division(fc.boolean())),
  weighted(2, fc.record({ do: is('shadow'), isOn: fc.constantFrom(true, false, false, false) })),
  weighted(3, fc.record({ do: is('releaseShadow'), admin: fc.nat(3), isSure: fc.constantFrom(true, true, false) })),
  weighted(1, fc.record({ do: is('yes'), admin: fc.nat(3) })),
  weighted(2, fc.record({ do: is('switch'), isOn: fc.constantFrom(true, true, false) })),
  weighted(1, fc.record({ do: is('reconcile') })),
)

/** A third of the stories divides at once: later there is often nothing left to divide, and shares go as many ways as the whole. */
const commands = fc
  .tuple(
    fc.option(division(fc.constant(true)), { freq: 1 }),
    fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }),
  )
  .map(([first, rest]) => (first ? [first, ...rest] : rest))

export const story = fc.record({
  cents: fc.constantFrom(1, 20_00, 50_00, 100_00, 700_00),
  faults: fc.array(is(...FAULTS), { maxLength: 12, size: 'max' }),
  silences: fc.array(fc.boolean(), { maxLength: 8 }),
  skew: fc.integer({ min: -59, max: 59 }),
  isShadow: fc.constantFrom(true, false, false),
  approvedBy: fc.tuple(fc.nat(2), fc.nat(2)),
  commands,
})

export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never
export type Command = Story['commands'][number]
