import { createHash } from 'node:crypto'
import { z } from 'zod'
import { messageOf, seconds } from '#platform/bot.ts'
import type { Found } from '../payments.ts'
import { parsed, readSome } from './answer.ts'
import type { Lookup, PayoutOutcome, PayoutPort, PayoutRequest } from './port.ts'
import { sign } from './signature.ts'

export interface PayoutOptions {
  readonly url: string | undefined
  readonly secret: string | undefined
  /** Without one nothing is signed, and the receiver cannot tell a late request from a new one. */
  readonly signingKey?: string | undefined
  /** Whether the receiver answers GET ?idempotency_key=. */
  readonly canLookUp?: boolean
  /** Milliseconds for one request; 10 s when left out. */
  readonly timeout?: number
}

/** "Not now" rather than "no": asked again with the same key. */
const LATER = [408, 425, 429]
/** Not about this payment: the secret or the address is wrong, or somebody else answers. */
const SHUT = [401, 403, 404, 405]

const receiptSchema = z.object({
  payout_id: z.union([z.string().trim().min(1).max(200), z.number().int()]).transform(String),
  status: z.string().optional(),
  amount_cents: z.number().optional(),
  idempotency_key: z.string().optional(),
})
const absentSchema = z.looseObject({})
const failedSchema = z.object({ status: z.literal('failed'), idempotency_key: z.string() })

/** The operator's pay-out service, spoken to by webhook. Redirects are not followed: the secret goes nowhere else. */
export function payoutWebhook(options: PayoutOptions): PayoutPort {
  const { url, secret, signingKey, canLookUp = true, timeout = seconds(10) } = options

  async function ask(address: URL | string, init: RequestInit & { body?: string }, what: Signed, signal?: AbortSignal) {
    const limits = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]
    const timestamp = String(Math.floor(what.at.getTime() / 1000))
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any(limits),
      headers: {
        ...init.headers,
        'Idempotency-Key': what.key,
        'X-Payout-Timestamp': timestamp,
        ...(secret ? { 'X-Payout-Secret': secret } : {}),
        ...(signingKey ? { 'X-Payout-Signature': sign(signingKey, timestamp, what.key, init.body ?? '') } : {}),
      },
    })
    return { status: response.status, text: await readSome(response) }
  }

  return {
    isConfigured: url !== undefined,
    wantsAccount: false,
    receiver: createHash('sha256')
      .update(url ?? '')
      .digest('hex')
      .slice(0, 16),
    async pay(request, signal) {
      if (url === undefined) return unknown('PAYOUT_WEBHOOK_URL is not set')
      const headers = { 'Content-Type': 'application/json', 'X-Payout-Attempt': String(request.attempt) }
      try {
        const answer = await ask(url, { method: 'POST', headers, body: request.body }, request, signal)
        return outcomeOf(answer.status, answer.text, request)
      } catch (error) {
        return unknown(messageOf(error))
      }
    },
    async find(lookup, signal) {
      if (url === undefined || !canLookUp) return { kind: 'off' }
      const address = new URL(url)
      address.searchParams.set('idempotency_key', lookup.key)
      try {
        const answer = await ask(address, { method: 'GET' }, lookup, signal)
        return foundIn(answer.status, answer.text, lookup)
      } catch (error) {
        return { kind: 'silent', why: messageOf(error).slice(0, 300) }
      }
    },
  }
}

interface Signed {
  readonly key: string
  readonly at: Date
}

/** Paid is what the receiver confirms with its own number, for this amount and this key; all else is doubt or a refusal. */
export function outcomeOf(status: number, text: string | undefined, request: PayoutRequest): PayoutOutcome {
  const why = `status ${status}`
  if (SHUT.includes(status) || (status >= 300 && status < 400)) return { kind: 'shut', why }
  if (status === 409) return { kind: 'contradiction', why }
  if (status >= 400 && status < 500 && !LATER.includes(status)) return { kind: 'refused', why }
  if (status < 200 || status > 299) return unknown(why)
  if (text === undefined) return unknown('the answer is longer than 64 KiB')
  const receipt = receiptSchema.safeParse(parsed(text))
  if (!receipt.success) return unknown('no payout_id in the answer')
  const { payout_id, status: word, amount_cents, idempotency_key } = receipt.data
  if (amount_cents !== undefined && amount_cents !== amountIn(request.body)) {
    return { kind: 'contradiction', why: `another amount: ${amount_cents}` }
  }
  if (idempotency_key !== undefined && idempotency_key !== request.key) {
    return { kind: 'contradiction', why: 'another idempotency key' }
  }
  if (word === 'accepted') return { kind: 'accepted', payoutId: payout_id }
  if (word !== undefined && word !== 'paid') return unknown(`status "${word.slice(0, 40)}"`)
  return { kind: 'paid', payoutId: payout_id }
}

/** "Not found" is only the receiver's own word, in JSON: a page saying so may come from anybody on the way. */
export function foundIn(status: number, text: string | undefined, { key, cents }: Omit<Lookup, 'at'>): Found {
  const silent = (why: string): Found => ({ kind: 'silent', why })
  const body = text === undefined ? undefined : parsed(text)
  if (status === 404) return absentSchema.safeParse(body).success ? { kind: 'absent' } : silent('404 without JSON')
  if (status !== 200) return silent(`status ${status}`)
  const failure = failedSchema.safeParse(body)
  if (failure.success) {
    const isOurs = failure.data.idempotency_key === key
    return isOurs ? { kind: 'failed', why: 'the receiver says that it failed' } : silent('another idempotency key')
  }
  const receipt = receiptSchema.safeParse(body)
  if (!receipt.success) return silent('no payout_id in the answer')
  const { payout_id, status: word, amount_cents, idempotency_key } = receipt.data
  if (idempotency_key !== key) return silent('another idempotency key')
  if (amount_cents !== cents) return silent(`another amount: ${amount_cents}`)
  if (word === 'accepted') return { kind: 'accepted' }
  return word === 'paid' ? { kind: 'paid', payoutId: payout_id } : silent('neither paid nor accepted nor failed')
}

const amountIn = (body: string) => (JSON.parse(body) as { amount_cents: number }).amount_cents
const unknown = (why: string): PayoutOutcome => ({ kind: 'unknown', why: why.slice(0, 300) })
