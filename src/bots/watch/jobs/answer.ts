import type { JobContext, Sayable, SendOptions } from '#platform/bot.ts'
import type { Place } from '../commands/in-place.ts'

/** Says it where it was asked for. */
export function answer(ctx: JobContext, { chat, message }: Place, what: Sayable, options: SendOptions = {}) {
  if (message === undefined) ctx.send(chat, what, options)
  else ctx.edit(chat, message, what, options)
}
