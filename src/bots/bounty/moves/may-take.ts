import { button, type Context, Refusal } from '#platform/bot.ts'
import { ageMessage } from '../cards.ts'
import { lookAtAge } from '../jobs/look-at-age.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { type Room, roomToHold } from './room-to-hold.ts'
import { takesBlocked } from './takes-blocked.ts'
import { tooNew } from './too-new.ts'

/**
 * What this person may take now; a refusal when nothing. Undefined while GitHub is asked how old their account is: the
 * take, of that task if one is named, is offered again then.
 */
export async function mayTake(ctx: Context, taskId?: number): Promise<Room | undefined> {
  const room = await roomToHold(ctx)
  const { until } = await takesBlocked(ctx, ctx.person.id)
  if (until) throw new Refusal(say.people.claims.blocked(moment(until, ctx.now)))
  const young = await tooNew(ctx, room.account)
  if (young === 'unknown') return askAge(ctx, room.account, taskId)
  if (young) throw new Refusal(young, { buttons: [button(say.button.link, 'link')] })
  return room
}

function askAge(ctx: Context, { person_id: person, github_id: githubId, login }: Account, taskId: number | undefined) {
  ctx.reply(say.people.age.looking, { as: ageMessage(person) })
  const input = { person, chat: ctx.chat, githubId, login, task: taskId ?? null }
  ctx.enqueue(lookAtAge, input, { key: `person ${person}` })
  return undefined
}
