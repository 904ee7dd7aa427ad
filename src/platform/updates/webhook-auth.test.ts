import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { bot, hours, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import type { WebhookAuth } from './guard.ts'
import { versionSince } from './rotation.ts'
import { keysOf, webhookSecret } from './secret.ts'

const quiet = bot({ name: 'quiet', commands: {} })
const SECRET = 'what-the-relay-knows'
const TOKEN = { 'x-telegram-bot-api-secret-token': SECRET }

const bodyOf = (id: number) => JSON.stringify({ update_id: id, message: { message_id: id, chat: { id: 5 } } })

const post = async (world: Town, body: string, headers: Record<string, string>) =>
  (
    await fetch(`${world.web.url}/webhook/quiet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  ).status

function signed(world: Town, body: string, { secret = SECRET, late = 0 } = {}): Record<string, string> {
  const timestamp = String(Math.floor(world.now.getTime() / 1000) - late)
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'x-signature-256': `sha256=${signature}`, 'x-signature-timestamp': timestamp }
}

const opened = (auth: WebhookAuth) => town(quiet, { webhook: { auth, secrets: [SECRET] } })
const stored = (world: Town) => rowsOf(world, 'select update_id from posthouse.inbox')

test('a relay that signs the body is let in once with each signature', async () => {
  const world = await opened('hmac')
  const body = bodyOf(1)
  const first = signed(world, body)
  expect(await post(world, body, first)).toBe(200)
  expect(await post(world, body, first)).toBe(409)
  expect(await post(world, body, { ...first, 'x-signature-256': first['x-signature-256']!.toUpperCase() })).toBe(409)
  await world.passes(seconds(299))
  expect(await post(world, body, first)).toBe(409)
  expect(await post(world, body, signed(world, body))).toBe(200)
  expect(await stored(world)).toEqual([{ update_id: 1 }])
  const at = Math.floor(world.now.getTime() / 1000)
  const ahead = signed(world, body, { late: -299 })
  expect([at, await post(world, body, ahead)]).toEqual([at, 200])
  await world.passes(seconds(590))
  expect(await post(world, body, ahead)).toBe(409)
})

test('what was not stored may be sent again with the same signature', async () => {
  const world = await opened('hmac')
  const body = bodyOf(1)
  const headers = signed(world, body)
  await world.database.query('alter table posthouse.inbox rename to inbox_away')
  expect(await post(world, body, headers)).toBe(503)
  await world.database.query('alter table posthouse.inbox_away rename to inbox')
  expect(await post(world, body, headers)).toBe(200)
})

test('a signature of other bytes, of another key, of another time, or of no form is none', async () => {
  const world = await opened('hmac')
  const body = bodyOf(1)
  const good = signed(world, body)
  const wrong: Record<string, string>[] = [
    {},
    TOKEN,
    signed(world, ` ${body}`),
    signed(world, body, { secret: `${SECRET}x` }),
    signed(world, body, { late: 301 }),
    signed(world, body, { late: -301 }),
    { ...good, 'x-signature-timestamp': String(Number(good['x-signature-timestamp']) + 1) },
    { ...good, 'x-signature-timestamp': '' },
    { ...good, 'x-signature-timestamp': 'NaN' },
    { ...good, 'x-signature-256': '' },
    { ...good, 'x-signature-256': `${good['x-signature-256']}00` },
    { ...good, 'x-signature-256': good['x-signature-256']!.slice(7) },
    { ...good, 'x-signature-256': `${good['x-signature-256']}, ${good['x-signature-256']}` },
  ]
  for (const [index, headers] of wrong.entries()) {
    expect([index, await post(world, body, headers)]).toEqual([index, 401])
  }
  expect(await stored(world)).toEqual([])
  const { text } = await world.metrics.scrape()
  for (const reason of ['missing', 'wrong', 'stale', 'duplicate']) {
    expect(text).toContain(`webhook_auth_failures_total{bot="quiet",reason="${reason}"}`)
  }
})

test('one of both, or both, where it is configured so', async () => {
  const either = await opened('any')
  expect(await post(either, bodyOf(1), TOKEN)).toBe(200)
  expect(await post(either, bodyOf(1), TOKEN)).toBe(200)
  expect(await post(either, bodyOf(2), signed(either, bodyOf(2)))).toBe(200)
  const wrongToken = { 'x-telegram-bot-api-secret-token': 'x' }
  expect(await post(either, bodyOf(3), { ...wrongToken, ...signed(either, bodyOf(3)) })).toBe(200)
  expect(await post(either, bodyOf(4), wrongToken)).toBe(401)
  expect(await post(either, bodyOf(4), signed(either, bodyOf(5)))).toBe(401)
  expect(await post(either, bodyOf(4), {})).toBe(401)
  expect(await stored(either)).toHaveLength(3)
  await either.close()

  const both = await opened('all')
  expect(await post(both, bodyOf(1), TOKEN)).toBe(401)
  expect(await post(both, bodyOf(1), signed(both, bodyOf(1)))).toBe(401)
  expect(await post(both, bodyOf(1), { ...TOKEN, ...signed(both, bodyOf(2)) })).toBe(401)
  expect(await post(both, bodyOf(1), { ...TOKEN, ...signed(both, bodyOf(1)) })).toBe(200)
  expect(await stored(both)).toHaveLength(1)
})

test('a rotated secret: the one before is good for a day, the next one at once, others never', async () => {
  const root = 'the-root-of-all'
  const since = new Date('2026-03-02T09:00:00Z')
  const keys = (alone: boolean) => keysOf({ root, botId: 42, version: 2, since, alone })
  const world = await town(quiet, { at: since, webhook: { secrets: keys(false) } })
  const status = (secret: string) => post(world, bodyOf(1), { 'x-telegram-bot-api-secret-token': secret })
  const versions = async () => Promise.all([1, 2, 3, 4].map((version) => status(webhookSecret(root, 42, version))))
  expect(await versions()).toEqual([200, 200, 200, 401])
  await world.passes(hours(23))
  expect(await versions()).toEqual([200, 200, 200, 401])
  await world.passes(hours(2))
  expect(await versions()).toEqual([401, 200, 200, 401])
  expect(await status(webhookSecret(root, 43, 2)), 'the secret of another bot').toBe(401)
  expect(await status(root), 'the root, where several bots run').toBe(401)
  expect(keys(true).at(-1)).toBe(root)
})

test('the day of a rotation begins with the first process that has the new version, and no restart begins it anew', async () => {
  const world = await town(quiet)
  const began = world.now
  expect(await versionSince(world.database, 1, world.now), 'there is none before the first').toBeUndefined()
  expect(await versionSince(world.database, 2, world.now)).toEqual(began)
  await world.passes(hours(30))
  expect(await versionSince(world.database, 2, world.now)).toEqual(began)
  expect(await versionSince(world.database, 3, world.now)).toEqual(world.now)
})

test('no part of the secret opens the door, nor more than it', async () => {
  const world = await opened('telegram')
  const wrong = [
    '',
    SECRET.slice(0, -1),
    `${SECRET}x`,
    SECRET.toUpperCase(),
    'x'.repeat(512),
    `${SECRET}${'x'.repeat(600)}`,
  ]
  for (const token of wrong)
    expect(await post(world, bodyOf(1), { 'x-telegram-bot-api-secret-token': token })).toBe(401)
  expect(await stored(world)).toEqual([])
  expect(await post(world, bodyOf(1), TOKEN)).toBe(200)
})
