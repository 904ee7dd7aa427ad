import { z } from 'zod'
import { TOLERANCE } from '../payments.ts'
import { isSignedBy } from './signature.ts'

/** What the receiver says about a payment, of its own accord. */
export const callbackSchema = z.object({
  payout_id: z.union([z.string().trim().min(1).max(200), z.number().int()]).transform(String),
  idempotency_key: z.string().min(1).max(200),
  amount_cents: z.int().positive(),
  status: z.enum(['paid', 'accepted', 'failed']),
})

export type Callback = z.infer<typeof callbackSchema>

export type Admission =
  | { readonly kind: 'admitted'; readonly callback: Callback }
  | { readonly kind: 'stranger'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string }

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Is it the receiver that speaks, now, of the key it names? Without a signing key nobody is let in. */
export function admitCallback(headers: Headers, raw: string, now: Date, keys: readonly string[]): Admission {
  const one = (name: string) => (typeof headers[name] === 'string' ? headers[name] : '')
  const timestamp = one('x-payout-timestamp')
  const key = one('idempotency-key')
  if (keys.length === 0) return { kind: 'stranger', why: 'PAYOUT_SIGNING_KEY is not set' }
  if (!/^[0-9]{1,12}$/.test(timestamp)) return { kind: 'stranger', why: 'no X-Payout-Timestamp' }
  if (!isSignedBy(keys, one('x-payout-signature'), timestamp, key, raw))
    return { kind: 'stranger', why: 'wrong signature' }
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > TOLERANCE)
    return { kind: 'stranger', why: 'too old or too new' }
  const callback = callbackSchema.safeParse(jsonIn(raw))
  if (!callback.success) return { kind: 'unreadable', why: 'not a callback' }
  if (callback.data.idempotency_key !== key) return { kind: 'unreadable', why: 'two idempotency keys' }
  return { kind: 'admitted', callback: callback.data }
}

function jsonIn(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
