import { hours, minutes, seconds } from '#platform/bot.ts'

export type PaymentStatus =
  | 'created'
  | 'needs_2nd'
  | 'ready'
  | 'not_configured'
  | 'blocked_payee'
  | 'sending'
  | 'accepted'
  | 'unknown'
  | 'manual'
  | 'paid'
  | 'failed'
  | 'voided'
  | 'reversed'

/** What can happen to a payment. */
export type PaymentStep =
  | 'approve'
  | 'approveFirst'
  | 'unconfigure'
  | 'block'
  | 'unblock'
  | 'void'
  | 'send'
  | 'confirm'
  | 'accept'
  | 'doubt'
  | 'disprove'
  | 'handOver'
  | 'reverse'

/** Nothing of it has left the house. */
export const UNSENT: readonly PaymentStatus[] = ['created', 'needs_2nd', 'ready', 'not_configured', 'blocked_payee']
/** Bytes have left, and what became of them is not settled: the money is in flight. */
export const IN_FLIGHT: readonly PaymentStatus[] = ['sending', 'accepted', 'unknown', 'manual']
export const WAITS: readonly PaymentStatus[] = [...UNSENT, ...IN_FLIGHT]
/** Over for good; `paid` can only be reversed. */
export const OVER: readonly PaymentStatus[] = ['failed', 'voided', 'reversed']

/** Approved, and the money is not there: also after an attempt that is proven to have failed. */
export const isOwed = ({ status }: { readonly status: PaymentStatus }) => WAITS.includes(status) || status === 'failed'

const UNTIL_SENT = { void: 'voided' } as const

/** From state by step to state; what does not stand here cannot happen. No way leads from what was sent back to what was not. */
const MOVES: Readonly<Record<PaymentStatus, Partial<Record<PaymentStep, PaymentStatus>>>> = {
  created: { ...UNTIL_SENT, approveFirst: 'needs_2nd', approve: 'ready' },
  needs_2nd: { ...UNTIL_SENT, approve: 'ready' },
  ready: { ...UNTIL_SENT, unconfigure: 'not_configured', block: 'blocked_payee', send: 'sending' },
  not_configured: { ...UNTIL_SENT, block: 'blocked_payee', send: 'sending' },
  blocked_payee: { ...UNTIL_SENT, unblock: 'ready' },
  sending: { confirm: 'paid', accept: 'accepted', doubt: 'unknown', handOver: 'manual' },
  accepted: { confirm: 'paid', disprove: 'failed', handOver: 'manual' },
  unknown: { send: 'sending', confirm: 'paid', accept: 'accepted', disprove: 'failed', handOver: 'manual' },
  manual: { confirm: 'paid', disprove: 'failed' },
  paid: { reverse: 'reversed' },
  failed: {},
  voided: {},
  reversed: {},
}

/** The state a step leads to; undefined when it cannot be taken from here. */
export const moved = (from: PaymentStatus, step: PaymentStep): PaymentStatus | undefined => MOVES[from][step]

/** A receiver refuses a request whose signed time is further away than this. */
export const TOLERANCE = seconds(300)
/** How far its clock may be from ours. */
export const SKEW = seconds(60)
/** A request that waited longer than this for its turn is not sent any more: its signature grows old. */
export const STALE = seconds(60)
/** Receivers promise to keep a key for 24 hours; after this long it is not used again. */
export const KEY_HORIZON = hours(20)
/** Receivers promise to keep a key for so long: what they do not find later may only be forgotten. */
export const KEY_KEPT = hours(24)
/** An accepted payment may wait this long for its receiver before a person looks. */
export const ACCEPTED_HORIZON = hours(72)

/** From this moment on no request that we have sent can be accepted any more: only then does "not found" prove anything. */
export const nothingUnderwayAt = (lastSentAt: Date): Date => new Date(lastSentAt.getTime() + TOLERANCE + SKEW)

