import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { until } from '../until.ts'
import { dataFolder } from './data-folder.ts'
import { createForeignTelegram, type ForeignTelegram } from './foreign-telegram.ts'
import { chance } from './random.ts'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))
const SECRET = 'a-secret-of-the-tests'
const PATIENCE_MS = 60_000

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

test('after SIGTERM it is not ready, still takes webhooks, answers what it took, and ends with 0', async () => {
  const { telegram, house } = await open({ SHUTDOWN_DELAY_SECONDS: '3' })
  await house.says('posthouse ready')
  expect(await house.asks('/ready')).toBe(200)
  expect(await house.metric('bot_draining')).toBe(0)

  house.child.kill('SIGTERM')
  await until(async () => (await house.asks('/ready')) === 503, PATIENCE_MS, house.said)
  expect(await house.metric('bot_draining')).toBe(1)
  expect(await house.asks('/health')).toBe(200)
  expect(await house.takes(7, '/help')).toBe(200)

  expect(await house.ended, house.said()).toBe(0)
  expect(telegram.accepted.map(({ chat }) => chat)).toEqual([7])
  expect(house.said()).toContain('"event":"stopped"')
  expect(house.said()).not.toContain('"level":"error"')
}, 90_000)

test('a SIGTERM that comes while it is starting ends it with 0, and the next start works', async () => {
  const { folder, telegram } = await place()
  for (const moment of ['"event":"migrated"', '"event":"ready"']) {
    const house = await start(folder, telegram, {})
    await Promise.race([house.says(moment), house.ended])
    house.child.kill('SIGTERM')
    expect(await house.ended, house.said()).toBe(0)
    expect(house.said()).not.toContain('"event":"crashed"')
  }
  await (await start(folder, telegram, {})).says('posthouse ready')
}, 120_000)

test('a second signal ends it at once, with 1', async () => {
  const { house } = await open({ SHUTDOWN_DELAY_SECONDS: '10' })
  await house.says('posthouse ready')
  house.child.kill('SIGTERM')
  await house.says('"event":"stopping"')
  house.child.kill('SIGTERM')
  expect(await house.ended).toBe(1)
}, 90_000)

async function open(environment: Readonly<Record<string, string>>) {
  const { folder, telegram } = await place()
  return { telegram, house: await start(folder, telegram, environment) }
}

async function place() {
  const { folder, remove } = await dataFolder()
  cleanups.push(remove)
  const telegram = await createForeignTelegram({ bots: { bounty: 'webhook' }, secret: SECRET, chance: chance(1) })
  cleanups.push(telegram.close)
  return { folder, telegram }
}

/** `posthouse start` with webhooks on the embedded database. Nothing of the developer's environment reaches it. */
async function start(folder: string, telegram: ForeignTelegram, environment: Readonly<Record<string, string>>) {
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, ['--liftoff-only', MAIN, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      POSTHOUSE_DATA: folder,
      PORT: String(port),
      METRICS_PORT: '0',
      TELEGRAM_API_ROOT: telegram.root('house'),
      BOUNTY_TOKEN: telegram.tokenOf('bounty'),
      WEBHOOK_ENABLED: 'true',
      WEBHOOK_BASE_URL: `http://127.0.0.1:${port}`,
      WEBHOOK_SECRET: SECRET,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  cleanups.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const url = `http://127.0.0.1:${port}`
  return {
    child,
    ended,
    said: () => said,
    says: (words: string) =>
      until(
        () => said.includes(words),
        PATIENCE_MS,
        () => said,
      ),
    asks: async (path: string) => (await fetch(url + path)).status,
    metric: async (name: string) =>
      Number(new RegExp(`^${name} (\\S+)`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
    takes: async (chat: number, text: string) => {
      const person = { id: chat, is_bot: false, first_name: 'Ann', language_code: 'en' }
      const message = { message_id: 1, date: 1_770_000_000, chat: { id: chat, type: 'private' }, from: person, text }
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET }
      const body = JSON.stringify({ update_id: chat, message })
      return (await fetch(`${url}/webhook/bounty`, { method: 'POST', headers, body })).status
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
