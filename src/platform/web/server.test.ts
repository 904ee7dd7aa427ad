import { expect, test } from 'vitest'
import { createHealth } from '../ops/health.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createMetricsServer, createWeb } from './server.ts'

test('alive is not ready: readiness names what is missing and says no while stopping', async () => {
  let database: string | undefined = 'away'
  const health = createHealth({ database: async () => database })
  const web = createWeb({ health, metrics: createMetrics(), log: silentLog, routes: [] })
  const ready = async () => {
    const answer = await web.inject('/ready')
    return [answer.statusCode, answer.json()]
  }
  expect(await ready()).toEqual([503, { status: 'not ready', problems: { database: 'away' } }])
  expect((await web.inject('/health')).statusCode).toBe(200)
  database = undefined
  expect(await ready()).toEqual([200, { status: 'ready' }])
  health.drain()
  expect(await ready()).toEqual([503, { status: 'not ready', problems: { process: 'stopping' } }])
})

test('metrics are served on both ports, at both paths of the second', async () => {
  const metrics = createMetrics()
  metrics.counter('things_total', 'Things').add(3)
  metrics.gauge('level', 'Level', ['bot']).set(0.5, { bot: 'a' })
  const web = createWeb({ health: createHealth({}), metrics, log: silentLog, routes: [] })
  const own = createMetricsServer(metrics)
  for (const answer of [await web.inject('/metrics'), await own.inject('/metrics'), await own.inject('/')]) {
    expect(answer.headers['content-type']).toContain('text/plain')
    expect(answer.body).toContain('things_total 3')
    expect(answer.body).toContain('level{bot="a"} 0.5')
  }
})

test('every answer, errors too, carries the protecting headers and no detail of ours', async () => {
  const web = createWeb({
    health: createHealth({}),
    metrics: createMetrics(),
    log: silentLog,
    routes: [
      async (app) => {
        app.get('/broken', async () => {
          throw new Error('password=hunter2')
        })
      },
    ],
  })
  for (const path of ['/health', '/nowhere', '/broken', '/%2e%2e/etc/passwd']) {
    const answer = await web.inject(path)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.body).not.toContain('hunter2')
  }
})
