/** Reminder. Tell it what and when; it speaks up on time. */
import { bot, dialog, job, text } from '#platform/bot.ts'
import * as reminders from './reminders.ts'
import { say } from './texts.ts'
import { minutes } from './time.ts'

/** Taking a reminder deletes it, so one that was cancelled stays silent. */
const ring = job('ring', async (ctx, { id }: { id: number }) => {
  const reminder = await reminders.take(ctx.db, id)
  if (reminder) ctx.send(reminder.chat, say.ring(reminder.what))
})

const remind = dialog('remind')
  .ask('what', say.what, text)
  .ask('when', say.when, minutes)
  .finish(async (ctx, { what, when }) => {
    const id = await reminders.add(ctx.db, ctx.chat, what)
    ctx.enqueue(ring, { id }, { at: when })
    ctx.reply(say.saved(what))
  })

export default bot({
  name: 'reminder',
  commands: {
    start: (ctx) => ctx.reply(say.hello),
    remind: (ctx) => ctx.begin(remind),
    list: async (ctx) => ctx.reply(say.list(await reminders.of(ctx.db, ctx.chat))),
  },
  dialogs: [remind],
  jobs: [ring],
  migrations: new URL('./migrations', import.meta.url),
})
