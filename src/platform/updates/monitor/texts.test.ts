import { expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '#platform/bot.ts'
import type { Incident, Kind } from './incidents.ts'
import { lasting } from './lasting.ts'
import { told } from './texts.ts'

test.each([
  [seconds(30), '0 minutes', '0 хвилин', '0 минут'],
  [minutes(1), '1 minute', '1 хвилину', '1 минуту'],
  [minutes(3), '3 minutes', '3 хвилини', '3 минуты'],
  [minutes(11), '11 minutes', '11 хвилин', '11 минут'],
  [minutes(21), '21 minutes', '21 хвилину', '21 минуту'],
  [hours(1) + minutes(5), '1 hour 5 minutes', '1 годину 5 хвилин', '1 час 5 минут'],
  [hours(22), '22 hours', '22 години', '22 часа'],
  [days(5) + hours(2) + minutes(9), '5 days 2 hours', '5 днів 2 години', '5 дней 2 часа'],
  [days(1) + minutes(9), '1 day', '1 день', '1 день'],
])('%i ms are said as %s', (ms, en, uk, ru) => {
  expect([lasting('en', ms), lasting('uk', ms), lasting('ru', ms)]).toEqual([en, uk, ru])
})

const began = new Date('2026-05-01T00:10:00Z')
const incident = (kind: Kind, detail: string | null = null): Incident => ({
  id: 1,
  key: 'k',
  bot: kind === 'monitor' ? 'monitor barge ferry' : 'ferry',
  kind,
  detail,
  began,
  lastedMs: minutes(5),
  ended: new Date('2026-05-01T00:15:00Z'),
})

test.each(['heartbeat', 'webhook', 'backlog', 'monitor'] as const)(
  '%s: what, since when, what first, in three languages',
  (kind) => {
    for (const language of ['en', 'uk', 'ru'] as const) {
      const { text } = told(incident(kind), 'opened', { bots: ['barge', 'ferry'], hasRunbook: true }).in(language)
      expect(text).toMatch(/^🔴 /u)
      expect(text).toContain(kind === 'monitor' ? 'barge, ferry' : 'ferry')
      expect(text).toContain('2026-05-01 00:10 UTC')
      expect(text).toMatch(/posthouse |monitor_bot_heartbeat_failed/)
      expect(text).toContain('/runbook')
      const over = told(incident(kind), 'recovered', { bots: [], hasRunbook: true }).in(language).text
      expect(over).toMatch(/^🟢 /u)
      expect(over).toContain('2026-05-01 00:15 UTC')
      expect(over).toContain(kind === 'monitor' ? 'barge, ferry' : 'ferry')
    }
  },
)

test('what Telegram gives as a reason is text, whatever stands in it', () => {
  const { text, entities } = told(incident('webhook', '<b>SSL_error* /start'), 'opened', {
    bots: [],
    hasRunbook: false,
  }).in('en')
  expect(text).toContain('The reason given: <b>SSL_error* /start')
  expect(entities.map(({ type }) => type)).toEqual(['bold', 'code'])
})
