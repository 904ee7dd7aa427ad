import { after, type Db, hours, type JobContext, job } from '#platform/bot.ts'
import { toldIn } from '../alertmanager/card.ts'
import { editAll } from '../alertmanager/tell.ts'
import type { Told } from '../alertmanager/told.ts'
import type { Outside } from '../outside.ts'
import { quietHour } from '../quiet-hour.ts'
import * as alerts from '../store/alerts.ts'
import { say } from '../texts/index.ts'

type Input = { group: number; by: string; person: number; chat: number }

const LENGTH = hours(1)

/** Has Alertmanager itself be silent about a group for an hour. */
export const silence = job('silence', {
  tries: 4,
  read: async ({ db, input }: { db: Db; input: Input }) => {
    const group = await alerts.find(db, input.group)
    return group && toldIn(group)
  },
  async call({ input, read, outside, key, now, signal }: Call) {
    if (!read || !outside.silences || Object.keys(read.labels).length === 0) return undefined
    const until = after(now, LENGTH)
    const id = await outside.silences.create({ labels: read.labels, from: now, until, by: input.by, key }, signal)
    return { id, until: until.toISOString() }
  },
  async save(ctx, input: Input, made: { id: string; until: string } | undefined) {
    const { group: id, by, person } = input
    const group = await alerts.lock(ctx.db, id)
    if (!group) return
    if (!made) return refused(ctx, input)
    ctx.audit('alert_silenced', `alert ${id}`, { group: group.group_key, person, silence: made.id })
    const values = { silenced_name: by, silenced_until: new Date(made.until), silence_id: made.id }
    await editAll(ctx, await alerts.change(ctx.db, id, values))
  },
  dead: (ctx, input: Input) => refused(ctx, input),
})

interface Call {
  input: Input
  read: Told | undefined
  outside: Outside
  key: string
  now: Date
  signal: AbortSignal
}

/** Then at least we are silent ourselves. */
async function refused(ctx: JobContext, { group: id, by, chat }: Input) {
  const group = await alerts.lock(ctx.db, id)
  if (!group || group.resolved_at) return
  await quietHour(ctx, group, by)
  ctx.send(chat, say.alert.notSilenced)
}
