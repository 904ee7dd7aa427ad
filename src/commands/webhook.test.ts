import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { systemClock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import type { WebhookAuth } from '#platform/updates/guard.ts'
import { webhookSecret } from '#platform/updates/secret.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { createWeb } from '#platform/web/server.ts'
import { createSimulator } from '#simulator/simulator.ts'
import { posthouse } from '#testing/cli.ts'
import { webhook } from './webhook.ts'

// Every command is a process; a busy machine takes seconds for each.
vi.setConfig({ testTimeout: 120_000 })

const ROOT = 'the-root-of-all-secrets'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A small Telegram, a bot in it, and a door of ours; what the door lets in is counted, and should be nothing. */
async function scene({ version = 1, auth = 'telegram' as WebhookAuth } = {}) {
  const simulator = await createSimulator()
  const bot = simulator.bot({ username: 'bounty_bot', name: 'Bounty', about: '' })
  const letIn: unknown[] = []
  const web = createWeb({
    health: createHealth({}),
    metrics: createMetrics(),
    log: silentLog,
    door: webhookDoor({
      inbox: {
        accept: async (incoming) => void letIn.push(incoming),
        acceptAll: async () => undefined,
        idle: () => true,
      },
      clock: systemClock,
      log: silentLog,
      metrics: createMetrics(),
      secrets: new Map([['bounty', [webhookSecret(ROOT, bot.id, version)]]]),
      auth,
    }),
  })
  const url = await web.listen({ host: '127.0.0.1', port: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-webhook-'))
  closers.push(
    () => simulator.close(),
    () => web.close(),
    () => rmSync(folder, { recursive: true, force: true }),
  )
  const environment = {
    POSTHOUSE_DATA: folder,
    BOUNTY_TOKEN: bot.token,
    TELEGRAM_API_ROOT: simulator.url,
    WEBHOOK_ENABLED: 'true',
    WEBHOOK_BASE_URL: url,
    WEBHOOK_SECRET: ROOT,
  }
  return { simulator, bot, url, letIn, environment }
}

test('a webhook is set, tried out without a trace, and taken away with nothing lost', async () => {
  const { simulator, bot, url, letIn, environment } = await scene({ version: 2 })
  const rotated = { ...environment, WEBHOOK_SECRET_VERSION: '2' }
  const set = await posthouse(rotated, 'webhook', 'set', 'bounty', '--max-connections', '7', '--verify')
  expect([set.code, set.errors]).toEqual([0, ''])
  expect(set.out.split('\n')).toEqual([
    `bounty: Telegram sends updates to ${url}/webhook/bounty`,
    `bounty: ok    set to ${url}/webhook/bounty`,
    'bounty: ok    all update types are asked for',
    'bounty: ok    a wrong secret gets 401',
    'bounty: ok    the right secret gets in',
    'bounty:       0 updates pending, no error',
    '',
  ])
  expect(letIn).toEqual([])
  const [call] = simulator.calls(bot).filter(({ method }) => method === 'setWebhook')
  expect(call?.request).toMatchObject({ max_connections: 7 })
  simulator.says(simulator.person('Ann'), bot, 'hello')
  await simulator.settled()
  expect(letIn).toHaveLength(1)

  const unsure = await posthouse(environment, 'webhook', 'delete')
  expect([unsure.code, unsure.errors]).toEqual([3, expect.stringContaining('add --yes')])
  const gone = await posthouse(environment, 'webhook', 'delete', '--yes')
  expect([gone.code, gone.out]).toEqual([0, expect.stringContaining('the webhook is gone; 0 updates wait at Telegram')])
})

test('what is wrong is said: another address, a door that does not know the secret, nobody at home', async () => {
  const { environment } = await scene({ version: 2, auth: 'all' })
  const rotated = await posthouse({ ...environment, WEBHOOK_SECRET_VERSION: '2' }, 'webhook', 'verify')
  expect(rotated.out).toContain('bounty: ok    the right secret gets in')
  const wrong = await posthouse(environment, 'webhook', 'verify')
  expect(wrong.code).toBe(1)
  expect(wrong.out).toContain('bounty: WRONG set to nothing, not to ')
  expect(wrong.out).toContain('bounty: WRONG not asked for: message, ')
  expect(wrong.out).toContain('bounty: ok    a wrong secret gets 401')
  expect(wrong.out).toContain('bounty: WRONG the right secret gets in: no, 401 and not 400')

  const away = await posthouse(
    { ...environment, WEBHOOK_BASE_URL: 'http://127.0.0.1:1' },
    'webhook',
    'verify',
    'bounty',
  )
  expect([away.code, away.out]).toEqual([
    1,
    expect.stringContaining('a wrong secret gets no answer (ECONNREFUSED), not 401'),
  ])
  const silent = await posthouse({ ...environment, TELEGRAM_API_ROOT: 'http://127.0.0.1:1' }, 'webhook', 'set')
  expect([silent.code, silent.errors]).toEqual([69, 'Telegram does not answer: setWebhook: ECONNREFUSED\n'])
  const polling = await posthouse({ ...environment, WEBHOOK_ENABLED: 'false' }, 'webhook', 'set')
  expect([polling.code, polling.errors]).toEqual([78, expect.stringContaining('WEBHOOK_ENABLED=true')])
  for (const ran of [wrong, away, silent, polling]) {
    expect(ran.out + ran.errors).not.toContain(ROOT)
    expect(ran.out + ran.errors).not.toContain(environment.BOUNTY_TOKEN)
  }
})

test('whoever mistypes learns what to type, and what people wrote is never dropped', async () => {
  const mistakes: [code: number, told: string, words: string[]][] = [
    [64, 'posthouse webhook set', []],
    [64, 'There is no bot "ghost"', ['set', 'ghost']],
    [64, 'write a number', ['set', '--max-connections', 'many']],
    [64, '1 to 100', ['set', '--max-connections', '101']],
    [3, 'posthouse updates drop <bot>', ['delete', '--drop-pending', '--yes']],
  ]
  for (const [code, told, words] of mistakes) {
    await expect(webhook(words), told).rejects.toMatchObject({ code, message: expect.stringContaining(told) })
  }
})
