import { isIP, isIPv6 } from 'node:net'
import { BadLink, parseUrl } from '../../entities/links.ts'
import { settle, waiting } from '../../updates/queue.ts'
import { millis } from '../../world/world.ts'
import { badRequest, tooMany } from '../errors.ts'
import type { CallContext, Method } from './context.ts'
import { readAllowed } from './updates.ts'

const CERTIFICATE_LIMIT = 3 * 1024 * 1024
const PORTS = [443, 80, 88, 8443]

const setWebhook: Method = (ctx) => {
  const url = ctx.params.text('url')
  return url === '' ? clear(ctx) : set(ctx, url)
}

function set(ctx: CallContext, url: string) {
  const { bot, params, webhooks, polling, world } = ctx
  if (webhooks.brakes && millis(world) < (bot.webhookSetAt ?? 0) + 1000) throw tooMany(1)
  bot.webhookSetAt = millis(world)
  const secret = params.text('secret_token')
  if (Buffer.byteLength(secret) > 256) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  const certificate = params.files.get('certificate')
  if (certificate && certificate.bytes.length > CERTIFICATE_LIMIT)
    throw badRequest(`certificate size is too big (${certificate.bytes.length} bytes)`)
  const ip = address(ctx, url)
  const before = bot.webhook
  const allowedBefore = JSON.stringify(bot.allowed)
  readAllowed(ctx)
  if (params.flag('drop_pending_updates')) drop(ctx)
  const wanted = {
    url,
    ...(secret ? { secret } : {}),
    maxConnections: params.integer('max_connections', 40, 1, 100) || 40,
    ...(ip ? { ipAddress: ip } : {}),
    certificate:
      certificate !== undefined || (before?.certificate === true && params.text('certificate') === 'previous'),
  }
  const same =
    before !== null &&
    before.url === wanted.url &&
    before.secret === wanted.secret &&
    before.maxConnections === wanted.maxConnections &&
    before.ipAddress === wanted.ipAddress &&
    JSON.stringify(bot.allowed) === allowedBefore &&
    certificate === undefined
  if (same) return { result: true, description: 'Webhook is already set' }
  bot.webhook = wanted
  polling.end(bot)
  webhooks.restart(bot)
  world.touch()
  return { result: true, description: 'Webhook was set' }
}

/** Checks the address and says which IP it has; names are not looked up. */
function address({ params, webhooks }: CallContext, url: string): string {
  const { protocol, host, port } = parsed(url)
  const bad = (why: string) => badRequest(`bad webhook: ${why}`)
  const given = params.text('ip_address')
  if (given && isIP(given) === 0) throw bad('Invalid IP address specified')
  const named = host.replace(/^\[|\]$/g, '')
  const ip = given || (named === 'localhost' ? '127.0.0.1' : isIP(named) ? named : '')
  if (webhooks.strictUrl) {
    if (protocol !== 'https') throw bad('An HTTPS URL must be provided for webhook')
    if (port !== 0 && !PORTS.includes(port)) throw bad('Webhook can be set up only on ports 80, 88, 443 or 8443')
    if (isIPv6(ip)) throw bad('IPv6-only addresses are not allowed')
    if (RESERVED.test(ip)) throw bad(`IP address ${ip} is reserved`)
  }
  return ip || '<unknown>'
}

const RESERVED =
  /^(?:0|10|127|2[2-5]\d|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|192\.0\.[02]|198\.1[89]|198\.51\.100|203\.0\.113)\./

function parsed(url: string) {
  try {
    return parseUrl(url, 'https')
  } catch (error) {
    if (error instanceof BadLink) throw badRequest('invalid webhook URL specified')
    throw error
  }
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
    ...(hook?.ipAddress ? { ip_address: hook.ipAddress } : {}),
    ...(hook?.lastErrorDate === undefined
      ? {}
      : { last_error_date: hook.lastErrorDate, last_error_message: hook.lastErrorMessage }),
    ...(hook ? { max_connections: hook.maxConnections } : {}),
    ...(bot.allowed ? { allowed_updates: bot.allowed } : {}),
  }
}

export const webhookMethods = { setWebhook, deleteWebhook, getWebhookInfo }
