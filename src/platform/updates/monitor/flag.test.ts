import { afterEach, describe, expect, test } from 'vitest'
import { bot, minutes } from '#platform/bot.ts'
import { closeHouses, houses } from '#testing/houses.ts'
import { hasRedisServer, ownRedis } from '#testing/redis.ts'
import { until } from '#testing/until.ts'
import { openRedis } from '../../db/redis.ts'
import { createLog } from '../../ops/log.ts'
import { createMetrics } from '../../ops/metrics.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  await closeHouses()
  for (const close of closing.splice(0).reverse()) await close()
})

const ferry = bot({ name: 'ferry', commands: { start: (ctx) => ctx.reply('Hello.') } })
const barge = bot({ name: 'barge', commands: { start: (ctx) => ctx.reply('Hello.') } })
const KEY = 'bot_polling_alert_sent'

async function scene(bots = [ferry]) {
  const server = await ownRedis()
  closing.push(server.close)
  const redis = await openRedis({ url: server.url, log: createLog({ level: 'silent' }), metrics: createMetrics() })
  closing.push(redis.close)
  const all = await houses(bots, { redis })
  const olena = all.person('Olena', 'ferry')
  await olena.says('/start')
  const poller = all.process()
  all.process()
  await poller.polls(...bots.map(({ name }) => name))
  await all.passes(minutes(2))
  const told = () => olena.screen().filter((line) => /🔴|🟢/u.test(line)).length
  return { ...all, server, poller, told, get: (key: string) => server.say('get', key) }
}

describe.skipIf(!hasRedisServer)('with a Redis (skipped where there is no redis-server)', () => {
  test('redis-cli shows that the alert was sent and since when it is wrong, until it is right again', async () => {
    const { poller, passes, get, server } = await scene()
    expect(await get(KEY)).toBeNull()
    poller.hangs()
    await passes(minutes(7))
    expect(await get(KEY)).toBe('1 2026-05-01T00:02:00.000Z')
    await server.say('flushall')
    await passes(minutes(1))
    expect(await get(KEY), 'said again').toBe('1 2026-05-01T00:02:00.000Z')
    await poller.polls('ferry')
    await passes(minutes(1))
    expect(await get(KEY)).toBeNull()
  })

  test('several bots have a flag each', async () => {
    const { poller, passes, get } = await scene([ferry, barge])
    poller.hangs()
    await passes(minutes(7))
    expect(await get(`${KEY}:ferry`)).toBe('1 2026-05-01T00:02:00.000Z')
    expect(await get(`${KEY}:barge`)).toBe('1 2026-05-01T00:02:00.000Z')
    expect(await get(KEY)).toBeNull()
  })

  test('a Redis that dies takes nothing with it: what is wrong is told, and the flag comes back with the Redis', async () => {
    const { poller, passes, get, server, told, logged } = await scene()
    await server.kill()
    poller.hangs()
    await passes(minutes(7))
    expect(told()).toBe(1)
    expect(logged.filter(({ event }) => event === 'alert_flag_not_mirrored').length).toBeGreaterThanOrEqual(1)
    await server.start()
    await until(async () => {
      await passes(minutes(1))
      return (await get(KEY)) !== null
    })
    await poller.polls('ferry')
    await passes(minutes(2))
    expect(told()).toBe(2)
    expect(await get(KEY)).toBeNull()
  })
})
