import { privateKey, sharesGroup } from '../world/chats.ts'
import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

/** The id in `user_id`. */
export function userId({ params }: CallContext): number {
  const id = params.integer('user_id', 0, 0)
  if (id === 0) throw badRequest('invalid user_id specified')
  return id
}

/** The same, of somebody this bot has met; bots know each other. */
export function userMet(ctx: CallContext): number {
  const { world, bot } = ctx
  const id = userId(ctx)
  const isKnown = world.chats.get(privateKey(id, bot.id))?.begun || sharesGroup(world, bot, id)
  if (!(world.people.has(id) && isKnown) && !world.bots.has(id)) throw badRequest('user not found')
  return id
}
