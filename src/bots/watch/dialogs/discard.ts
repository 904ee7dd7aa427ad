import { dialog, text, whole } from '#platform/bot.ts'
import { askDiscard } from '../commands/ask-discard.ts'
import { say } from '../texts/index.ts'
import { reason } from './reason.ts'

/** Why something that failed is not to be done. What it is, is known from the button. */
export const discard = dialog('discard')
  .ask('kind', say.nothingDone, text)
  .ask('id', say.nothingDone, whole(1, 2 ** 53 - 1))
  .ask('why', (_, { kind, id }) => say.dead.why(`${kind} ${id}`), reason)
  .finish((ctx, { kind, id, why }) => askDiscard(ctx, kind, id, why))
