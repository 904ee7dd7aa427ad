/** The simulated bot. Every message is counted and answered; some also queue a job, ask to be told Telegram's answer, or fail. */
import { type Generated, sql } from 'kysely'
import { type Bot, bot, type Db, job } from '#platform/bot.ts'

export const KINDS = ['plain', 'job', 'call', 'shaky', 'poison'] as const
export type Kind = (typeof KINDS)[number]

/** What is said; every text is said for one reason only, so that the checks can read it back. */
export const texts = {
  message: (seq: number, kind: Kind) => `${kind} ${seq}`,
  reply: (chat: number, seq: number, value: number) => `reply ${chat}/${seq} as number ${value}`,
  call: (chat: number, seq: number) => `call ${chat}/${seq}`,
  news: (chat: number, seq: number) => `news ${chat}/${seq}`,
}

/** The world outside as a job finds it. */
export interface Outside {
  /** Slow, may fail, may run more than once for a key. */
  work(key: string): Promise<void>
  /** True the first time somebody asks for this message: then its handler fails. */
  fails(chat: number, seq: number): boolean
}

type Tables = {
  applied: { id: Generated<number>; chat: number; seq: number }
  counters: { chat: number; value: number }
  saved: { chat: number; seq: number }
  told: { chat: number; seq: number; ok: boolean }
}
const tables = (db: Db) => db.withSchema('simulated').withTables<Tables>()

const announce = job<{ chat: number; seq: number }, void, Outside>('announce', {
  call: ({ key, outside }) => outside.work(key),
  async save(ctx, { chat, seq }) {
    await tables(ctx.db).insertInto('saved').values({ chat, seq }).execute()
    ctx.send(chat, texts.news(chat, seq), { prefer: 'silence' })
  },
  tries: 1_000,
  backoff: () => 1_000,
})

/** `outside` is handed in because a handler may not know it: which messages fail is the simulation's choice. */
export const simulatedBot = (outside: Outside): Bot =>
  bot({
    name: 'simulated',
    commands: {},
    jobs: [announce],
    on: {
      text: async (ctx) => {
        const [kind, number] = (ctx.message?.text ?? '').split(' ')
        const seq = Number(number)
        const db = tables(ctx.db)
        await db.insertInto('applied').values({ chat: ctx.chat, seq }).execute()
        const { value } = await db
          .insertInto('counters')
          .values({ chat: ctx.chat, value: 1 })
          .onConflict((known) => known.column('chat').doUpdateSet({ value: sql`counters.value + 1` }))
          .returning('value')
          .executeTakeFirstOrThrow()
        if (kind === 'poison' || (kind === 'shaky' && outside.fails(ctx.chat, seq)))
          throw new Error('a planted failure')
        if (kind === 'job') ctx.enqueue(announce, { chat: ctx.chat, seq })
        if (kind === 'call')
          ctx.call('sendMessage', { text: texts.call(ctx.chat, seq) }, { then: 'told', data: { seq } })
        ctx.reply(texts.reply(ctx.chat, seq, value))
      },
    },
    results: {
      told: async (ctx, { ok, data }) => {
        const { seq } = data as { seq: number }
        await tables(ctx.db).insertInto('told').values({ chat: ctx.chat, seq, ok }).execute()
      },
    },
    migrations: new URL('./migrations', import.meta.url),
  })
