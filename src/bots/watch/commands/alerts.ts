import { type Context, Refusal } from '#platform/bot.ts'
import { editAll } from '../alertmanager/tell.ts'
import { silence as silenceJob } from '../jobs/silence.ts'
import { outsideOf } from '../outside.ts'
import { quietHour } from '../quiet-hour.ts'
import * as alerts from '../store/alerts.ts'
import type { AlertGroup } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** "I am on it": everybody who was told sees who and since when. */
export async function acknowledge(ctx: Context, id: number) {
  const group = await burning(ctx, id)
  if (group.acknowledged_name !== null) return ctx.answer(say.alert.alreadyAcknowledged(group.acknowledged_name))
  const values = { acknowledged_by: ctx.person.id, acknowledged_name: ctx.person.name, acknowledged_at: ctx.now }
  await editAll(ctx, await alerts.change(ctx.db, id, values))
  ctx.audit('alert_acknowledged', `alert ${id}`, { group: group.group_key })
  ctx.answer(say.alert.youAcknowledged)
}

/** An hour of silence: at Alertmanager where we may ask it, else our own. */
export async function silence(ctx: Context, id: number) {
  const group = await burning(ctx, id)
  const { silenced_until: until, silenced_name: who } = group
  if (until && until > ctx.now) return ctx.answer(say.alert.quiet(who ?? '—', moment(until, ctx.now)))
  if (outsideOf(ctx).silences) {
    ctx.enqueue(
      silenceJob,
      { group: id, by: ctx.person.name, person: ctx.person.id, chat: ctx.chat },
      { key: String(id) },
    )
    return ctx.answer(say.alert.silencing)
  }
  ctx.audit('alert_silenced', `alert ${id}`, { group: group.group_key, here: true })
  await quietHour(ctx, group, ctx.person.name)
  ctx.answer(say.alert.noAddress, { alert: true })
}

async function burning(ctx: Context, id: number): Promise<AlertGroup> {
  const group = await alerts.lock(ctx.db, id)
  if (!group) throw new Refusal(say.alert.unknown)
  if (group.resolved_at) throw new Refusal(say.alert.over)
  return group
}
