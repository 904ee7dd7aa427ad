/** Counting. The work every contender does: a number per chat goes up by one, and the answer is "<n> <text>". */
import { sql } from 'kysely'
import { type Bot, bot, type Context, type Db, session } from '#platform/bot.ts'

const counter = session('counter', () => ({ n: 0 }))
const tables = (db: Db) => db.withSchema('bench').withTables<{ counters: { chat: number; n: number } }>()

/** The number lives in the session; with `queries` in a table of the bot's own, and the handler asks so many times. */
export const countingBot = (queries: number): Bot =>
  bot({
    name: 'bench',
    commands: {},
    on: {
      text: async (ctx) => {
        const n = queries > 0 ? await countInTable(ctx.db, ctx.chat, queries) : countInSession(ctx)
        ctx.reply(`${n} ${ctx.message?.text}`)
      },
    },
    migrations: new URL('./migrations', import.meta.url),
  })

function countInSession(ctx: Context): number {
  const state = ctx.session(counter)
  state.n += 1
  return state.n
}

async function countInTable(database: Db, chat: number, queries: number): Promise<number> {
  const db = tables(database)
  for (let query = 1; query < queries; query += 1) {
    await db.selectFrom('counters').select('n').where('chat', '=', chat).executeTakeFirst()
  }
  const { n } = await db
    .insertInto('counters')
    .values({ chat, n: 1 })
    .onConflict((known) => known.column('chat').doUpdateSet({ n: sql`counters.n + 1` }))
    .returning('n')
    .executeTakeFirstOrThrow()
  return n
}
