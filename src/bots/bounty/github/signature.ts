import { createHmac, timingSafeEqual } from 'node:crypto'

/** Is this `X-Hub-Signature-256` GitHub's over exactly these bytes? Compared in constant time. */
export function isSigned(secret: string, raw: Buffer, signature: string | undefined): boolean {
  const own = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`)
  const given = Buffer.from(signature ?? '')
  return given.length === own.length && timingSafeEqual(given, own)
}
