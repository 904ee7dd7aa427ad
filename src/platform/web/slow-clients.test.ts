import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { until } from '#testing/until.ts'
import { createHealth, type Health } from '../ops/health.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { closeDoor, createWeb } from './server.ts'

const HASTY = { headMs: 150, requestMs: 300, lookMs: 50 }

let web: FastifyInstance | undefined
afterEach(async () => {
  web?.server.closeAllConnections()
  await web?.close()
})

test('a head or a body that never ends gets 408, and nobody else notices', async () => {
  const port = await open(HASTY)
  const silent = await speak(port, '')
  const head = await speak(port, 'POST /echo HTTP/1.1\r\nhost: a\r\nx-slow: 1')
  const body = await speak(
    port,
    'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[',
  )
  const chunked = await speak(
    port,
    'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n[\r\n',
  )
  const others = []
  for (let turn = 0; turn < 20; turn += 1) others.push((await fetch(`http://127.0.0.1:${port}/health`)).status)
  expect(new Set(others)).toEqual(new Set([200]))
  for (const client of [silent, head, body, chunked]) {
    await client.closed
    expect(client.heard()).toMatch(/^HTTP\/1\.1 408 /)
  }
})

test('while it is stopping every answer closes its connection, and a request under way is still answered', async () => {
  const port = await open()
  const client = await speak(port, 'GET /slow HTTP/1.1\r\nhost: a\r\n\r\n')
  await until(() => asked)
  health.drain()
  const closed = closeDoor(web!, handClock(new Date()))
  answer()
  await closed
  await client.closed
  expect(client.heard()).toMatch(/^HTTP\/1\.1 200 /)
  expect(client.heard().toLowerCase()).toContain('connection: close')
})

test('a request that never ends does not keep the door open for more than three seconds', async () => {
  const port = await open()
  const client = await speak(
    port,
    'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[',
  )
  await until(() => asked)
  const clock = handClock(new Date())
  const closed = closeDoor(web!, clock)
  await until(() => clock.next() !== undefined)
  clock.moveTo(new Date(clock.now().getTime() + 3_000))
  await closed
  await client.closed
})

let health: Health
let asked = false
let answer: () => void

async function open(patience?: typeof HASTY): Promise<number> {
  health = createHealth({})
  asked = false
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  web = createWeb({
    health,
    metrics: createMetrics(),
    log: silentLog,
    ...(patience ? { patience } : {}),
    routes: [
      async (app) => {
        app.addHook('onRequest', async () => {
          asked = true
        })
        app.post('/echo', async (request) => request.body)
        app.get('/slow', async () => {
          await answered
          return { status: 'ok' }
        })
      },
    ],
  })
  return Number(new URL(await web.listen({ host: '127.0.0.1', port: 0 })).port)
}

/** A client that says this much and then waits. */
async function speak(port: number, words: string) {
  const socket: Socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  socket.write(words)
  return { closed, heard: () => heard }
}
