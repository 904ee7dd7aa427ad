/** grammY. The session is in memory, or in PostgreSQL when there is a DATABASE_URL. RUNNER=1: polling by @grammyjs/runner. */
import { run, sequentialize } from '@grammyjs/runner'
import { PsqlAdapter } from '@grammyjs/storage-psql'
import { Bot, type Context, type SessionFlavor, session, webhookCallback } from 'grammy'
import pg from 'pg'
import {
  type Counter,
  complain,
  count,
  DATABASE_URL,
  fresh,
  MODE,
  ready,
  SECRET,
  SINK,
  serve,
  TOKEN,
} from './protocol.ts'

const bot = new Bot<Context & SessionFlavor<Counter>>(TOKEN, { client: { apiRoot: SINK } })
const runs = process.env.RUNNER === '1'
// The runner's own documentation asks for it wherever sessions are used.
if (runs) bot.use(sequentialize((ctx) => ctx.chatId?.toString()))
// A pool, where its documentation shows one client: with one client it is four times slower.
const storage = DATABASE_URL
  ? await PsqlAdapter.create({
      tableName: 'sessions',
      client: new pg.Pool({ connectionString: DATABASE_URL, max: 10 }) as never,
    })
  : undefined
bot.use(session({ initial: fresh, ...(storage ? { storage } : {}) }))
bot.on('message:text', async (ctx) => {
  await ctx.reply(count(ctx.session, ctx.message.text))
})
bot.catch(complain)
await bot.init()

if (MODE === 'webhook') serve(webhookCallback(bot, 'http', { secretToken: SECRET }))
else {
  if (runs) run(bot)
  else void bot.start()
  ready()
}
