import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bot, type Context, session } from '#platform/bot.ts'
import type { Database } from '#platform/db/database.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import type { Handover } from '#platform/outbox/handover.ts'
import { enterSenders, leaveSenders, staySender } from '#platform/outbox/senders.ts'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { PLATFORM } from '#testing/town.ts'
import { arrivalOf } from './arrival.ts'
import { createDispatch } from './dispatch.ts'

const counter = session('counter', () => ({ n: 0 }))
function next(ctx: Context): number {
  const memory = ctx.session(counter)
  memory.n += 1
  return memory.n
}

const counting = bot({
  name: 'counting',
  commands: {
    count: (ctx) => ctx.reply(String(next(ctx))),
    /** Needs its transaction, after it has changed what is remembered. */
    record: async (ctx) => {
      const n = next(ctx)
      await ctx.db.selectFrom('posthouse.people' as never).execute()
      ctx.reply(String(n))
    },
    /** Asks for the database, and makes nothing of not getting it. */
    shrug: async (ctx) => {
      const people = await ctx.nameOf(1).catch(() => 'refused')
      ctx.reply(`${next(ctx)}${people === 'refused' ? ' without a database' : ''}`)
    },
  },
})

interface Says {
  kind: 'says'
  process: number
  chat: number
  command: 'count' | 'record' | 'shrug'
  times: number
  /** Somebody in the other chat says the same before that is handled. */
  both: boolean
}
type Step = Says | { kind: 'comes' | 'goes' | 'beats'; process: number }

const process = fc.constantFrom(0, 0, 0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('says' as const),
      process,
      chat: fc.integer({ min: 1, max: 2 }),
      times: fc.integer({ min: 1, max: 6 }),
      both: fc.boolean(),
      command: fc.constantFrom('count' as const, 'count' as const, 'record' as const, 'shrug' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('comes' as const, 'goes' as const, 'beats' as const), process }),
  },
)

test('whoever handles a chat, and whoever has come or gone, what it remembers is never that of before', async () => {
  let shortcuts = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40 }), async (steps) => {
      const database = counted(await freshDatabase([PLATFORM]), () => {
        shortcuts += 1
      })
      const processes = ['one', 'two'].map((owner) => ({ owner, dispatch: dispatchOf(database, owner) }))
      await enterSenders(database, 'one')
      const counts = new Map<number, number>()
      for (const [index, one] of steps.entries()) {
        const { owner, dispatch } = processes[one.process]!
        if (one.kind === 'comes') await enterSenders(database, owner)
        else if (one.kind === 'goes') await leaveSenders(database, owner, [])
        else if (one.kind === 'beats') await staySender(database, owner)
        else if (one.kind === 'says') {
          for (let time = 0; time < one.times; time += 1) {
            const chats = one.both ? [one.chat, 3 - one.chat] : [one.chat]
            const expected = chats.map((chat) => [chat, String((counts.get(chat) ?? 0) + 1)] as const)
            for (const [chat, n] of expected) counts.set(chat, Number(n))
            const id = index * 20 + time * 2
            await Promise.all(
              chats.map((chat, also) =>
                dispatch.handleNow([arrivalOf({ bot: 'counting', update: update(id + also, { ...one, chat }) })]),
              ),
            )
            expect((await said(database)).sort()).toEqual(expected.toSorted())
          }
        }
      }
    }),
    { numRuns: 25 },
  )
  expect(shortcuts, 'updates that went the short way').toBeGreaterThan(30)
}, 60_000)

const update = (id: number, { chat, command }: Says) => ({
  update_id: 1000 + id,
  message: {
    message_id: id + 1,
    date: 1_772_442_000,
    chat: { id: chat, type: 'private' as const, first_name: 'Ann' },
    from: { id: chat, is_bot: false, first_name: 'Ann' },
    text: `/${command}`,
  },
})

/** What was to be sent; it is gone then. */
async function said(database: Database) {
  await database.query('delete from posthouse.lanes')
  const { rows } = await database.query<{ chat: number; payload: string }>(
    'delete from posthouse.outbox returning chat, payload',
  )
  return rows.map(({ chat, payload }) => [chat, JSON.parse(payload).text])
}

/** A sender that would carry everything. */
function dispatchOf(database: Database, owner: string) {
  const handover: Handover = {
    offer: () => ({ owner, carries: () => true, take: () => undefined, end: () => undefined }),
    takeAlong: () => ({ ids: [], end: () => undefined }),
    isAlone: () => false,
    doubt: () => undefined,
  }
  return createDispatch({
    database,
    clock: handClock(new Date('2026-03-02T09:00:00Z')),
    log: silentLog,
    metrics: createMetrics(),
    superadmins: new Set(),
    bots: [{ bot: counting, username: 'counting_bot', outside: undefined }],
    committed: () => undefined,
    owner,
    handover,
  })
}

const counted = (database: Database, shortcut: () => void): Database => ({
  ...database,
  async inLine(text, values) {
    const answer = await database.inLine<{ ok?: number }>(text, values)
    if (answer.rows[0]?.ok === 1) shortcut()
    return answer as never
  },
})
