import type { Written } from '../telegram/ledger.ts'
import { type Expected, expect } from './model.ts'
import { chatsOf, type Outcome } from './outcome.ts'

type Applied = Outcome['applied'][number]

/** I1 to I4 and I14: every update is kept, takes effect once, in order, whole, and a bad one harms nobody else. */
export function appliedWrong(outcome: Outcome): string[] {
  const stored = new Map(outcome.inbox.map((row) => [`${row.bot} ${row.mark}`, row]))
  const lost = outcome.ledger.written
    .filter(({ bot, mark, takenAt }) => {
      const wasTaken = takenAt !== undefined && takenAt < outcome.lookedAt
      return !stored.has(`${bot} ${mark}`) && (wasTaken || outcome.atRest)
    })
    .map(
      (written) =>
        `I1 ${written.bot} ${written.mark} (${written.text}) was ${written.takenAt ? 'confirmed' : 'never taken'} and is not in the inbox`,
    )
  const shared = [0, 0, 0]
  const wrong = [...chatsOf(outcome)].flatMap(([chat, written]) => {
    const expected = expect(written)
    for (const index of [0, 1, 2]) shared[index]! += expected.shared[index as 0]
    const mine = outcome.applied.filter((one) => `${one.bot} ${one.chat}` === chat)
    return [
      ...twice(chat, mine),
      ...disorder(chat, expected, mine),
      ...overtaken(chat, written, mine, stored),
      ...notAsReplayed(chat, expected, mine, outcome),
      ...poison(chat, expected, written, stored),
    ]
  })
  const sums = outcome.shared
    .filter(({ name, value }) => outcome.atRest && value !== shared[name])
    .map(({ name, value }) => `I4 shared row ${name} says ${value} and should say ${shared[name]}`)
  const jobs = outcome.deadJobs > 0 ? [`I4 ${outcome.deadJobs} jobs were given up`] : []
  return [...lost, ...wrong, ...sums, ...jobs]
}

const nameOf = ({ kind, mark }: { kind: string; mark: string }) => `${kind} ${mark}`

function twice(chat: string, applied: readonly Applied[]): string[] {
  return [...counted(applied.map(nameOf))]
    .filter(([, times]) => times > 1)
    .map(([name, times]) => `I2 ${chat}: ${name} was applied ${times} times`)
}

/** Per key Telegram hands out one after the other, so that order is a promise. */
function disorder(chat: string, expected: Expected, applied: readonly Applied[]): string[] {
  const keys = new Map(expected.applied.map((one) => [nameOf(one), one.key]))
  return [...new Set(keys.values())]
    .filter((key) => !key.startsWith('result'))
    .flatMap((key) => {
      const wanted = expected.applied.filter((one) => one.key === key).map(nameOf)
      const got = [...new Set(applied.map(nameOf).filter((name) => keys.get(name) === key))]
      const known = wanted.filter((name) => got.includes(name))
      const at = known.findIndex((name, index) => name !== got[index])
      return at === -1 ? [] : [`I3 ${chat}: ${got[at]} was applied when it was the turn of ${known[at]}`]
    })
}

/** A message and a press of one chat may be at two doors at once; if they were not, the inbox's order is Telegram's. */
function overtaken(
  chat: string,
  written: readonly Written[],
  applied: readonly Applied[],
  stored: ReadonlyMap<string, Outcome['inbox'][number]>,
): string[] {
  const byMark = new Map(written.map((one) => [one.mark, one]))
  const mine = applied.filter(({ kind }) => !['paid', 'quiz', 'told'].includes(kind))
  return mine.slice(1).flatMap((later, index) => {
    const earlier = mine[index]!
    const [first, second] = [byMark.get(earlier.mark), byMark.get(later.mark)]
    const [a, b] = [stored.get(`${earlier.bot} ${earlier.mark}`), stored.get(`${later.bot} ${later.mark}`)]
    if (!first || !second || !a || !b || a.seq <= b.seq) return []
    const together = (first.givenAt ?? 0) < (second.takenAt ?? 0) && (second.givenAt ?? 0) < (first.takenAt ?? 0)
    return together
      ? []
      : [`I3 ${chat}: ${earlier.mark} was applied before ${later.mark}, which lies before it in the inbox`]
  })
}

function notAsReplayed(chat: string, expected: Expected, applied: readonly Applied[], outcome: Outcome): string[] {
  const got = counted(applied.map(nameOf))
  const wanted = counted(expected.applied.map(nameOf))
  const { atRest } = outcome
  const missing = [...wanted.keys()]
    .filter((name) => atRest && !got.has(name))
    .map((name) => `I4 ${chat}: ${name} was never applied`)
  const extra = [...got.keys()]
    .filter((name) => !wanted.has(name))
    .map((name) => `I4 ${chat}: ${name} left traces and must not`)
  const value = outcome.counters.find((one) => `${one.bot} ${one.chat}` === chat)?.value ?? 0
  const counts = atRest ? expected.counter : applied.filter(({ kind }) => kind === 'count').length
  const counter = value === counts ? [] : [`I4 ${chat}: the counter says ${value} of ${counts}`]
  const milestones = outcome.milestones.filter((one) => `${one.bot} ${one.chat}` === chat).map((one) => one.value)
  const jobs = counted(milestones)
  return [
    ...missing,
    ...extra,
    ...counter,
    ...expected.milestones
      .filter((one) => atRest && !jobs.has(one))
      .map((one) => `I4 ${chat}: the job of milestone ${one} was never saved`),
    ...[...jobs]
      .filter(([, times]) => times > 1)
      .map(([one, times]) => `I2 ${chat}: the job of milestone ${one} was saved ${times} times`),
    ...[...jobs.keys()]
      .filter((one) => !expected.milestones.includes(one))
      .map((one) => `I4 ${chat}: milestone ${one} never was one`),
  ]
}

function poison(
  chat: string,
  expected: Expected,
  written: readonly Written[],
  stored: ReadonlyMap<string, Outcome['inbox'][number]>,
): string[] {
  return written.flatMap(({ bot, mark }) => {
    const row = stored.get(`${bot} ${mark}`)
    const isBad = expected.dead.includes(mark)
    if (!row || row.state === 0 || (row.state === 2) === isBad) return []
    return [
      `I14 ${chat}: ${mark} ${isBad ? 'is a bad update and was not set aside' : 'was set aside though nothing is wrong with it'}`,
    ]
  })
}

export function counted<T>(all: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}
