import type { UpdateKind } from '../../types.ts'
import { settle, waiting } from '../../updates/queue.ts'
import { badRequest } from '../errors.ts'
import type { CallContext, Method } from './context.ts'
import { Raw } from './context.ts'

const KINDS: UpdateKind[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
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
]

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
function readAllowed({ bot, params, world }: CallContext) {
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

const setWebhook: Method = (ctx) => {
  const url = ctx.params.text('url').trim()
  return url === '' ? clear(ctx) : set(ctx, url)
}

function set(ctx: CallContext, url: string) {
  const { bot, params, webhooks, polling, world } = ctx
  if (!isHttp(url)) throw badRequest('invalid webhook URL specified')
  const secret = params.text('secret_token')
  if (secret.length > 256) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  const before = bot.webhook
  const allowedBefore = JSON.stringify(bot.allowed)
  readAllowed(ctx)
  if (params.flag('drop_pending_updates')) drop(ctx)
  const wanted = {
    url,
    ...(secret ? { secret } : {}),
    maxConnections: params.integer('max_connections', 40, 1, 100),
    ...(params.text('ip_address') ? { ipAddress: params.text('ip_address') } : {}),
    certificate: params.has('certificate'),
  }
  const same =
    before !== null &&
    before.url === wanted.url &&
    before.secret === wanted.secret &&
    before.maxConnections === wanted.maxConnections &&
    before.ipAddress === wanted.ipAddress &&
    JSON.stringify(bot.allowed) === allowedBefore &&
    !wanted.certificate
  if (same) return { result: true, description: 'Webhook is already set' }
  bot.webhook = wanted
  polling.end(bot)
  webhooks.restart(bot)
  world.touch()
  return { result: true, description: 'Webhook was set' }
}

const deleteWebhook: Method = (ctx) => clear(ctx)

function clear(ctx: CallContext) {
  const { bot, params, webhooks, world } = ctx
  if (params.flag('drop_pending_updates')) drop(ctx)
  if (!bot.webhook) return { result: true, description: 'Webhook is already deleted' }
  bot.webhook = null
  webhooks.restart(bot)
  world.touch()
  return { result: true, description: 'Webhook was deleted' }
}

function drop({ world, bot }: CallContext) {
  for (const item of waiting(world, bot)) settle(world, bot, item, 'expired')
}

const getWebhookInfo: Method = ({ bot, world }) => {
  const hook = bot.webhook
  return {
    url: hook?.url ?? '',
    has_custom_certificate: hook?.certificate ?? false,
    pending_update_count: waiting(world, bot).length,
    ...(hook
      ? {
          max_connections: hook.maxConnections,
          ...(hook.ipAddress ? { ip_address: hook.ipAddress } : {}),
          ...(hook.lastErrorDate === undefined
            ? {}
            : { last_error_date: hook.lastErrorDate, last_error_message: hook.lastErrorMessage }),
        }
      : {}),
    ...(bot.allowed ? { allowed_updates: bot.allowed } : {}),
  }
}

function isHttp(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol)
  } catch {
    return false
  }
}

export const updateMethods = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo }
