import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import type { Bot, SettingsTable } from '#platform/bot.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'write true or false')
  .transform((word) => ['true', '1', 'yes', 'on'].includes(word))
const port = z.coerce.number('write a port number').int().min(0).max(65_535, 'ports end at 65535')
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'write a full http(s):// address' })
  .transform((url) => url.replace(/\/$/, ''))

/** What the house itself reads. Each bot adds its own table (`settings.ts` beside its `bot.ts`). */
export const HOUSE_SETTINGS = {
  ENVIRONMENT: {
    schema: z.enum(['development', 'test', 'staging', 'production']).default('development'),
    meaning: 'PROD tokens are read in `production` only, and refused elsewhere',
  },
  POSTHOUSE_BOTS: {
    schema: z
      .string()
      .transform((list) => list.split(/[\s,]+/).filter(Boolean))
      .optional(),
    meaning: 'Names of the bots to run, separated by commas; every bot with a token when left out',
  },
  DATABASE_URL: {
    schema: z
      .url({ protocol: /^postgres(ql)?$/, error: 'write postgres://user:password@host:5432/database' })
      .optional(),
    meaning: 'PostgreSQL 14 or newer; without it the embedded database in POSTHOUSE_DATA',
    secret: true,
  },
  DATABASE_POOL_SIZE: {
    schema: z.coerce.number().int().min(2).max(200).default(10),
    meaning: 'Connections of one process',
  },
  POSTHOUSE_DATA: {
    schema: z.string().min(1).default('./data'),
    meaning: 'Folder of the embedded database and of generated secrets',
  },
  REDIS_URL: {
    schema: z.url({ protocol: /^rediss?$/, error: 'write redis://host:6379' }).optional(),
    meaning: 'Optional: shows who polls, for `redis-cli get bot_polling_lock`; nothing depends on it',
    secret: true,
  },
  LOCK_ON_BUSY: {
    schema: z.enum(['exit', 'wait'], 'write exit or wait').optional(),
    example: '`wait` in production, else `exit`',
    meaning: 'When another process polls for a bot: end with exit code 75, or stand by and take over when it is gone',
  },
  ALLOW_PROD_TOKEN: {
    schema: flag.default(false),
    meaning:
      'Lets `<BOT>_TOKEN_OVERRIDE` name the production bot outside production; whoever polls there now is disturbed',
  },
  TELEGRAM_API_ROOT: {
    schema: httpUrl.default('https://api.telegram.org'),
    meaning: 'A local Bot API server, or another simulator',
  },
  WEBHOOK_ENABLED: { schema: flag.default(false), meaning: 'Webhooks instead of polling' },
  WEBHOOK_BASE_URL: {
    schema: httpUrl.optional(),
    meaning: 'Public address that Telegram reaches; `/webhook/<bot>` is added',
  },
  WEBHOOK_HOST: { schema: httpUrl.optional(), meaning: 'Older name of WEBHOOK_BASE_URL' },
  WEBHOOK_SECRET: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,256}$/, '8 to 256 characters of A-Z a-z 0-9 _ -')
      .optional(),
    meaning: "Root of the webhooks' secret tokens; required for webhooks in production, generated elsewhere",
    secret: true,
  },
  WEBHOOK_SECRET_VERSION: {
    schema: z.coerce.number('write a whole number').int().min(1).max(1_000_000).default(1),
    meaning: 'Raise it by one to give every bot a new secret token; the one before is accepted for 24 h more',
  },
  WEBHOOK_AUTH: {
    schema: z.enum(['telegram', 'hmac', 'any', 'all']).default('telegram'),
    meaning: "Who is let in: Telegram's secret token, a relay that signs the body (`hmac`), `any` of them, or `all`",
  },
  HOST: { schema: z.string().min(1).default('127.0.0.1'), meaning: 'Address to listen on; 0.0.0.0 in a container' },
  PORT: { schema: port.default(8080), meaning: 'Webhook, health and web' },
  METRICS_PORT: { schema: port.default(8000), meaning: 'Metrics at `/metrics` and at `/`' },
  SHUTDOWN_DELAY_SECONDS: {
    schema: z.coerce.number('write a number of seconds').min(0).max(10, 'at most 10 seconds').optional(),
    meaning:
      'How long the webhook still serves after SIGTERM, until proxies have heard of it; 5 in production with webhooks, else 0',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    meaning: 'Least severe lines to print',
  },
  SENTRY_DSN: { schema: z.url().optional(), meaning: 'Reports unexpected errors to Sentry', secret: true },
  SENTRY_ENV: { schema: z.string().optional(), meaning: 'Environment shown in Sentry; ENVIRONMENT when left out' },
  SUPERADMIN_IDS: {
    schema: z
      .string()
      .regex(/^\s*\d+(\s*,\s*\d+)*\s*$/, 'write numeric Telegram ids separated by commas')
      .transform((list) => list.split(',').map(Number))
      .optional(),
    meaning: 'Telegram ids of the people who may do everything',
  },
  ALERT_WEBHOOK_URL: {
    schema: httpUrl.optional(),
    meaning: 'Is told by POST of every incident and its end, beside the superadmins',
    secret: true,
  },
  ALERT_WEBHOOK_SECRET: {
    schema: z.string().min(16, 'write 16 or more random characters').optional(),
    meaning: 'Signs what ALERT_WEBHOOK_URL is told, so that the receiver knows who speaks; needed with it',
    secret: true,
  },
  DEADMAN_PING_URL: {
    schema: httpUrl.optional(),
    meaning: 'Asked for (GET) after every round of the heartbeat monitor; the service there tells you when that stops',
    secret: true,
  },
  SIMULATOR_PORT: {
    schema: port.default(8081),
    meaning: 'The simulated Telegram and its page, when no bot has a token',
  },
} as const satisfies SettingsTable

