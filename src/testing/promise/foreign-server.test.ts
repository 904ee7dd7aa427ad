import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#platform/ops/clock.ts'
import { createLog } from '#platform/ops/log.ts'
import type { Bot } from '#platform/updates/bot.ts'
import { freshDatabase } from '../database.ts'
import { until } from '../until.ts'
import { runHouse } from './run-house.ts'

const EXAMPLE = new URL('../../../examples/reminder/bot.ts', import.meta.url).href
const TOKEN = '123456:a_token_for_the_foreign_server'
const PATIENCE_MS = 20_000

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

test('by polling, a Bot API server written by somebody else is served as Telegram is', async () => {
  const { says, sees, metric, logged } = await enter()

  await says('/start')
  await sees('I remember things for you.')
  await says('/remind')
  await sees('What shall I remind you of?')
  await says('buy <b>bread</b> & _milk_')
  await sees('In how many minutes?')
  await says('soon')
  await sees('"soon" is not a number of minutes')
  await says('20')
  await sees('Noted: buy <b>bread</b> & _milk_')
  await says('/list')
  await sees('buy <b>bread</b> & _milk_')

  // It has never heard of setMyCommands and says so with a 500 of its own shape: told in the log, and no more than that.
  await until(
    () => logged('menu_not_published') === 1,
    PATIENCE_MS,
    () => 'the menu was not tried',
  )
  expect(logged('introduced')).toBe(1)
  expect(logged('introduction_failed')).toBe(0)
  expect(await metric('bot_dead_letters{bot="reminder"}')).toBe(0)
  expect(await metric('telegram_ambiguous_sends_total')).toBe(0)
}, 60_000)

test('a server that answers getUpdates at once, with nothing, is not asked without a pause', async () => {
  const { metric } = await enter()
  const asked = () => metric('telegram_requests_total{method="getUpdates",code="200"}')
  await until(
    async () => (await asked()) > 0,
    PATIENCE_MS,
    () => 'no getUpdates at all',
  )
  const before = { count: await asked(), at: performance.now() }
  await until(
    async () => (await asked()) >= before.count + 5,
    PATIENCE_MS,
    () => 'no five rounds more',
  )
  expect(performance.now() - before.at, 'milliseconds for five rounds').toBeGreaterThan(900)
}, 60_000)

/** A person in front of the reminder example, which runs against the foreign server over HTTP. */
async function enter() {
  const server = new TelegramServer({ host: '127.0.0.1', port: await freePort() })
  await server.start()
  cleanups.push(() => server.stop())
  const { default: reminder } = (await import(EXAMPLE)) as { default: Bot }
  const bot: Bot = { ...reminder, menu: { remind: textOf('Remind me of something') } }
  const lines: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const house = await runHouse({
    database: await freshDatabase([{ schema: 'posthouse', folder: PLATFORM }]),
    clock: systemClock,
    log,
    telegram: server.config.apiURL,
    secret: 'unused_by_polling',
    guests: [{ bot, token: TOKEN, door: 'polling' }],
    introduces: true,
  })
  cleanups.push(house.stop)
  const ann = server.getClient(TOKEN, { userId: 5, chatId: 5, firstName: 'Ann', timeout: PATIENCE_MS, interval: 20 })
  return {
    says: async (text: string) => {
      if (text.startsWith('/')) await ann.sendCommand(ann.makeCommand(text))
      else await ann.sendMessage(ann.makeMessage(text))
    },
    sees: async (wanted: string) => {
      const { result } = await ann.getUpdates()
      expect(result.map(({ message }) => message.text).join('\n')).toContain(wanted)
    },
    logged: (event: string) => lines.filter((line) => line.includes(`"event":"${event}"`)).length,
    metric: async (name: string) => {
      const { text } = await house.metrics.scrape()
      return Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')
          .at(-1) ?? 0,
      )
    },
  }
}

const PLATFORM = fileURLToPath(new URL('../../platform/db/migrations', import.meta.url))
const textOf = (text: string) => ({ in: () => ({ text, entities: [] }) })

/** The foreign server wants a number of its own; the kernel knows one that is free. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
