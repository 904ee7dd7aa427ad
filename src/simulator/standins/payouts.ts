import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { sameSecret } from './same-secret.ts'

export interface Payment {
  payout_id: string
  at: string
  idempotency_key: string | null
  user_id: number
  assignment_id: number
  amount_cents: number
  /** How many times it was asked for again. */
  repeats: number
  /** The bytes of the request that paid. */
  body: string
}

export interface PayoutRequest {
  at: string
  status: number
  /** The secret is masked. */
  headers: Record<string, string>
  body: string
}

/** What goes wrong with the next requests. After `drop-after`, `no-payout-id`, `other-amount` and `accepted` it was processed, before the others not. */
export interface PayoutFault {
  kind:
    | 'drop-before'
    | 'drop-after'
    | '500'
    | '401'
    | '404'
    | '422'
    | 'redirect'
    | 'hang'
    | 'no-payout-id'
    | 'other-amount'
    | 'accepted'
    | 'html'
  times?: number
}

type Processed = 'drop-after' | 'no-payout-id' | 'other-amount' | 'accepted'
const PROCESSED: readonly string[] = ['drop-after', 'no-payout-id', 'other-amount', 'accepted'] satisfies Processed[]

/** How GET ?idempotency_key= is answered: truly, or as a receiver in trouble does. */
export type LookupAnswer = 'true' | '500' | '401' | 'html-404' | 'drop'

export interface PayoutState {
  payments: Payment[]
  requests: PayoutRequest[]
}

/** A request whose signed time is further away than this is refused. */
const TOLERANCE_SECONDS = 300

export const PAYOUT_NOTE = 'A stand-in for the payout receiver. No money moves.'

const Order = z.looseObject({
  user_id: z.int(),
  assignment_id: z.int(),
  amount_cents: z.int().positive(),
})

