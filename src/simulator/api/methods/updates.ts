import type { UpdateKind } from '../../types.ts'
import type { CallContext, Method } from './context.ts'
import { Raw } from './context.ts'

export const KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
  'stopped_message_generation',
] as const satisfies readonly UpdateKind[]

const getUpdates: Method = async (ctx) => {
  const { bot, params, polling, gone } = ctx
  if (!bot.webhook) readAllowed(ctx)
  const bodies = await polling.getUpdates(
    bot,
    {
      offset: params.integer('offset', 0),
      limit: params.integer('limit', 100, 1, 100),
      timeout: params.integer('timeout', 0, 0, 50),
    },
    gone,
  )
  return new Raw(`{"ok":true,"result":[${bodies.join(',\n')}]}`)
}

/** Missing or malformed changes nothing; nothing recognised is the default. */
export function readAllowed({ bot, params, world }: CallContext) {
  const raw = params.text('allowed_updates')
  if (raw === '') return
  let given: unknown
  try {
    given = JSON.parse(raw)
  } catch {
    return
  }
  if (!Array.isArray(given)) return
  const known = KINDS.filter((kind) => given.some((name) => String(name).toLowerCase() === kind))
  bot.allowed = known.length > 0 ? known : null
  world.touch()
}

export const updateMethods = { getUpdates }
