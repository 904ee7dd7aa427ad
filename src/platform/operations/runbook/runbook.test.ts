import { expect, test } from 'vitest'
import { resolve } from '../../telegram/text.ts'
import { beforeDev, notAnswering, type Sight, walk } from './runbook.ts'

// Each step on its own: what it looks at decides, and nothing else.

const LEASE = { held: true, heartbeatAge: 5, holder: { bot: 'ferry', host: 'web-1', pid: 7, env: 'test' } }
const WELL = {
  now: new Date('2026-03-02T09:00:00Z'),
  status: {
    bot: 'ferry',
    mode: 'polling',
    lease: LEASE,
    backlog: 0,
    backlogAge: 0,
    outbox: 0,
    outboxAge: 0,
  },
  errors: [],
  processes: 1,
  telegram: { username: 'ferry_bot', url: '', pending: 0, lastError: undefined },
  safe: (text: string) => text,
} as unknown as Sight

const status = (change: object) => ({ ...WELL, status: { ...WELL.status, ...change } }) as Sight
const telegram = (change: object) => ({ ...WELL, telegram: { ...WELL.telegram, ...change } }) as Sight
const webhook = (change: object) =>
  ({
    ...telegram({ url: 'https://x/webhook/ferry', ...change }),
    status: { ...WELL.status, mode: 'webhook', lease: undefined },
  }) as Sight

const marked = (sight: Sight) =>
  walk(notAnswering, sight)
    .filter(({ ok }) => !ok)
    .map(({ step }) => step.id)

test.each([
  ['all is well', WELL, []],
  ['something failed', { ...WELL, errors: [{ error: 'x' }] } as unknown as Sight, ['errors']],
  ['nobody polls', status({ lease: undefined }), ['lock', 'heartbeat']],
  ['the holder hangs', status({ lease: { ...LEASE, heartbeatAge: 90 } }), ['lock', 'release', 'heartbeat']],
  [
    'Telegram has updates and nobody fetches them',
    { ...telegram({ pending: 3 }), status: { ...WELL.status, lease: undefined } } as Sight,
    ['lock', 'queue', 'heartbeat'],
  ],
  ['a living poller has not fetched what came just now', telegram({ pending: 3 }), []],
  ['an update waits for long', status({ backlog: 1, backlogAge: 61 }), ['queue']],
  ['no process is there', { ...WELL, processes: 0 }, ['restart']],
  ['messages do not go out', status({ outbox: 1, outboxAge: 61 }), ['restart']],
  ['a webhook works', webhook({}), []],
  [
    'a webhook had an error yesterday',
    webhook({ lastError: { at: new Date('2026-03-01T09:00:00Z'), message: 'x' } }),
    [],
  ],
  [
    'a webhook fails',
    webhook({ pending: 2, lastError: { at: new Date('2026-03-02T08:00:00Z'), message: 'x' } }),
    ['lock', 'queue'],
  ],
  ['no webhook is set', webhook({ url: '' }), ['lock']],
  ['Telegram does not answer', { ...webhook({}), telegram: { failed: 'x' } } as Sight, ['lock']],
])('the runbook when %s', (_, sight, expected) => {
  expect(marked(sight)).toEqual(expected)
})

test('before development: the token, the lock and what is left are looked at', () => {
  const ids = (sight: Sight) => walk(beforeDev, sight).flatMap(({ ok, step }) => (ok ? [] : [step.id]))
  expect(ids(status({ lease: undefined }))).toEqual([])
  expect(ids(WELL)).toEqual(['free'])
  expect(ids({ ...status({ lease: undefined }), telegram: undefined })).toEqual(['token'])
  expect(ids({ ...telegram({ pending: 2 }), status: { ...WELL.status, lease: undefined } })).toEqual(['left'])
})

test('every step says something in each language', () => {
  for (const step of [...notAnswering, ...beforeDev]) {
    for (const language of ['en', 'uk', 'ru'] as const) {
      for (const words of [step.title, step.looks, step.todo])
        expect(resolve(words, language).text.length, step.id).toBeGreaterThan(5)
    }
    expect(step.commands('ferry').length).toBeGreaterThan(0)
  }
})
