import type { BotRecord, QueuedUpdate, UpdateKind, UpdateLog } from '../types.ts'
import { count, millis, tell, type World } from '../world/world.ts'

const DAY = 86_400_000
const NOT_BY_DEFAULT: UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']
const LOGGED = 20_000

/** How long Telegram keeps an update that nobody takes, in milliseconds. */
export const retention = (kind: UpdateKind) =>
  kind === 'callback_query' ? 150_000 : kind === 'inline_query' ? 30_000 : DAY

export const allows = (bot: BotRecord, kind: UpdateKind) =>
  bot.allowed ? bot.allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind)

/** Puts one update into a bot's queue, unless the bot did not ask for its kind. The filter applies now, not at delivery. */
export function enqueue(world: World, bot: BotRecord, kind: UpdateKind, payload: object, key: string) {
  if (!allows(bot, kind) || bot.queue.size >= 100_000) return
  const update_id = bot.nextUpdateId++
  const update = { update_id, [kind]: payload }
  const body = JSON.stringify(update)
  if (body.length > 512 * 1024) return
  const now = world.clock.now()
  const log: UpdateLog = {
    id: count(world, 'update'),
    at: now.toISOString(),
    bot: bot.id,
    update_id,
    update,
    delivery: 'pending',
    attempts: 0,
  }
  const item: QueuedUpdate = { update_id, kind, key, expires: now.getTime() + retention(kind), body, log }
  bot.queue.set(update_id, item)
  keep(world.updates, log)
  tell(world, { type: 'update', update: log })
  tell(world, { type: 'queued', bot, item })
  world.touch()
}

/** The queue without what has expired meanwhile, oldest first. */
export function waiting(world: World, bot: BotRecord): QueuedUpdate[] {
  const now = millis(world)
  for (const item of bot.queue.values()) if (item.expires <= now) settle(world, bot, item, 'expired')
  return [...bot.queue.values()]
}

/** Takes an update out of the queue for good. */
export function settle(world: World, bot: BotRecord, item: QueuedUpdate, delivery: 'delivered' | 'expired') {
  if (!bot.queue.delete(item.update_id)) return
  item.log.delivery = delivery
  tell(world, { type: 'update', update: item.log })
  world.touch()
}

export function keep<T>(log: T[], entry: T) {
  log.push(entry)
  if (log.length > LOGGED * 1.5) log.splice(0, log.length - LOGGED)
}
