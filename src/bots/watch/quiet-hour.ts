import { after, hours, type JobContext } from '#platform/bot.ts'
import { editAll } from './alertmanager/tell.ts'
import { endSilence } from './jobs/end-silence.ts'
import * as alerts from './store/alerts.ts'
import type { AlertGroup } from './store/tables.ts'

/** For an hour no new message is sent about the group; those that are there still follow it. */
export async function quietHour(ctx: JobContext, group: AlertGroup, by: string) {
  const until = after(ctx.now, hours(1))
  const values = { silenced_name: by, silenced_until: until, silence_id: null }
  await editAll(ctx, await alerts.change(ctx.db, group.id, values))
  ctx.enqueue(endSilence, { group: group.id }, { at: until })
}
