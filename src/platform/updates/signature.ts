import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Lock } from './secret.ts'

/** A caller's claim to have signed the body at a moment, as it stands in the headers. */
export interface Stamp {
  signature: Buffer
  /** Unix seconds, as they were signed. */
  timestamp: string
}

/** Seconds that a signature is good for, before and after its moment. */
export const LIFE_S = 300

/** The two headers with which a relay hands in a body. */
export function sign(raw: string | Buffer, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = hmac(secret, timestamp, raw).toString('hex')
  return { 'x-signature-256': `sha256=${signature}`, 'x-signature-timestamp': timestamp }
}

/** Reads `X-Signature-256: sha256=<hex>` and `X-Signature-Timestamp`, or says what is wrong with them. */
export function stampOf(signature: unknown, timestamp: unknown, now: number): Stamp | 'missing' | 'wrong' | 'stale' {
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'missing'
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1]
  if (!hex || !/^\d{1,12}$/.test(timestamp)) return 'wrong'
  if (Math.abs(now / 1000 - Number(timestamp)) > LIFE_S) return 'stale'
  return { signature: Buffer.from(hex, 'hex'), timestamp }
}

/** `raw` as it came over the wire: what is parsed and written again may differ in a blank and mean the same. */
export function isSigned(raw: Buffer, { signature, timestamp }: Stamp, locks: readonly Lock[], now: number): boolean {
  let signed = false
  for (const { secret, until } of locks) {
    if (timingSafeEqual(signature, hmac(secret, timestamp, raw)) && now < until) signed = true
  }
  return signed
}

const hmac = (secret: string, timestamp: string, raw: string | Buffer) =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest()

/**
 * Signatures seen while they can still be good. Two halves, each as long as a signature may live (twice `LIFE_S`: one may be
 * stamped ahead of us); the older one is thrown away whole. Only what was signed rightly gets in, so no stranger can fill it.
 */
export function createReplays() {
  const half = 2 * LIFE_S * 1000
  let turned = 0
  let young = new Set<string>()
  let old = new Set<string>()
  return {
    /** False when it was seen before. */
    add(signature: Buffer, now: number): boolean {
      if (now - turned > half) {
        old = now - turned > 2 * half ? new Set() : young
        young = new Set()
        turned = now
      }
      const key = signature.toString('latin1')
      if (young.has(key) || old.has(key)) return false
      young.add(key)
      return true
    },
    /** It could not be stored, so the caller may send it again. */
    forget(signature: Buffer) {
      const key = signature.toString('latin1')
      young.delete(key)
      old.delete(key)
    },
  }
}
