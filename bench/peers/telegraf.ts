/** Telegraf. The session is in memory, or in PostgreSQL when there is a DATABASE_URL. */
import { Agent } from 'node:http'
import { Postgres } from '@telegraf/session/pg'
import pg from 'pg'
import { type Context, session, Telegraf } from 'telegraf'
import { message } from 'telegraf/filters'
import { type Counter, complain, count, DATABASE_URL, fresh, SECRET, SINK, serve, TOKEN } from './protocol.ts'

type Chat = Context & { session: Counter }

const bot = new Telegraf<Chat>(TOKEN, { telegram: { apiRoot: SINK } })
keepConnections()
const store = DATABASE_URL
  ? Postgres<Counter>({
      pool: new pg.Pool({ connectionString: DATABASE_URL, max: 10 }) as never,
      table: 'telegraf_sessions',
      onInitError: complain,
    })
  : undefined
bot.use(session({ defaultSession: fresh, ...(store ? { store } : {}) }))
bot.on(message('text'), async (ctx) => {
  await ctx.reply(count(ctx.session, ctx.message.text))
})
bot.catch(complain)
serve(bot.webhookCallback('/hook', { secretToken: SECRET }))

/** Over https it keeps its connections to Telegram; for an http root it drops them after every call, which would be unfair. */
function keepConnections() {
  const agent = new Agent({ keepAlive: true })
  const client = Object.getPrototypeOf(Object.getPrototypeOf(bot.telegram)) as {
    callApi(this: { options: { agent?: Agent } }, ...args: unknown[]): unknown
  }
  const call = client.callApi
  client.callApi = function (...args) {
    this.options.agent = agent
    return call.apply(this, args)
  }
}
