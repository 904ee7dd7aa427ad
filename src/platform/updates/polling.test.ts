import { afterEach, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'
import { freshDatabase } from '#testing/database.ts'
import { until } from '#testing/until.ts'
import type { Database } from '../db/database.ts'
import { systemClock } from '../ops/clock.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createTelegram } from '../telegram/client.ts'
import { createInbox } from './inbox.ts'
import { createPolling } from './polling.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function scene() {
  const database = await freshDatabase([HOUSE])
  const simulator = await createSimulator()
  const listed = simulator.bot({ username: 'ferry_bot', name: 'Ferry', about: '' })
  const metrics = createMetrics()
  const telegram = createTelegram({ apiRoot: simulator.url, token: listed.token, metrics })
  closing.push(simulator.close, telegram.close)
  const poll = (inboxOver: Database = database) => {
    const stop = new AbortController()
    const inbox = createInbox({ database: inboxOver, clock: systemClock, committed: () => undefined })
    const part = createPolling({
      bot: 'ferry',
      telegram,
      inbox,
      clock: systemClock,
      log: silentLog,
      metrics,
      allowed: ['message'],
      longPoll: 1,
    })
    const done = part.run(stop.signal)
    return async () => {
      stop.abort()
      await done
    }
  }
  return { database, simulator, listed, metrics, poll }
}

const stored = async (database: Database) =>
  (await database.query<{ payload: string }>('select payload from posthouse.inbox order by seq')).rows.map(
    (row) => JSON.parse(row.payload).message.text,
  )

const sayAll = (simulator: Simulator, bot: { id: number }, texts: string[]) => {
  const ann = simulator.person('Ann')
  for (const text of texts) simulator.says(ann, bot.id, text)
}

test('updates are stored in order and only then confirmed', async () => {
  const { database, simulator, listed, poll } = await scene()
  sayAll(simulator, listed, ['one', 'two', 'three'])
  const stop = poll()
  await until(async () => (await stored(database)).length === 3)
  expect(await stored(database)).toEqual(['one', 'two', 'three'])
  await until(() => simulator.pending() === 0)
  await stop()
})

test('while the database is away Telegram keeps the updates; they arrive once, when it is back', async () => {
  const { database, simulator, listed, poll } = await scene()
  let away = true
  const flaky: Database = {
    ...database,
    query: (text, values) => (away ? Promise.reject(new Error('connection refused')) : database.query(text, values)),
  }
  sayAll(simulator, listed, ['patience'])
  const stop = poll(flaky)
  await until(() => simulator.calls().filter(({ method }) => method === 'getUpdates').length >= 2)
  expect(simulator.pending()).toBe(1)
  away = false
  await until(async () => (await stored(database)).length > 0)
  await simulator.settled()
  expect(await stored(database)).toEqual(['patience'])
  await stop()
})

test('two pollers quarrel, which is counted, and neither loses nor doubles anything', async () => {
  const { database, simulator, listed, metrics, poll } = await scene()
  const stops = [poll(), poll()]
  await until(async () =>
    /bot_polling_conflicts_by_kind_total\{bot="ferry",kind="poller"\} [1-9]/.test((await metrics.scrape()).text),
  )
  const texts = Array.from({ length: 20 }, (_, n) => `word ${n}`)
  for (const text of texts) sayAll(simulator, listed, [text])
  await until(async () => (await stored(database)).length >= texts.length)
  await simulator.settled()
  expect(await stored(database)).toEqual(texts)
  await Promise.all(stops.map((stop) => stop()))
})

test('a webhook that somebody set is not removed: it is counted and polling goes on when it is gone', async () => {
  const { database, simulator, listed, metrics, poll } = await scene()
  const telegram = createTelegram({ apiRoot: simulator.url, token: listed.token, metrics })
  closing.push(telegram.close)
  await telegram.call('setWebhook', { url: 'http://127.0.0.1:9/nowhere' })
  const stop = poll()
  await until(async () => /kind="webhook"\} [1-9]/.test((await metrics.scrape()).text))
  expect(await telegram.call('getWebhookInfo', {})).toMatchObject({ url: 'http://127.0.0.1:9/nowhere' })
  await telegram.call('deleteWebhook', {})
  sayAll(simulator, listed, ['after all'])
  await until(async () => (await stored(database)).length === 1)
  await stop()
})
