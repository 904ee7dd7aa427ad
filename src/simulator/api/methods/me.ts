import { botUser, millis } from '../../world/world.ts'
import { badRequest, tooMany } from '../errors.ts'
import type { CallContext, Method } from './context.ts'

const getMe: Method = ({ bot }) => ({
  ...botUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: bot.can_read_all_group_messages ?? false,
  supports_guest_queries: false,
  supports_inline_queries: bot.supports_inline_queries ?? false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: bot.has_topics_enabled ?? false,
  allows_users_to_create_topics: bot.allows_users_to_create_topics ?? false,
  can_manage_bots: false,
})

const TEN_MINUTES = 600_000

/** For ten minutes the bot answers nothing here; its webhook rests. */
const logOut: Method = ({ bot, world, webhooks, polling }) => {
  bot.loggedOutUntil = millis(world) + TEN_MINUTES
  delete bot.launched
  polling.end(bot)
  webhooks.restart(bot)
  world.touch()
  return true
}

/** Not in the first ten minutes after the launch; the next call launches the bot anew. */
const close: Method = ({ bot, world, polling }) => {
  const left = (bot.launched ?? 0) + TEN_MINUTES - millis(world)
  if (left > 0) throw tooMany(Math.ceil(left / 1000))
  delete bot.launched
  polling.end(bot)
  return true
}

/** A language of two letters, or none. */
export function languageOf({ params }: CallContext): string {
  const language = params.text('language_code')
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified')
  return language
}

export const meMethods = { getMe, logOut, close }
