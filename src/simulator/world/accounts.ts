import { createHash } from 'node:crypto'
import type { BotRecord, Person } from '../types.ts'
import { tell, type World } from './world.ts'

/** A person deletes their account: what is left has no name, and nobody can write to it. */
export function deactivate(world: World, person: Person) {
  person.deactivated = true
  person.first_name = ''
  for (const field of ['last_name', 'username', 'bio', 'photos', 'phone'] as const) delete person[field]
  tell(world, { type: 'person', person })
  world.touch()
}

/** The bot's owner has its token replaced: the old one is refused at once. The bot itself stays who it was. */
export function revokeToken(world: World, bot: BotRecord): string {
  const secret = createHash('sha256').update(`after ${bot.token}`).digest('base64url').slice(0, 35)
  world.tokens.delete(bot.token)
  bot.token = `${bot.id}:${secret}`
  world.tokens.set(bot.token, bot)
  world.touch()
  return bot.token
}
