import type { Outcome } from './outcome.ts'

/** From the moment another process has the lease: what was on its way, or could not be told in time, may still arrive. */
const GRACE_MS = 1_200
const TROUBLED_GRACE_MS = 3_300
/** A lease, with what it takes to notice. */
const TERM_MS = 5_000

/** I8: nobody goes on polling under a lease that has a newer holder. */
export function heldWrong({ leases, ledger, lives, trouble }: Outcome): string[] {
  if (leases.length === 0) return []
  const wrong: string[] = []
  leases.forEach((one, index) => {
    const before = leases[index - 1]
    if (before && one.epoch <= before.epoch) wrong.push(`I8 the lease went from epoch ${before.epoch} to ${one.epoch}`)
  })
  wrong.push(...takenFromTheLiving(leases, lives, trouble))
  for (const { life, at } of ledger.polls) {
    const poller = lives.find(({ name }) => name === life)
    const newest = leases.filter((one) => one.at <= at).at(-1)
    if (!poller || newest?.pid === poller.pid) continue
    const own = leases.filter((one) => one.pid === poller.pid && one.at <= at + 200)
    if (own.length === 0) {
      wrong.push(`I8 ${life} polled and never held the lease`)
      continue
    }
    const since = newest?.at ?? at
    const troubled =
      poller.away.some((one) => one.to >= since - 1_000 && one.from <= at) ||
      lives.some((other) =>
        other.away.some((one) => one.why.startsWith('clock') && one.to >= since - 1_000 && one.from <= at),
      ) ||
      trouble.some((one) => one.to >= since - 1_000 && one.from <= at)
    const excused = poller.away.some((one) => one.from <= at && at - one.to < GRACE_MS)
    if (!excused && at - since > (troubled ? TROUBLED_GRACE_MS : GRACE_MS)) {
      wrong.push(`I8 ${life} still polled ${Math.round(at - since)} ms after epoch ${newest?.epoch} had begun`)
    }
  }
  return [...new Set(wrong)]
}

/** Nobody lets go of the lease while the storm blows: who is up, awake and connected keeps it. */
function takenFromTheLiving(leases: Outcome['leases'], lives: Outcome['lives'], trouble: Outcome['trouble']): string[] {
  return leases.slice(1).flatMap(({ epoch, at, pid }, index) => {
    // An operator may take it away.
    if (pid === 0) return []
    const before = lives.find(({ pid }) => pid === leases[index]?.pid)
    const from = at - TERM_MS
    const overlaps = (one: { from: number; to: number }) => one.from <= at && one.to >= from
    if (!before || (before.endedAt ?? Number.POSITIVE_INFINITY) <= at) return []
    if (before.away.some(overlaps) || trouble.some(overlaps)) return []
    return [`I8 epoch ${epoch} of the lease began while ${before.name} held it, up and awake`]
  })
}

/** A house that was up ends only when it is told to; one that starts while the database is away may fail. */
export function crashedWrong({ lives }: Outcome): string[] {
  return lives
    .filter((life) => life.readyAt !== undefined && life.endedAt !== undefined && life.wanted === undefined)
    .map((life) => `CRASH ${life.name} ended by itself (${life.exit}): ${lastError(life.printed())}`)
}

const lastError = (printed: string) =>
  printed
    .split('\n')
    .filter((line) => /error|Error/.test(line))
    .at(-1)
    ?.slice(0, 300) ?? 'it said nothing'
