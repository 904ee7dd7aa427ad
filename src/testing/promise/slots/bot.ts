/** Slots. One thing, one place, and whoever takes it first has it. */
import { sql } from 'kysely'
import { bot, type Db, Refusal } from '#platform/bot.ts'

type Tables = {
  slots: { id: number; free: number }
  holders: { slot: number; person: number }
}

const tables = (db: Db) => db.withSchema('slots').withTables<Tables>()

/** The process is part of the answer, so that a test can see how many took part in the race. */
export const texts = {
  taken: `It is yours. (${process.pid})`,
  gone: `Somebody was quicker. (${process.pid})`,
}

export default bot({
  name: 'slots',
  commands: {
    take: async (ctx) => {
      const db = tables(ctx.db)
      const slot = await db.selectFrom('slots').select('free').where('id', '=', 1).forUpdate().executeTakeFirstOrThrow()
      // Long enough for the other processes to be at the same place.
      await sql`select pg_sleep(0.01)`.execute(ctx.db)
      if (slot.free < 1) throw new Refusal(texts.gone)
      await db
        .updateTable('slots')
        .set({ free: slot.free - 1 })
        .where('id', '=', 1)
        .execute()
      await db.insertInto('holders').values({ slot: 1, person: ctx.person.id }).execute()
      ctx.reply(texts.taken)
    },
  },
  migrations: new URL('./migrations', import.meta.url),
})
