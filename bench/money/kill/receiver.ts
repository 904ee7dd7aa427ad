import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hangUp, textOf } from '../../storm/telegram/answer.ts'
import type { Held } from './held.ts'

const TOLERANCE_MS = 300_000

export interface Credit {
  readonly key: string
  readonly body: string
  readonly assignment: number
  readonly cents: number
}

export interface Asked {
  readonly key: string
  readonly body: string
  readonly attempt: string
  /** How often it had been asked about the key by then. */
  readonly lookUps: number
}

/** Where a request can be held: before it was read, before its answer leaves, or as a question about a key. */
type Place = 'request' | 'answer' | 'look-up'

/** A pay-out service that keeps the contract of the README, with its own books; it knows nothing of the bot's code. */
export interface Receiver {
  readonly url: string
  readonly credits: readonly Credit[]
  /** Every request to pay, in order. */
  readonly asked: readonly Asked[]
  /** Resolves when such a request about that assignment is being held; its socket is dead when it ends. */
  hold(place: Place, assignment: number): Promise<Held>
  /** The next answer about that assignment is lost. */
  lose(assignment: number): void
  close(): Promise<void>
}

export async function createReceiver(given: { secret: string; signingKey: string; now(): Date }): Promise<Receiver> {
  const credits: Credit[] = []
  const asked: Asked[] = []
  const lookUps: string[] = []
  const lost = new Set<number>()
  let awaited: { place: Place; assignment: number; stand(): Promise<boolean> } | undefined

  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const body = await textOf(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    const assignment = Number(/-a([0-9]+)-p/.exec(key)?.[1])
    if (request.method === 'GET') return lookUp(key, assignment, response)
    const attempt = String(request.headers['x-payout-attempt'] ?? '')
    asked.push({ key, body, attempt, lookUps: lookUps.filter((one) => one === key).length })
    if (!(await passes('request', assignment))) return hangUp(response)
    const { status, answer } = pay(request, key, body)
    await passes('answer', assignment)
    if (lost.delete(assignment)) return hangUp(response)
    write(response, status, answer)
  }

  async function lookUp(key: string, assignment: number, response: ServerResponse) {
    lookUps.push(key)
    await passes('look-up', assignment)
    const found = credits.findIndex((one) => one.key === key)
    if (found < 0) return write(response, 404, { error: 'no payment with this key' })
    write(response, 200, receipt(found))
  }

  /** False when nothing is to come of what was held here. */
  async function passes(place: Place, assignment: number): Promise<boolean> {
    if (awaited?.place !== place || awaited.assignment !== assignment) return true
    const { stand } = awaited
    awaited = undefined
    return stand()
  }

  function pay({ headers }: IncomingMessage, key: string, body: string): { status: number; answer: object } {
    const time = String(headers['x-payout-timestamp'] ?? '')
    const signature = createHmac('sha256', given.signingKey).update(`${time}.${key}.${body}`).digest('hex')
    if (headers['x-payout-secret'] !== given.secret) return { status: 401, answer: { error: 'wrong secret' } }
    if (headers['x-payout-signature'] !== `v1=${signature}`)
      return { status: 403, answer: { error: 'wrong signature' } }
    if (Math.abs(given.now().getTime() - Number(time) * 1000) > TOLERANCE_MS) {
      return { status: 403, answer: { error: 'too old or too new' } }
    }
    const known = credits.findIndex((one) => one.key === key)
    if (known >= 0 && credits[known]?.body !== body) return { status: 409, answer: { error: 'another body' } }
    if (known >= 0) return { status: 200, answer: receipt(known) }
    const { assignment_id, amount_cents } = JSON.parse(body) as { assignment_id: number; amount_cents: number }
    credits.push({ key, body, assignment: assignment_id, cents: amount_cents })
    return { status: 200, answer: receipt(credits.length - 1) }
  }

  const receipt = (index: number) => ({
    payout_id: `po_${index + 1}`,
    idempotency_key: credits[index]?.key,
    amount_cents: credits[index]?.cents,
    status: 'paid',
  })

  return {
    url: `http://127.0.0.1:${port}/payouts`,
    credits,
    asked,
    hold(place, assignment) {
      const standing = Promise.withResolvers<Held>()
      const ended = Promise.withResolvers<boolean>()
      awaited = {
        place,
        assignment,
        stand() {
          standing.resolve({ end: async (happens) => ended.resolve(happens) })
          return ended.promise
        },
      }
      return standing.promise
    },
    lose: (assignment) => void lost.add(assignment),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function write(response: ServerResponse, status: number, body: object) {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