/** A payout receiver that keeps a ledger and honours idempotency keys for ever. */
export function createPayouts(options: {
  clock: Clock
  secret: string
  /** With one, unsigned, wrongly signed and late requests are refused. */
  signingKey?: string | undefined
  changed: () => void
  saved: PayoutState | undefined
}) {
  const state: PayoutState = options.saved ?? { payments: [], requests: [] }
  const faults: { kind: PayoutFault['kind']; left: number }[] = []
  let lookups: LookupAnswer = 'true'

  async function pay(request: FastifyRequest, reply: FastifyReply) {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const fault = faults[0]
    if (fault && --fault.left <= 0) faults.shift()
    if (fault && !PROCESSED.includes(fault.kind)) {
      log(request, body, STATUS[fault.kind] ?? 0)
      return misbehave(fault.kind, reply)
    }
    const { status, answer, replayed } = decide(request, body)
    log(request, body, status)
    if (fault?.kind === 'drop-after') return misbehave('drop-after', reply)
    if (replayed) void reply.header('idempotent-replayed', 'true')
    if (fault?.kind === 'no-payout-id') delete answer.payout_id
    if (fault?.kind === 'other-amount') answer.amount_cents = 1
    if (fault?.kind === 'accepted' && status === 200) answer.status = 'accepted'
    return reply.code(status).send(answer)
  }

  function decide(request: FastifyRequest, body: string) {
    const refused = (status: number, error: string) => ({
      status,
      answer: { error } as Record<string, unknown>,
      replayed: false,
    })
    if (!sameSecret(String(request.headers['x-payout-secret'] ?? ''), options.secret))
      return refused(401, 'wrong secret')
    const fault = signatureFault(request, body)
    if (fault) return refused(403, fault)
    const order = readOrder(body)
    if (!order) return refused(400, 'user_id, assignment_id and amount_cents must be integers, the amount positive')
    const key = request.headers['idempotency-key'] ? String(request.headers['idempotency-key']) : null
    const known = key === null ? undefined : state.payments.find((p) => p.idempotency_key === key)
    if (known && known.body !== body) return refused(409, 'this idempotency key was used with another body')
    if (known) known.repeats++
    const payment = known ?? record(order, key, body)
    return { status: 200, answer: receipt(payment) as Record<string, unknown>, replayed: known !== undefined }
  }

  function signatureFault(request: FastifyRequest, body: string): string | undefined {
    if (options.signingKey === undefined) return undefined
    const header = (name: string) => String(request.headers[name] ?? '')
    const time = header('x-payout-timestamp')
    const text = `${time}.${header('idempotency-key')}.${body}`
    const signature = `v1=${createHmac('sha256', options.signingKey).update(text).digest('hex')}`
    if (!sameSecret(header('x-payout-signature'), signature)) return 'wrong signature'
    const away = Math.abs(options.clock.now().getTime() / 1000 - Number(time))
    return away <= TOLERANCE_SECONDS ? undefined : 'too old or too new'
  }

  function record(order: z.infer<typeof Order>, key: string | null, body: string): Payment {
    const { user_id, assignment_id, amount_cents } = order
    const payment: Payment = {
      payout_id: `sim_po_${String(state.payments.length + 1).padStart(6, '0')}`,
      at: options.clock.now().toISOString(),
      idempotency_key: key,
      user_id,
      assignment_id,
      amount_cents,
      repeats: 0,
      body,
    }
    state.payments.push(payment)
    return payment
  }

  function log(request: FastifyRequest, body: string, status: number) {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, name === 'x-payout-secret' ? '…' : String(value)]),
    )
    state.requests.push({ at: options.clock.now().toISOString(), status, headers, body })
    if (state.requests.length > 5000) state.requests.splice(0, 1000)
    options.changed()
  }

  async function look(request: FastifyRequest, reply: FastifyReply) {
    if (lookups === 'html-404') return reply.code(404).type('text/html').send('<html>Not Found</html>')
    if (lookups === 'drop') return misbehave('drop-before', reply)
    if (lookups !== 'true') return reply.code(Number(lookups)).send({ error: 'simulated failure' })
    if (!sameSecret(String(request.headers['x-payout-secret'] ?? ''), options.secret))
      return reply.code(401).send({ error: 'wrong secret' })
    const { idempotency_key } = request.query as { idempotency_key?: string }
    const payment = state.payments.find((p) => p.idempotency_key !== null && p.idempotency_key === idempotency_key)
    return payment ? reply.send(receipt(payment)) : reply.code(404).send({ error: 'no payment with this key' })
  }

  return {
    get payments(): readonly Payment[] {
      return state.payments
    },
    get requests(): readonly PayoutRequest[] {
      return state.requests
    },
    fault: ({ kind, times = 1 }: PayoutFault) => void faults.push({ kind, left: times }),
    answerLookups(how: LookupAnswer) {
      lookups = how
    },
    async routes(app: FastifyInstance) {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
        done(null, body),
      )
      app.addHook('onRequest', async (_request, reply) => {
        void reply.header('x-simulated', 'no money moves')
      })
      app.post('/payouts', pay)
      app.get('/payouts', look)
    },
    save: () => state,
  }
}

export type PayoutStandIn = ReturnType<typeof createPayouts>

const receipt = ({ payout_id, idempotency_key, amount_cents }: Payment) => ({
  payout_id,
  idempotency_key,
  amount_cents,
  status: 'paid',
})

function readOrder(body: string) {
  try {
    return Order.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

const STATUS: Partial<Record<PayoutFault['kind'], number>> = {
  '500': 500,
  '401': 401,
  '404': 404,
  '422': 422,
  html: 502,
  redirect: 307,
}

function misbehave(kind: PayoutFault['kind'], reply: FastifyReply) {
  if (kind === 'html') return reply.code(502).type('text/html').send('<html><title>502 Bad Gateway</title></html>')
  if (kind === 'redirect') return reply.code(307).header('location', 'http://127.0.0.1:1/elsewhere').send()
  const status = STATUS[kind]
  if (status !== undefined) return reply.code(status).send({ error: 'simulated failure' })
  reply.hijack()
  if (kind !== 'hang') reply.raw.socket?.destroy()
  return reply
}
