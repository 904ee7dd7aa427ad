import { z } from 'zod'
import { messageOf, seconds } from '#platform/bot.ts'
import type { PayoutOutcome, PayoutPort, PayoutRequest } from './port.ts'

export interface PayoutOptions {
  readonly url: string | undefined
  readonly secret: string | undefined
  /** Milliseconds for one request; 10 s when left out. */
  readonly timeout?: number
}

const MOST_BYTES = 64 * 1024
/** "Not now" rather than "no": asked again with the same key. */
const LATER = [408, 425, 429]

const receiptSchema = z.object({
  payout_id: z.union([z.string().trim().min(1).max(200), z.number().int()]).transform(String),
  status: z.string().optional(),
  amount_cents: z.number().optional(),
  idempotency_key: z.string().optional(),
})

/** The operator's pay-out service, spoken to by webhook. Redirects are not followed: the secret goes nowhere else. */
export function payoutWebhook({ url, secret, timeout = seconds(10) }: PayoutOptions): PayoutPort {
  return {
    isConfigured: url !== undefined,
    async pay(request, signal) {
      if (url === undefined) return unknown('PAYOUT_WEBHOOK_URL is not set')
      const limits = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]
      try {
        const response = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.any(limits),
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': request.key,
            ...(secret ? { 'X-Payout-Secret': secret } : {}),
          },
          body: request.body,
        })
        const text = await readSome(response)
        return outcomeOf(response.status, text, request)
      } catch (error) {
        return unknown(messageOf(error))
      }
    },
  }
}

/** Paid is what the receiver confirms with its own number, for this amount and this key; all else is doubt or a refusal. */
export function outcomeOf(status: number, text: string | undefined, { key, body }: PayoutRequest): PayoutOutcome {
  if (status >= 400 && status < 500 && !LATER.includes(status)) return refused(`status ${status}`)
  if (status < 200 || status > 299) return unknown(`status ${status}`)
  if (text === undefined) return unknown('the answer is longer than 64 KiB')
  const receipt = receiptSchema.safeParse(parsed(text))
  if (!receipt.success) return unknown('no payout_id in the answer')
  const { payout_id, status: word, amount_cents, idempotency_key } = receipt.data
  if (amount_cents !== undefined && amount_cents !== amountIn(body)) return refused(`another amount: ${amount_cents}`)
  if (idempotency_key !== undefined && idempotency_key !== key) return refused('another idempotency key')
  if (word !== undefined && word !== 'paid') return unknown(`status "${word.slice(0, 40)}"`)
  return { kind: 'paid', payoutId: payout_id }
}

async function readSome(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const amountIn = (body: string) => (JSON.parse(body) as { amount_cents: number }).amount_cents
const unknown = (why: string): PayoutOutcome => ({ kind: 'unknown', why: why.slice(0, 300) })
const refused = (why: string): PayoutOutcome => ({ kind: 'refused', why })
