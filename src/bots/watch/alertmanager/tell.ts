import type { JobContext, Sayable } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import * as alerts from '../store/alerts.ts'
import type { AlertGroup } from '../store/tables.ts'
import { alertButtons, alertCard } from './card.ts'

const nameOf = ({ id }: AlertGroup) => `alert ${id}`

/** A message about the group to everybody who is to know, those who have one already left out. */
export async function tellAll(ctx: JobContext, group: AlertGroup) {
  const have = new Set(await alerts.chatsOf(ctx.db, group.id))
  const missing = (await ctx.holders('admin')).filter((chat) => !have.has(chat))
  const chats = await operationsOf(ctx).reachable(missing)
  if (have.size + chats.length === 0) ctx.log.warn('alert_reaches_nobody', { group: group.id })
  if (chats.length === 0) return
  const muted = await operationsOf(ctx).muted(chats)
  await alerts.noteChats(ctx.db, group.id, chats)
  const [card, buttons] = [alertCard(group, ctx.now), alertButtons(group, ctx.now)]
  for (const chat of chats) ctx.send(chat, card, { as: nameOf(group), buttons, quietly: muted.has(chat) })
}

/** Everybody's message about the group becomes what it is now. */
export async function editAll(ctx: JobContext, group: AlertGroup) {
  const [card, buttons] = [alertCard(group, ctx.now), alertButtons(group, ctx.now)]
  for (const chat of await alerts.chatsOf(ctx.db, group.id)) ctx.edit(chat, nameOf(group), card, { buttons })
}

/** Something new about it, as a message that can be heard. */
export async function speakAgain(ctx: JobContext, group: AlertGroup, what: Sayable) {
  const chats = await alerts.chatsOf(ctx.db, group.id)
  const muted = await operationsOf(ctx).muted(chats)
  for (const chat of chats) ctx.send(chat, what, { quietly: muted.has(chat) })
}
