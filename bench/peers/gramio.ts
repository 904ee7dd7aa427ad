/** gramio with a Map as its session, as its own package is not published. It acknowledges before it handles: its default. */
import { Bot, webhookHandler } from 'gramio'
import { type Counter, count, fresh, SECRET, SINK, serve, TOKEN } from './protocol.ts'

const sessions = new Map<number, Counter>()
const bot = new Bot(TOKEN, { api: { baseURL: `${SINK}/bot` } })
bot.on('message', async (ctx) => {
  const counter = sessions.get(ctx.chat.id) ?? fresh()
  sessions.set(ctx.chat.id, counter)
  await ctx.send(count(counter, ctx.text ?? ''))
})
await bot.init()
serve(webhookHandler(bot, 'http', { secretToken: SECRET }))
