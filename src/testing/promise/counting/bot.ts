/** Counting. Every message is written down and answered with its number; every fifth one is announced by a job. */
import { type Generated, sql } from 'kysely'
import { type Bot, bot, type Db, job } from '#platform/bot.ts'

type Tables = {
  applied: { id: Generated<number>; bot: string; chat: number; seq: number }
  counters: { bot: string; chat: number; value: number }
  milestones: { bot: string; chat: number; value: number }
  shared: { name: number; value: number }
}

const tables = (db: Db) => db.withSchema('counting').withTables<Tables>()

/** What a message carries, and what is said to it: the checks read both. */
export const texts = {
  message: (seq: number) => `message ${seq}`,
  reply: (seq: number, value: number) => `message ${seq} is number ${value}`,
  milestone: (value: number) => `${value} messages`,
}

const announce = job('announce', async (ctx, { chat, value }: { chat: number; value: number }) => {
  await tables(ctx.db).insertInto('milestones').values({ bot: ctx.bot, chat, value }).execute()
  ctx.send(chat, texts.milestone(value), { prefer: 'silence' })
})

/** `shared` makes chats lock rows of each other's, as tasks with few places do. */
export const countingBot = (name: string, { shared }: { shared: boolean }): Bot =>
  bot({
    name,
    commands: {},
    jobs: [announce],
    on: {
      text: async (ctx) => {
        const seq = Number(ctx.message?.text?.split(' ')[1])
        const db = tables(ctx.db)
        await db.insertInto('applied').values({ bot: name, chat: ctx.chat, seq }).execute()
        const { value } = await db
          .insertInto('counters')
          .values({ bot: name, chat: ctx.chat, value: 1 })
          .onConflict((known) => known.columns(['bot', 'chat']).doUpdateSet({ value: sql`counters.value + 1` }))
          .returning('value')
          .executeTakeFirstOrThrow()
        if (shared) {
          await db
            .updateTable('shared')
            .set({ value: sql`value + 1` })
            .where('name', '=', (ctx.chat + seq) % 3)
            .execute()
        }
        if (value % 5 === 0) ctx.enqueue(announce, { chat: ctx.chat, value })
        ctx.reply(texts.reply(seq, value))
      },
    },
    migrations: new URL('./migrations', import.meta.url),
  })

export default countingBot('counting', { shared: false })
