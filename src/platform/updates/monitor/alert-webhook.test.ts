import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bot, minutes, seconds } from '#platform/bot.ts'
import { ALERT_SECRET, closeHouses, houses } from '#testing/houses.ts'
import { until } from '#testing/until.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  await closeHouses()
  for (const close of closing.splice(0)) await close()
})

const ferry = bot({ name: 'ferry', commands: { start: (ctx) => ctx.reply('Hello.') } })

/** A house whose incidents are also told to a receiver, which answers as `answers` says. */
async function scene(answers: number[] = []) {
  const got: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    got.push({ headers: request.headers, body })
    response.writeHead(answers.shift() ?? 204).end()
  }).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await until(() => server.listening)
  const alertUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/the-secret-path`
  const all = await houses([ferry], { alertUrl })
  const poller = all.process()
  all.process()
  await poller.polls('ferry')
  await all.passes(minutes(2))
  const rows = async () =>
    (await all.database.query('select event, tries, sent_at, failed_at, error from posthouse.alerts order by 1')).rows
  return { ...all, got, poller, rows }
}

test('a receiver outside is told of an incident and of its end, signed, once each', async () => {
  const { poller, passes, got, rows } = await scene()
  poller.hangs()
  await passes(minutes(20))
  await poller.polls('ferry')
  await passes(minutes(3))
  const events = got.map(({ body }) => JSON.parse(body))
  expect(events).toMatchObject([
    {
      event: 'opened',
      bot: 'ferry',
      kind: 'heartbeat',
      environment: 'test',
      since: '2026-05-01T00:02:00.000Z',
      until: null,
    },
    { event: 'recovered', bot: 'ferry', kind: 'heartbeat', since: '2026-05-01T00:02:00.000Z' },
  ])
  expect(events[0].text).toContain('ferry does not hear anybody')
  for (const { headers, body } of got) {
    const key = String(headers['idempotency-key'])
    expect(JSON.parse(body).id).toBe(key)
    const signed = `${headers['x-alert-timestamp']}.${key}.${body}`
    const signature = createHmac('sha256', ALERT_SECRET).update(signed).digest('hex')
    expect(headers['x-alert-signature']).toBe(`v1=${signature}`)
  }
  expect(new Set(got.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
  expect(await rows()).toMatchObject([
    { event: 'opened', tries: 1, error: null, failed_at: null },
    { event: 'recovered', tries: 1, error: null, failed_at: null },
  ])
})

test('a receiver that fails is tried again with the same key, three times in all', async () => {
  const { poller, passes, got, rows, logged } = await scene([500, 302, 204, 500, 500, 500])
  poller.hangs()
  while (got.length === 0) await passes(seconds(5))
  await passes(seconds(15))
  expect(got).toHaveLength(2)
  await passes(seconds(40))
  expect(got).toHaveLength(2)
  await passes(seconds(25))
  expect(got).toHaveLength(3)
  expect(new Set(got.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(got.map(({ headers }) => headers['x-alert-attempt'])).toEqual(['1', '2', '3'])
  await passes(minutes(30))
  await poller.polls('ferry')
  await passes(minutes(30))
  expect(got).toHaveLength(6)
  expect(await rows()).toMatchObject([
    { event: 'opened', tries: 3, error: null, failed_at: null },
    { event: 'recovered', tries: 3, error: 'status 500', sent_at: null },
  ])
  const warned = logged.filter(({ event }) => String(event).startsWith('alert_webhook_')).map(({ event }) => event)
  expect(warned.sort()).toEqual([...Array(4).fill('alert_webhook_failed'), 'alert_webhook_given_up'])
  expect(JSON.stringify(logged)).not.toContain('the-secret-path')
})