/** What the receiver said when it was asked about a key. */
export type Found =
  | { readonly kind: 'paid'; readonly payoutId: string }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'off' }

export interface Doubt {
  readonly status: 'unknown' | 'accepted'
  readonly firstSentAt: Date
  readonly lastSentAt: Date
  /** The receiver said no to the request itself: to repeat it is of no use. */
  readonly isRefused: boolean
  /** Payments are paused. */
  readonly isPaused: boolean
  /** The receiver asked is the one to which every request went. */
  readonly isSameReceiver: boolean
}

export type Next =
  | { readonly kind: 'confirm'; readonly payoutId: string }
  | { readonly kind: 'accept' }
  | { readonly kind: 'disprove'; readonly why: string }
  | { readonly kind: 'handOver'; readonly why: string }
  | { readonly kind: 'send' }
  /** Asked again at this moment, or after the usual pause. */
  | { readonly kind: 'wait'; readonly until?: Date }

/**
 * What follows from the receiver's answer. One road leads to "failed": the receiver to which all was sent does not know
 * the key (or says that it failed), at a time when nothing that we sent can arrive any more. While payments are paused
 * nothing is disproved: what made us pause may also be why the receiver knows nothing.
 */
export function afterLookup(doubt: Doubt, found: Found, now: Date): Next {
  if (found.kind === 'paid') return { kind: 'confirm', payoutId: found.payoutId }
  if (found.kind === 'accepted' && doubt.status === 'unknown') return { kind: 'accept' }
  const quietAt = nothingUnderwayAt(doubt.lastSentAt)
  const saysNo = (found.kind === 'absent' && doubt.status === 'unknown') || found.kind === 'failed'
  const isKept = found.kind === 'failed' || now.getTime() < doubt.firstSentAt.getTime() + KEY_KEPT - SKEW
  const isProof = saysNo && now > quietAt && isKept && !doubt.isPaused && doubt.isSameReceiver
  if (isProof && (found.kind === 'failed' || doubt.isRefused)) {
    return {
      kind: 'disprove',
      why: found.kind === 'failed' ? found.why : 'the receiver refused it and has no such payment',
    }
  }
  const horizon = doubt.status === 'accepted' ? ACCEPTED_HORIZON : KEY_HORIZON
  const isLate = now.getTime() - doubt.firstSentAt.getTime() >= horizon
  if (isLate && isProof && doubt.status === 'unknown')
    return { kind: 'disprove', why: 'the receiver has no such payment' }
  if (isLate && saysNo && now <= quietAt) return { kind: 'wait', until: after(quietAt) }
  if (isLate) return { kind: 'handOver', why: `not confirmed in ${horizon / hours(1)} hours` }
  if (found.kind === 'failed' || (saysNo && doubt.isRefused)) {
    return now > quietAt ? { kind: 'wait' } : { kind: 'wait', until: after(quietAt) }
  }
  if (doubt.isRefused && found.kind === 'off') return { kind: 'handOver', why: 'the receiver refused it' }
  if (doubt.status === 'accepted' || doubt.isRefused || doubt.isPaused) return { kind: 'wait' }
  return { kind: 'send' }
}

const after = (moment: Date) => new Date(moment.getTime() + seconds(1))

/** Milliseconds until a payment in doubt is looked at again; `seed` spreads many by a fifth. */
export const pauseBeforeResend = (attempts: number, seed: number): number =>
  Math.min(spread(30_000 * 2 ** Math.min(attempts - 1, 20), seed + attempts), hours(1))

/** A request whose job has not come back for so long died with its process. */
export const LOST = minutes(15)
/** Books are compared so long after money moved, and so often while some is in flight. */
export const RECONCILE_PAUSE = minutes(10)

/** The same number for the same seed: retries of many are spread without a source of chance. */
const spread = (ms: number, seed: number) => Math.round(ms * (1 + 0.2 * (((seed * 7919) % 201) / 100 - 1)))
