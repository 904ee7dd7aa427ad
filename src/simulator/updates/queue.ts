import type { BotRecord, QueuedUpdate, UpdateKind, UpdateLog } from '../types.ts'
import { count, millis, tell, type World } from '../world/world.ts'

const DAY = 86_400_000
const NOT_BY_DEFAULT: UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']
const LOGGED = 20_000

/** How long Telegram keeps an update that nobody takes, in milliseconds. */
export const retention = (kind: UpdateKind) => RETENTION[kind] ?? DAY

const RETENTION: Partial<Record<UpdateKind, number>> = {
  callback_query: 150_000,
  shipping_query: 150_000,
  pre_checkout_query: 150_000,
  inline_query: 30_000,
  chosen_inline_result: 600_000,
}

const MOST = 100_000
const LARGEST = 512 * 1024
const WEEK = 7 * DAY

export const allows = (bot: BotRecord, kind: UpdateKind) =>
  bot.allowed ? bot.allowed.includes(kind) : !NOT_BY_DEFAULT.includes(kind)

/** Puts one update into a bot's queue, unless the bot did not ask for its kind. The filter applies now, not at delivery. */
export function enqueue(world: World, bot: BotRecord, kind: UpdateKind, payload: object, key: string) {
  if (world.hold) world.hold(bot, kind, payload, key, () => append(world, bot, kind, payload, key))
  else append(world, bot, kind, payload, key)
}

function append(world: World, bot: BotRecord, kind: UpdateKind, payload: object, key: string) {
  if (!allows(bot, kind) || bot.queue.size >= MOST) return
  const json = JSON.stringify(payload)
  if (json.length > LARGEST / 4 && Buffer.byteLength(json) > LARGEST) return
  const now = world.clock.now()
  if (bot.queue.size === 0 && now.getTime() - (bot.lastQueued ?? now.getTime()) >= WEEK)
    bot.nextUpdateId = elsewhere(bot)
  bot.lastQueued = now.getTime()
  const update_id = bot.nextUpdateId++
  const update = { update_id, [kind]: payload }
  const body = `{"update_id":${update_id},\n"${kind}":${json}}`
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

/** After a silent week numbers go on from another place; here always the same one. */
const elsewhere = (bot: BotRecord) => 2_000_001 + ((bot.nextUpdateId * 7919 + 104_729) % 900_000_000)

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
