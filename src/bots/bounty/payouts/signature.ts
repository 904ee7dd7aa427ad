import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** `v1=…` over time, key and body together: none of the three can be exchanged. */
export const sign = (signingKey: string, unixSeconds: number | string, idempotencyKey: string, body: string): string =>
  `v1=${createHmac('sha256', signingKey).update(`${unixSeconds}.${idempotencyKey}.${body}`).digest('hex')}`

/** True when one of the keys made it. Takes the same time for every wrong one. */
export function isSignedBy(keys: readonly string[], given: string, unixSeconds: string, key: string, body: string) {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  let isSigned = false
  for (const one of keys) {
    if (timingSafeEqual(hash(given), hash(sign(one, unixSeconds, key, body)))) isSigned = true
  }
  return isSigned
}
