import type { Context } from '#platform/bot.ts'
import { nameOf } from '#platform/operations/operations.ts'
import { ask } from '../questions.ts'
import { say } from '../texts/index.ts'
import { kindOf } from './dead.ts'

/** With the reason at hand: asks once more, naming what it is about. */
export function askDiscard(ctx: Context, word: string, id: number, reason: string) {
  const kind = kindOf(word)
  ctx.reply(say.dead.askDiscard(nameOf({ kind, id }), reason), {
    buttons: ask(ctx, { what: 'discard', kind, id, reason }, say.button.discardSure),
  })
}
