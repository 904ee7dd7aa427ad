/** One payment on its way out. The body is bytes from here on: every retry carries exactly the same. */
export interface PayoutRequest {
  readonly key: string
  readonly body: string
}

/**
 * What became of it. `unknown`: the money may have moved, so it is sent again only with the same key.
 * `refused`: the receiver said no; a person looks. Nothing here ever proves that money did not move.
 */
export type PayoutOutcome =
  | { readonly kind: 'paid'; readonly payoutId: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }

export interface PayoutPort {
  readonly isConfigured: boolean
  /** Never throws for what the receiver or the network does. */
  pay(request: PayoutRequest, signal?: AbortSignal): Promise<PayoutOutcome>
}

/** The body of the pay-out webhook, version 1: these three fields in this order. */
export const payoutBody = (userId: number, assignmentId: number, amountCents: number): string =>
  JSON.stringify({ user_id: userId, assignment_id: assignmentId, amount_cents: amountCents })

/** Known before anything is sent, the same for ever: a second attempt can be told from a second payment. */
export const payoutKey = (environment: string, assignmentId: number): string =>
  `bnty-${environment}-a${assignmentId}-p1`
