import { after, type CallResult, type Context, Refusal, seconds } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import { CARD, EVERY_S, refreshCards } from '../jobs/refresh-cards.ts'
import { followingCard, statusCard } from '../status-card.ts'
import * as cards from '../store/cards.ts'
import { say } from '../texts/index.ts'

/** Before what is said about it. */
const FIRST = 0

/** `/pin` puts a card to the top of the chat that changes with the house; `/pin off` leaves it as it is. */
export async function pin(ctx: Context) {
  if (ctx.args.toLowerCase() === 'off') return unpin(ctx)
  if (ctx.args !== '') throw new Refusal(say.status.usage)
  const operations = operationsOf(ctx)
  const card = statusCard(await operations.status(), ctx.now, operations.safe)
  const { text } = card.in(ctx.language)
  await takeDown(ctx)
  await cards.keep(ctx.db, { chat: ctx.chat, person_id: ctx.person.id, text, changed_at: ctx.now })
  ctx.call(
    'sendMessage',
    { ...followingCard(card, ctx.now).in(ctx.language) },
    { as: CARD, then: 'cardSent', priority: FIRST },
  )
  ctx.reply(say.status.pinned, { quietly: true })
  ctx.enqueue(refreshCards, {}, { key: 'refresh', at: after(ctx.now, seconds(EVERY_S)) })
}

/** Only Telegram's answer tells which message is to be pinned. */
export async function cardSent(ctx: Context, { ok, result }: CallResult) {
  const id = (result as { message_id?: unknown } | undefined)?.message_id
  if (!ok || typeof id !== 'number') return
  await cards.sentAs(ctx.db, ctx.chat, id)
  ctx.call('pinChatMessage', { message_id: id, disable_notification: true })
}

async function unpin(ctx: Context) {
  await takeDown(ctx)
  ctx.reply(say.status.unpinned)
}

/** What the person has pinned themselves stays. */
async function takeDown(ctx: Context) {
  const id = await cards.drop(ctx.db, ctx.chat)
  if (id !== undefined) ctx.call('unpinChatMessage', { message_id: id })
}
