import { stdout } from 'node:process'
import { since } from '#platform/operations/span.ts'
import { say as operationsSay } from '#platform/operations/texts/index.ts'
import { systemClock } from '#platform/ops/clock.ts'
import type { Telegram } from '#platform/telegram/client.ts'
import { allowedUpdates } from '#platform/updates/introduce.ts'
import { webhookSecret } from '#platform/updates/secret.ts'
import { type Config, ConfigError, configure, readEnvironment } from '../config.ts'
import { fleet } from '../fleet.ts'
import { Exit } from './exit.ts'
import { withTelegram } from './open.ts'
import { botNamed, confirm, read, whole } from './operator.ts'
import { english, plain, tally } from './print.ts'
import { probe } from './probe.ts'

const USAGE = `posthouse webhook set [<bot>] [--max-connections <1 to 100>] [--verify]
    tells Telegram where updates go, with the bot's own secret
posthouse webhook verify [<bot>]
    asks Telegram what is set, and tries the address from outside
posthouse webhook delete [<bot>] [--yes]
    Telegram keeps what is pending, for polling or the next webhook
Without a bot: every bot with a token.
`

const words = operationsSay.webhook

const OPTIONS = {
  'max-connections': { type: 'string' },
  verify: { type: 'boolean' },
  yes: { type: 'boolean' },
  'drop-pending': { type: 'boolean' },
} as const

/** A bot, where its updates shall go, and its way to Telegram. */
interface Site {
  config: Config
  bot: Config['chosen'][number]['bot']
  telegram: Telegram
}

/** Sets, checks and takes away webhooks. Never opens the database, so it also works beside a running embedded one. */
export async function webhook([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  const named = positionals[0] === undefined ? undefined : botNamed(positionals[0], USAGE)
  if (values['drop-pending']) throw new Exit('refused', DROP)
  const most = values['max-connections']
  const mostConnections = most === undefined ? undefined : whole(most, '--max-connections', USAGE)
  if (mostConnections !== undefined && mostConnections > 100) throw new Exit('usage', USAGE)
  const verifyAll = async () => {
    const sound = await each(named, verify)
    if (!sound.every(Boolean)) throw new Exit('nothing', 'Something is not as it should be.')
  }
  switch (action) {
    case 'set':
      await each(named, (site) => set(site, mostConnections))
      return values.verify ? verifyAll() : undefined
    case 'verify':
      return verifyAll()
    case 'delete':
      await confirm(`Take the webhook of ${named?.name ?? 'every bot'} away?`, values.yes)
      return void (await each(named, remove))
    default:
      throw new Exit('usage', USAGE)
  }
}

const DROP = `--drop-pending loses what people have written. To skip it and keep it:
  posthouse webhook delete <bot>; posthouse updates drop <bot> --reason …`

async function each<T>(named: { name: string } | undefined, work: (site: Site) => Promise<T>): Promise<T[]> {
  const config = configure(readEnvironment(), fleet)
  if (config.simulated) throw new ConfigError('No bot has a token: the simulator has no webhooks to set.')
  const bots = named ? [named] : config.chosen.map(({ bot }) => bot)
  const results: T[] = []
  for (const { name } of bots) {
    const bot = fleet.find((one) => one.name === name)!
    results.push(await withTelegram(config, name, (telegram) => work({ config, bot, telegram })))
  }
  return results
}

async function set(site: Site, mostConnections: number | undefined): Promise<void> {
  const { bot, telegram } = site
  const url = addressOf(site)
  await telegram.call('setWebhook', {
    url,
    secret_token: secretOf(site),
    allowed_updates: allowedUpdates(bot) as never,
    ...(mostConnections === undefined ? {} : { max_connections: mostConnections }),
  })
  stdout.write(`${bot.name}: Telegram sends updates to ${url}\n`)
}

async function verify(site: Site): Promise<boolean> {
  const { bot, telegram } = site
  const url = addressOf(site)
  const info = await telegram.call('getWebhookInfo', {})
  const wanted = allowedUpdates(bot)
  const asked = info.allowed_updates ?? []
  const missing = wanted.filter((type) => !asked.some((one) => one === type))
  const probed = await probe(url, secretOf(site))
  const checks: [boolean, string][] = [
    [
      info.url === url,
      info.url === url ? `set to ${url}` : `set to ${plain(info.url ?? '', 200) || 'nothing'}, not to ${url}`,
    ],
    [
      missing.length === 0,
      missing.length === 0 ? 'all update types are asked for' : `not asked for: ${missing.join(', ')}`,
    ],
    ...probed.map(({ ok, told }): [boolean, string] => [ok, told]),
  ]
  for (const [ok, told] of checks) stdout.write(`${bot.name}: ${ok ? 'ok   ' : 'WRONG'} ${told}\n`)
  stdout.write(`${bot.name}:       ${english(words.pending(info.pending_update_count))}, ${lastError(info)}\n`)
  return checks.every(([ok]) => ok)
}

function lastError({
  last_error_date: at,
  last_error_message: message = '',
}: {
  last_error_date?: number
  last_error_message?: string
}) {
  if (at === undefined) return english(words.noError)
  const ago = operationsSay.ago(since(new Date(at * 1000), systemClock.now()))
  return english(words.lastError(ago, plain(message, 200)))
}

async function remove({ bot, telegram }: Site): Promise<void> {
  const { url, pending_update_count } = await telegram.call('getWebhookInfo', {})
  await telegram.call('deleteWebhook', {})
  stdout.write(
    url
      ? `${bot.name}: the webhook is gone; ${tally(pending_update_count, 'update')} wait at Telegram for polling or the next webhook (24 h).\n`
      : `${bot.name}: there was no webhook.\n`,
  )
}

function addressOf({ config, bot }: Site): string {
  if (config.webhookBase) return `${config.webhookBase}/webhook/${bot.name}`
  throw new ConfigError(
    'WEBHOOK_ENABLED=true and WEBHOOK_BASE_URL are needed: without them the bots poll, which Telegram refuses beside a webhook.',
  )
}

const secretOf = ({ config, telegram }: Site) =>
  webhookSecret(config.webhookSecret, telegram.id, config.house.WEBHOOK_SECRET_VERSION)