type HouseSettings = { [K in keyof typeof HOUSE_SETTINGS]: z.infer<(typeof HOUSE_SETTINGS)[K]['schema']> }

/** A bot that will run, with its token and its own settings. */
export interface Chosen {
  bot: Bot
  token: string | undefined
  settings: Record<string, unknown>
}

export interface Config {
  house: HouseSettings
  /** Where webhooks live, when they are on. */
  webhookBase: string | undefined
  webhookSecret: string
  superadmins: ReadonlySet<number>
  chosen: readonly Chosen[]
  /** True when no bot has a token: everything runs against the simulator. */
  simulated: boolean
  /** Values that must never be logged. */
  secrets: readonly string[]
}

/** Something in the environment is wrong. The message names every variable and what to write; the exit code is 78. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads `.env` (if there is one) under the real environment. The only place that looks at `process.env`. */
export function readEnvironment(folder = process.cwd()): Environment {
  const file = join(folder, '.env')
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) : {}
  return { ...written, ...process.env }
}

/** Checks everything at once and fails loudly, before anything is started. */
export function configure(environment: Environment, fleet: readonly Bot[]): Config {
  const problems: string[] = []
  const house = parse(HOUSE_SETTINGS, environment, problems) as HouseSettings
  const enabled = enabledBots(house.POSTHOUSE_BOTS, fleet, problems)
  const withTokens = enabled.map((bot) => ({
    bot,
    token: tokenOf(
      bot,
      environment,
      { kind: house.ENVIRONMENT, mayProd: house.ALLOW_PROD_TOKEN },
      enabled.length === 1,
      problems,
    ),
    settings: parse(bot.settings ?? {}, environment, problems),
  }))
  const simulated = withTokens.every(({ token }) => token === undefined)
  const chosen = simulated ? withTokens : withTokens.filter(({ token }) => token !== undefined)
  const webhookBase = house.WEBHOOK_ENABLED ? (house.WEBHOOK_BASE_URL ?? house.WEBHOOK_HOST) : undefined
  if (house.WEBHOOK_ENABLED && !webhookBase) problems.push('WEBHOOK_BASE_URL: needed when WEBHOOK_ENABLED=true')
  if (house.WEBHOOK_ENABLED && house.ENVIRONMENT === 'production' && !house.WEBHOOK_SECRET) {
    problems.push('WEBHOOK_SECRET: needed for webhooks in production, 32 or more random characters of A-Z a-z 0-9 _ -')
  }
  if (simulated && enabled.length > 1) problems.push(...ownerless(environment, house.ENVIRONMENT, enabled))
  if (simulated && house.ENVIRONMENT === 'production') {
    problems.push(
      `${enabled[0]?.name.toUpperCase() ?? 'BOUNTY'}_TOKEN_PROD: no bot has a token, and production does not run the simulator`,
    )
  }
  problems.push(...alertProblems(house, chosen))
  if (problems.length === 0 && !simulated) {
    problems.push(...chosen.flatMap(({ bot, settings }) => bot.check?.(settings, house.ENVIRONMENT) ?? []))
  }
  if (problems.length > 0) {
    throw new ConfigError(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
  const webhookSecret = house.WEBHOOK_SECRET ?? generated(house.POSTHOUSE_DATA, 'webhook-secret')
  return {
    house,
    webhookBase,
    webhookSecret,
    superadmins: new Set(house.SUPERADMIN_IDS ?? []),
    chosen,
    simulated,
    secrets: [
      ...secretsIn(HOUSE_SETTINGS, environment),
      webhookSecret,
      ...chosen.flatMap(({ bot, token }) => [...secretsIn(bot.settings ?? {}, environment), ...(token ? [token] : [])]),
    ],
  }
}

/** The addresses are told what goes wrong here, and are known to nobody else: in the open only on the same machine. */
function alertProblems(house: HouseSettings, chosen: readonly Chosen[]): string[] {
  const announcing = chosen.filter(({ bot }) => bot.announces).map(({ bot }) => bot.name)
  const isOpen = (name: 'ALERT_WEBHOOK_URL' | 'DEADMAN_PING_URL') =>
    house.ENVIRONMENT === 'production' && /^http:/.test(house[name] ?? '') && !isHere(new URL(house[name] ?? ''))
  return [
    ...(house.ALERT_WEBHOOK_URL && !house.ALERT_WEBHOOK_SECRET
      ? ['ALERT_WEBHOOK_SECRET: needed with ALERT_WEBHOOK_URL, 16 or more random characters']
      : []),
    ...(['ALERT_WEBHOOK_URL', 'DEADMAN_PING_URL'] as const)
      .filter(isOpen)
      .map((name) => `${name}: in production it has to begin with https://, unless it is on this machine`),
    ...(announcing.length > 1
      ? [`POSTHOUSE_BOTS: ${announcing.join(' and ')} both speak for the house; leave one out`]
      : []),
  ]
}

const isHere = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** A bot's settings when the simulator stands in for the world: its addresses under the environment's own values. */
export const settingsWith = (bot: Bot, environment: Environment, standIns: Readonly<Record<string, string>>) =>
  parse(bot.settings ?? {}, { ...environment, ...standIns }, [])

function parse(table: SettingsTable, environment: Environment, problems: string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).map(([name, { schema, secret }]) => {
      const result = schema.safeParse(clean(environment[name]))
      if (result.success) return [name, result.data]
      const got = secret || environment[name] === undefined ? '' : ` (got ${JSON.stringify(environment[name])})`
      problems.push(`${name}: ${result.error.issues.map((issue) => issue.message).join('; ')}${got}`)
      return [name, undefined]
    }),
  )
}

