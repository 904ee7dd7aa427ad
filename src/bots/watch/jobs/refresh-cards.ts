import { after, again, type JobContext, job, seconds } from '#platform/bot.ts'
import { type BotStatus, operationsOf } from '#platform/operations/operations.ts'
import { followingCard, statusCard } from '../status-card.ts'
import * as cards from '../store/cards.ts'

/** The name of the pinned message in its chat. */
export const CARD = 'status card'
/** No card is edited more often. */
export const EVERY_S = 15

/** Edits the pinned cards whose words have changed, and comes again for as long as there is one. */
export const refreshCards = job('refresh-cards', async (ctx, _: Record<string, never>) => {
  const all = await cards.all(ctx.db)
  if (all.length === 0) return
  const status = await operationsOf(ctx).status()
  for (const card of all) await refresh(ctx, card, status)
  return again(after(ctx.now, seconds(EVERY_S)))
})

/** Cards outlive whatever ended the job above. */
export const keepCards = job('keep-cards', async (ctx) => {
  if ((await cards.all(ctx.db)).length > 0) ctx.enqueue(refreshCards, {}, { key: 'refresh' })
})

async function refresh(ctx: JobContext, { chat, person_id, text, changed_at }: cards.Card, status: BotStatus[]) {
  const operations = operationsOf(ctx)
  const person = await ctx.someone(person_id)
  if (!person?.is('admin') || (await isRefused(ctx, chat, changed_at))) return void (await cards.drop(ctx.db, chat))
  const card = statusCard(status, ctx.now, operations.safe)
  const now = card.in(person.language).text
  if (now === text) return
  await cards.keep(ctx.db, { chat, person_id, text: now, changed_at: ctx.now })
  ctx.edit(chat, CARD, followingCard(card, ctx.now))
}

/** An edit that Telegram refused lies aside, and would itself change the card: the card ends there. */
async function isRefused(ctx: JobContext, chat: number, since: Date): Promise<boolean> {
  const failed = await operationsOf(ctx).aside({ bot: ctx.bot, kind: 'send', most: 50, from: 0 })
  return failed.some((one) => one.chat === chat && one.since >= since)
}
