import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clock } from '../clock.ts'

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

export interface PayoutFault {
  kind: 'drop-before' | 'drop-after' | '500' | 'hang' | 'no-payout-id' | 'html'
  times?: number
}

export interface PayoutState {
  payments: Payment[]
  requests: PayoutRequest[]
}

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
  changed: () => void
  saved: PayoutState | undefined
}) {
  const state: PayoutState = options.saved ?? { payments: [], requests: [] }
  const faults: { kind: PayoutFault['kind']; left: number }[] = []

  async function pay(request: FastifyRequest, reply: FastifyReply) {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const fault = faults[0]
    if (fault && --fault.left <= 0) faults.shift()
    if (fault && fault.kind !== 'drop-after' && fault.kind !== 'no-payout-id') {
      log(request, body, fault.kind === '500' ? 500 : fault.kind === 'html' ? 502 : 0)
      return misbehave(fault.kind, reply)
    }
    const { status, answer, replayed } = decide(request, body)
    log(request, body, status)
    if (fault?.kind === 'drop-after') return misbehave('drop-after', reply)
    if (replayed) void reply.header('idempotent-replayed', 'true')
    if (fault) delete answer.payout_id
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
    const order = readOrder(body)
    if (!order) return refused(400, 'user_id, assignment_id and amount_cents must be integers, the amount positive')
    const key = request.headers['idempotency-key'] ? String(request.headers['idempotency-key']) : null
    const known = key === null ? undefined : state.payments.find((p) => p.idempotency_key === key)
    if (known && known.body !== body) return refused(409, 'this idempotency key was used with another body')
    if (known) known.repeats++
    const payment = known ?? record(order, key, body)
    return { status: 200, answer: receipt(payment) as Record<string, unknown>, replayed: known !== undefined }
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

function misbehave(kind: PayoutFault['kind'], reply: FastifyReply) {
  if (kind === '500') return reply.code(500).send({ error: 'simulated failure' })
  if (kind === 'html') return reply.code(502).type('text/html').send('<html><title>502 Bad Gateway</title></html>')
  reply.hijack()
  if (kind !== 'hang') reply.raw.socket?.destroy()
  return reply
}

const hash = (text: string) => createHash('sha256').update(text).digest()
const sameSecret = (given: string, wanted: string) => timingSafeEqual(hash(given), hash(wanted))
