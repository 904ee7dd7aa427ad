import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { openHouse } from '#platform/house.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { LONGEST_MS } from '#platform/updates/deadline.ts'
import { handClock } from '../clock.ts'
import { freshDatabase } from '../database.ts'
import { onServerClock } from '../server-clock.ts'
import { until } from '../until.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../../platform/db/migrations', import.meta.url).pathname }

const waits = bot({
  name: 'waits',
  commands: {
    hang: () => new Promise<void>(() => undefined),
    note: (ctx) => ctx.audit('noted'),
  },
})

const said = (id: number, chat: number, text: string) =>
  ({
    update_id: id,
    message: {
      message_id: id,
      date: 0,
      text,
      chat: { id: chat, type: 'private', first_name: 'Ann' },
      from: { id: chat, is_bot: false, first_name: 'Ann' },
    },
  }) as const

test('a handler that never ends costs its batch ten seconds, is tried again like any failure, and holds nobody else', async () => {
  const clock = handClock(new Date('2026-03-02T09:00:00Z'))
  const database = onServerClock(await freshDatabase([HOUSE]), clock)
  const unused = {
    id: 1,
    call: async () => undefined,
    post: async () => undefined,
    close: async () => undefined,
  } as never
  const house = await openHouse({
    database,
    clock,
    log: silentLog,
    metrics: createMetrics(),
    superadmins: new Set(),
    guests: [{ bot: waits, telegram: unused, username: 'waits_bot', outside: undefined }],
  })
  const accepted = house.inbox.acceptAll([
    { bot: 'waits', update: said(1, 11, '/hang') },
    { bot: 'waits', update: said(2, 12, '/note') },
  ])
  const start = clock.now().getTime()
  await until(() => clock.next()?.getTime() === start + LONGEST_MS)
  clock.moveTo(new Date(start + LONGEST_MS))
  await accepted
  const { rows } = await database.query('select chat, state, attempts, error from posthouse.inbox order by seq')
  expect(rows).toEqual([
    { chat: 11, state: 0, attempts: 1, error: 'The handler did not end within 10 s.' },
    { chat: 12, state: 1, attempts: 0, error: null },
  ])
  expect((await database.query('select action from posthouse.audit')).rows).toEqual([{ action: 'noted' }])
  // The deadline's own timer is gone; PostgreSQL's listeners are told a few milliseconds later.
  expect((clock.next()?.getTime() ?? 0) - start).toBeLessThan(LONGEST_MS + 1_000)
})
