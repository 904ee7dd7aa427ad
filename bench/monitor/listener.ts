import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atTheEnd } from '../rolling/cleanup.ts'

/** Stands for what is outside: the receiver of alerts, and the service that misses pings. It knows nothing of ours but what the documents say. */
export interface Listener {
  readonly url: string
  readonly secret: string
  readonly alerts: { event: string; key: string; tries: number; isSigned: boolean; body: Record<string, unknown> }[]
  pings(): number
}

export async function openListener(): Promise<Listener> {
  const secret = 'a-secret-of-this-run-only'
  const alerts: Listener['alerts'] = []
  let pings = 0
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    if (request.url === '/ping') pings += 1
    else {
      const of = (name: string) => String(request.headers[name] ?? '')
      const key = of('idempotency-key')
      const made = createHmac('sha256', secret)
        .update(`${of('x-alert-timestamp')}.${key}.${text}`)
        .digest('hex')
      const body = JSON.parse(text)
      const isSigned = of('x-alert-signature') === `v1=${made}`
      alerts.push({ event: body.event, key, tries: Number(of('x-alert-attempt')), isSigned, body })
    }
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  atTheEnd(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret, alerts, pings: () => pings }
}
