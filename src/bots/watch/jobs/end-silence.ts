import { job } from '#platform/bot.ts'
import { editAll, tellAll } from '../alertmanager/tell.ts'
import * as alerts from '../store/alerts.ts'

/** Our own silence is over: who was spared the message hears of it now, if it still fires. */
export const endSilence = job('end-silence', async (ctx, { group: id }: { group: number }) => {
  const group = await alerts.lock(ctx.db, id)
  if (!group || group.resolved_at || (group.silenced_until && group.silenced_until > ctx.now)) return
  await editAll(ctx, group)
  await tellAll(ctx, group)
})