/** An empty value is no value; blanks, carriage returns and quotes around it come from hand-written files. */
function clean(value: string | undefined): string | undefined {
  const bare = value
    ?.trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
  return bare === '' ? undefined : bare
}

function enabledBots(names: readonly string[] | undefined, fleet: readonly Bot[], problems: string[]): readonly Bot[] {
  const unknown = names?.filter((name) => !fleet.some((bot) => bot.name === name)) ?? []
  if (unknown.length > 0) {
    problems.push(
      `POSTHOUSE_BOTS: no bot is called ${unknown.join(', ')}; there are ${fleet.map((bot) => bot.name).join(', ')}`,
    )
  }
  return names ? fleet.filter((bot) => names.includes(bot.name)) : fleet
}

const TOKEN = /^\d{1,20}:[A-Za-z0-9_-]{20,64}$/

/** Override, then PROD in production only, then DEV outside it, then the plain name. Older names count when one bot is enabled. */
function tokenOf(
  bot: Bot,
  environment: Environment,
  { kind, mayProd }: { kind: string; mayProd: boolean },
  alone: boolean,
  problems: string[],
): string | undefined {
  const production = kind === 'production'
  const ranked = ['TOKEN_OVERRIDE', production ? 'TOKEN_PROD' : 'TOKEN_DEV', 'TOKEN']
  const prefix = bot.name.toUpperCase()
  const names = [...ranked.map((name) => `${prefix}_${name}`), ...(alone ? olderNames(production) : [])]
  const name = names.find((name) => clean(environment[name]) !== undefined)
  const token = name === undefined ? undefined : clean(environment[name])
  if (name !== undefined && token !== undefined && !TOKEN.test(token)) {
    problems.push(`${name}: that does not look like a bot token (123456:ABC…)`)
    return undefined
  }
  const prod =
    clean(environment[`${prefix}_TOKEN_PROD`]) ?? (alone ? clean(environment.TELEGRAM_BOT_TOKEN_PROD) : undefined)
  const isMeant = mayProd && name?.endsWith('TOKEN_OVERRIDE')
  if (!production && !isMeant && token !== undefined && prod !== undefined && idOf(token) === idOf(prod)) {
    problems.push(
      `${name}: that is the production bot; it runs only with ENVIRONMENT=production. Make a bot of your own with @BotFather and put its token into ${prefix}_TOKEN_DEV`,
    )
    return undefined
  }
  return token
}

