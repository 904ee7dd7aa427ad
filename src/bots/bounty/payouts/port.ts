import type { Found } from '../payments.ts'

/** One payment on its way out. The body is bytes from here on: every retry carries exactly the same. */
export interface PayoutRequest {
  readonly key: string
  readonly body: string
  /** When this attempt was written down; it is what is signed, so that a late request is refused by its receiver. */
  readonly at: Date
  /** 1 for the first. */
  readonly attempt: number
  readonly currency: string
  /** The payee's account at a receiver that wants one; the same for every retry. */
  readonly destination?: string | undefined
}

/**
 * What became of it. `unknown`: the money may have moved, so it is sent again only with the same key.
 * `refused`: the receiver does not want this request; it is asked what it knows of the key.
 * `isEmpty` says that there was no money for it: all payments pause, too.
 * `shut`: it would refuse every other too (secret, address): all payments pause.
 * `contradiction`: it speaks of another payment; a person looks.
 * Nothing here ever proves that money did not move.
 */
export type PayoutOutcome =
  | { readonly kind: 'paid'; readonly payoutId: string }
  | { readonly kind: 'accepted'; readonly payoutId: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string; readonly isEmpty?: boolean }
  | { readonly kind: 'shut'; readonly why: string }
  | { readonly kind: 'contradiction'; readonly why: string }

/** What is asked about; the amount must be the one that was sent. */
export interface Lookup {
  readonly key: string
  readonly cents: number
  readonly at: Date
}

export interface PayoutPort {
  readonly isConfigured: boolean
  /** Whether each payee has to name an account of theirs. */
  readonly wantsAccount: boolean
  /** Names the receiver without telling its address. */
  readonly receiver: string
  /** Never throws for what the receiver or the network does. */
  pay(request: PayoutRequest, signal?: AbortSignal): Promise<PayoutOutcome>
  /** What does the receiver know of this key? Never throws either. */
  find(lookup: Lookup, signal?: AbortSignal): Promise<Found>
}

/** The body of the pay-out webhook, version 1: these three fields in this order. */
export const payoutBody = (userId: number, assignmentId: number, amountCents: number): string =>
  JSON.stringify({ user_id: userId, assignment_id: assignmentId, amount_cents: amountCents })

/** Known before anything is sent, the same for ever: a second attempt can be told from a second payment. */
export const payoutKey = (environment: string, assignmentId: number, seq = 1): string =>
  `bnty-${environment}-a${assignmentId}-p${seq}`
