import { fileURLToPath } from 'node:url'
import type { Update } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { openHouse } from '#platform/house.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { createPostgres } from '../database.ts'

const SERVER = process.env.TEST_DATABASE_URL
const PLATFORM = fileURLToPath(new URL('../../platform/db/migrations', import.meta.url))

describe.skipIf(!SERVER)('a door beside a worker on one PostgreSQL (skipped without TEST_DATABASE_URL)', () => {
  test('an update is written down while an earlier one of its chat is being handled', async () => {
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const slow = bot({
      name: 'slow',
      commands: {
        async wait(ctx) {
          ctx.audit('waited')
          begun.resolve()
          await released.promise
        },
        note: (ctx) => ctx.audit('noted'),
      },
    })
    const url = await createPostgres(SERVER ?? '')
    const open = async (handles: boolean) => {
      const database = await openDatabase({ url, folder: '', log: silentLog })
      await upgrade(database, [{ schema: 'posthouse', folder: PLATFORM }])
      const unused = { id: 1, close: async () => undefined } as never
      const guests = [{ bot: slow, telegram: unused, username: 'slow_bot', outside: undefined }]
      const metrics = createMetrics()
      const house = await openHouse({
        database,
        clock: systemClock,
        log: silentLog,
        metrics,
        superadmins: new Set(),
        guests,
        handles,
      })
      return { database, house }
    }
    const worker = await open(true)
    const door = await open(false)
    const says = (id: number, text: string) => door.house.inbox.acceptAll([{ bot: 'slow', update: said(id, text) }])

    await says(1, '/wait')
    const round = worker.house.dispatch.round()
    await begun.promise
    await says(2, '/note')
    const { rows } = await door.database.query('select update_id, state, attempts from posthouse.inbox order by seq')
    expect(rows).toEqual([
      { update_id: 1, state: 0, attempts: 0 },
      { update_id: 2, state: 0, attempts: 0 },
    ])
    released.resolve()
    await round
    await worker.house.dispatch.round()
    expect((await worker.database.query('select action from posthouse.audit order by id')).rows).toEqual([
      { action: 'waited' },
      { action: 'noted' },
    ])
    expect((await worker.database.query('select chat from posthouse.chat_queue')).rows).toEqual([])
    for (const { database } of [worker, door]) await database.close()
  })
})

const said = (id: number, text: string): Update => ({
  update_id: id,
  message: {
    message_id: id,
    date: 0,
    text,
    entities: [{ type: 'bot_command', offset: 0, length: text.length }],
    chat: { id: 7, type: 'private', first_name: 'Ann' },
    from: { id: 7, is_bot: false, first_name: 'Ann' },
  },
})