/** Read when it is clear whose token they hold. */
const olderNames = (production: boolean) => [
  'TELEGRAM_BOT_TOKEN_OVERRIDE',
  production ? 'TELEGRAM_BOT_TOKEN_PROD' : 'TELEGRAM_BOT_TOKEN_DEV',
  'TELEGRAM_BOT_TOKEN',
  'BOT_TOKEN',
]

/** A token that nobody reads would end in a simulator that nobody wanted. */
function ownerless(environment: Environment, kind: string, enabled: readonly Bot[]): string[] {
  const names = enabled.map(({ name }) => name)
  return olderNames(kind === 'production')
    .filter((name) => clean(environment[name]) !== undefined)
    .map(
      (name) =>
        `${name}: whose token is that? Write it as ${names[0]?.toUpperCase()}_TOKEN, or name the one bot that runs: POSTHOUSE_BOTS=${names[0]} (there are ${names.join(', ')})`,
    )
}

const idOf = (token: string) => token.split(':')[0]

const secretsIn = (table: SettingsTable, environment: Environment): string[] =>
  Object.entries(table).flatMap(([name, { secret }]) =>
    secret && clean(environment[name]) ? [clean(environment[name])!] : [],
  )

/** A secret made once and kept beside the data, readable by its owner only. */
function generated(folder: string, name: string): string {
  const path = join(resolve(folder), name)
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  mkdirSync(resolve(folder), { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(path, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** `.env.example`, from the same tables that check the environment. */
export function envExample(fleet: readonly Bot[]): string {
  const sections = [
    section('The house', HOUSE_SETTINGS),
    ...fleet.map((bot) => section(`Bot: ${bot.name}`, { ...tokenTable(bot), ...bot.settings })),
  ]
  return `# Copy to .env and fill in what you need. Everything is optional: with no token the simulator opens.\n# Made by \`npm run config:example\`; do not edit by hand.\n\n${sections.join('\n')}`
}

const tokenTable = (bot: Bot): SettingsTable => {
  const prefix = bot.name.toUpperCase()
  const schema = z.string().optional()
  return {
    [`${prefix}_TOKEN`]: { schema, meaning: "The bot's token from @BotFather", secret: true },
    [`${prefix}_TOKEN_DEV`]: { schema, meaning: 'Goes before it outside production', secret: true },
    [`${prefix}_TOKEN_PROD`]: { schema, meaning: 'Goes before it in production; refused elsewhere', secret: true },
    [`${prefix}_TOKEN_OVERRIDE`]: { schema, meaning: 'Goes before all others', secret: true },
  }
}

function section(title: string, table: SettingsTable): string {
  const rows = Object.entries(table).map(([name, setting]) => {
    const fallback = setting.schema.safeParse(undefined)
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : (setting.example ?? '')
    return `# ${setting.meaning}.\n#${name}=${value}\n`
  })
  return `# ── ${title} ──\n${rows.join('')}`
}
