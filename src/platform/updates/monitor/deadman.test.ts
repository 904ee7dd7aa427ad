import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bot, minutes, seconds } from '#platform/bot.ts'
import { closeHouses, houses } from '#testing/houses.ts'
import { until } from '#testing/until.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  await closeHouses()
  for (const close of closing.splice(0)) await close()
})

const ferry = bot({ name: 'ferry', commands: { start: (ctx) => ctx.reply('Hello.') } })

async function scene(options: Parameters<typeof houses>[1] = {}) {
  const all = await houses([ferry], options)
  const olena = all.person('Olena', 'ferry', { language: 'ru' })
  await olena.says('/start')
  const told = () => olena.screen().filter((line) => /🔴|🟢/u.test(line)).length
  return { ...all, olena, told }
}

test('when nobody looks after the bots for three minutes, each process notices and it is told once', async () => {
  const { process, passes, told, olena } = await scene()
  const poller = process({ monitors: false })
  process({ monitors: false })
  await poller.polls('ferry')
  const looking = process()
  await passes(minutes(10))
  expect(told()).toBe(0)

  await looking.dies()
  await passes(minutes(3) - seconds(30))
  expect(told()).toBe(0)
  await passes(minutes(2))
  expect(told()).toBe(1)
  olena.sees('🔴 Монитор молчит')
  olena.sees('ferry')
  olena.sees('monitor_bot_heartbeat_failed')
  await passes(minutes(30))
  expect(told(), 'nothing is repeated').toBe(1)

  process()
  await passes(minutes(3))
  expect(told()).toBe(2)
  olena.sees('🟢 Монитор снова работает')
})

test('where it has never begun, that is told as well', async () => {
  const { process, passes, told, olena } = await scene()
  process({ monitors: false })
  await passes(minutes(5))
  expect(told()).toBe(1)
  olena.sees('🔴 Монитор не начал работать')
})

test('a process that has just come, or has slept, accuses nobody of the time before', async () => {
  const { process, passes, sleeps, told } = await scene()
  const before = process()
  await before.polls('ferry')
  await passes(minutes(5))
  await before.dies()
  await sleeps(minutes(60))
  const after = process()
  await after.polls('ferry')
  await passes(minutes(10))
  await sleeps(minutes(60))
  await passes(minutes(10))
  expect(told()).toBe(0)
})

test('a service outside is asked for after every round; when it does not answer, the log does not tell its address', async () => {
  let asked = 0
  let status = 200
  const server = createServer((_, response) => {
    asked += 1
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await until(() => server.listening)
  const pingUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/the-secret-path`
  const { process, passes, logged } = await scene({ pingUrl })
  const only = process()
  await only.polls('ferry')
  await passes(minutes(6))
  expect(asked).toBeGreaterThanOrEqual(5)
  expect(asked).toBeLessThanOrEqual(6)
  expect(logged.map(({ event }) => event)).not.toContain('deadman_ping_failed')

  status = 500
  await passes(minutes(1))
  expect(logged.find(({ event }) => event === 'deadman_ping_failed')).toMatchObject({
    host: '127.0.0.1',
    message: 'status 500',
  })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await passes(minutes(1))
  expect(logged.filter(({ event }) => event === 'deadman_ping_failed').at(-1)).toMatchObject({
    message: 'ECONNREFUSED',
  })
  expect(JSON.stringify(logged)).not.toContain('the-secret-path')
  expect((await only.metrics.scrape()).text).toMatch(/deadman_pings_total\{result="failed"\} [12]/)
})
