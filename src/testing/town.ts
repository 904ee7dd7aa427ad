import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import type { Migrated } from '#platform/db/migrate.ts'
import { type Guest, type House, openHouse } from '#platform/house.ts'
import { createFleet } from '#platform/operations/fleet.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog, type Log } from '#platform/ops/log.ts'
import { createMetrics, type Metrics } from '#platform/ops/metrics.ts'
import type { LimitProfile } from '#platform/outbox/limits.ts'
import { chainAudit } from '#platform/people/audit-chain.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import type { Bot, SettingsTable } from '#platform/updates/bot.ts'
import type { WebhookAuth } from '#platform/updates/guard.ts'
import type { Key } from '#platform/updates/secret.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { createWeb } from '#platform/web/server.ts'
import { webhookRoutes } from '#platform/web/webhooks.ts'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'
import { type Citizen, type CitizenSpec, citizen } from './citizen.ts'
import { type HandClock, handClock } from './clock.ts'
import { freshDatabase } from './database.ts'
import { onServerClock } from './server-clock.ts'

export interface TownOptions {
  /** When the story begins. */
  at?: Date | string
  /** Settings of the bot, beside what the simulator's stand-ins give (`GITHUB_API_URL`, `PAYOUT_WEBHOOK_URL`, `PAYOUT_SECRET`, `PAYOUT_SIGNING_KEY`). */
  settings?: Readonly<Record<string, string>>
  /** Telegram's limits; none when left out, so that a story need not wait. */
  limits?: LimitProfile
  githubDates?: 'recorded' | 'fresh'
  /** Schedules that tick more often than once an hour, too. Left out otherwise: time stops at each tick, and a day takes seconds. */
  everyTick?: boolean
  /** Other bots of the same house. A person talks to one of them by `person('Ann', { bot: 'ferry' })`. */
  besides?: readonly Bot[]
  /** Who may hand in updates; the simulator alone, by its secret, when left out. */
  webhook?: { auth?: WebhookAuth; secrets?: readonly Key[] }
}

/** The real platform on a real database, with the simulator around it and a clock moved by hand. */
export interface Town {
  /** Someone who can talk to the bot; the same name is the same person. `superadmin` people run the place. */
  person(name: string, spec?: CitizenSpec): Citizen
  /** Lets time pass; everything that becomes due on the way happens at its moment. */
  passes(ms: number): Promise<void>
  /** Resolves when nobody has anything left to do at this moment. */
  settled(): Promise<void>
  /** Stops the house and opens it again on the same database, as a restart does; with another release of the bot, if one is given. */
  restarts(release?: Bot, besides?: readonly Bot[]): Promise<void>
  readonly now: Date
  readonly database: Database
  readonly metrics: Metrics
  /** The house's HTTP server, and the secret its webhook wants. */
  readonly web: { url: string; secret: string }
  readonly simulator: Simulator
  readonly github: Simulator['github']
  readonly payouts: Simulator['payouts']
  readonly llm: Simulator['llm']
  readonly sheets: Simulator['sheets']
  /** Every line logged so far, parsed. */
  readonly logged: readonly Record<string, unknown>[]
  close(): Promise<void>
}

const UNLIMITED: LimitProfile = {
  perBot: { perSecond: 1e9 },
  perChat: { burst: 1e9, perSecond: 1e9 },
  perGroup: { burst: 1e9, perSecond: 1e9 },
}

export const PLATFORM: Migrated = {
  schema: 'posthouse',
  folder: fileURLToPath(new URL('../platform/db/migrations', import.meta.url)),
}
const SECRET = 'a-secret-of-the-tests'
const SIGNING_KEY = 'a-signing-key-of-the-tests'

const towns = new Set<Town>()

/** Closes every town a test opened; `vitest.config.ts` has it called after each test. */
export async function closeTowns() {
  await Promise.all([...towns].map((town) => town.close()))
}

export async function town(first: Bot, options: TownOptions = {}): Promise<Town> {
  const paced = options.everyTick ? (release: Bot) => release : unhurried
  let bots = [first, ...(options.besides ?? [])].map(paced)
  const clock: HandClock = handClock(new Date(options.at ?? '2026-03-02T09:00:00Z'))
  const logged: Record<string, unknown>[] = []
  const log: Log = createLog({ level: 'debug', destination: { write: (line) => void logged.push(JSON.parse(line)) } })
  const places = [PLATFORM, ...bots.flatMap(placesOf)]
  const database = onServerClock(await freshDatabase(places), clock)
  const simulator = await createSimulator({
    clock,
    payoutSigningKey: SIGNING_KEY,
    ...(options.githubDates ? { githubDates: options.githubDates } : {}),
  })
  const listed = new Map(
    bots.map(({ name }) => [name, simulator.bot({ username: `${name}_bot`, name, about: name })] as const),
  )
  const superadmins = new Set<number>()
  let open = await enter()

  async function enter() {
    const metrics = createMetrics()
    const telegrams = new Map(
      bots.map(({ name }) => [
        name,
        createTelegram({ apiRoot: simulator.url, token: listed.get(name)!.token, metrics }),
      ]),
    )
    const fleet = createFleet(database, telegrams)
    const guests: Guest[] = bots.map((bot) => ({
      bot,
      telegram: telegrams.get(bot.name)!,
      username: `${bot.name}_bot`,
      outside: bot.connect?.({
        settings: settingsOf(bot.settings ?? {}, { ...standIns(simulator, bot), ...options.settings }),
        environment: 'test',
        clock,
        log,
        metrics,
        ...(bot.operates ? { fleet } : {}),
      }),
    }))
    const house: House = await openHouse({
      database,
      clock,
      log,
      metrics,
      superadmins,
      guests,
      limits: options.limits ?? UNLIMITED,
      mode: 'webhook',
    })
    const secrets = new Map(bots.map(({ name }) => [name, options.webhook?.secrets ?? [SECRET]]))
    const auth = options.webhook?.auth ?? 'telegram'
    const door = webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets, auth })
    const routes = [webhookRoutes({ deliveries: house.deliveries, log, metrics })]
    const web = createWeb({ health: createHealth({}), metrics, log, door, routes })
    const url = await web.listen({ host: '127.0.0.1', port: 0 })
    for (const [name, telegram] of telegrams)
      await telegram.call('setWebhook', { url: `${url}/webhook/${name}`, secret_token: SECRET })
    return {
      house,
      metrics,
      url,
      async leave() {
        await web.close()
        await house.worker.quiet()
        await house.sender.leave()
        for (const telegram of telegrams.values()) await telegram.close()
      },
    }
  }

  async function settled() {
    await rounds()
    await chainAudit(database)
  }

  async function rounds() {
    for (let quiet = 0; quiet < 2; ) {
      await simulator.settled()
      const { dispatch, sender, worker, schedule, notifier } = open.house
      let done = await dispatch.round()
      done += await sender.round()
      await sender.quiet()
      done += await worker.round()
      await worker.quiet()
      done += await schedule.round()
      done += await notifier.round()
      quiet = done === 0 && simulator.pending() === 0 ? quiet + 1 : 0
    }
  }

  async function nextMoment(): Promise<Date | undefined> {
    const { rows } = await database.query<{ at: Date | null }>(
      `select min(at) as at from (
         select min(run_at) as at from posthouse.jobs where state = 0 union all
         select min(until) from posthouse.jobs where state = 1 union all
         select min(not_before) from posthouse.chat_queue union all
         select min(next_at) from posthouse.lanes union all
         -- what may be sent and is not yet: the bot has said as much as it may within a second
         select $1::timestamptz + interval '1 second' from posthouse.lanes where owner is null and coalesce(next_at, '-infinity') <= $1 union all
         select min(next_at) from posthouse.schedules union all
         select min(not_before) from posthouse.notifications where telegram = 'waiting' union all
         select min(not_before) from posthouse.broadcast_recipients where state = 'waiting' union all
         select min(next_at) from posthouse.broadcasts where state = 'running') t where at > $1`,
      [clock.now()],
    )
    const moments = [rows[0]?.at, clock.next()].filter(
      (at): at is Date => at !== null && at !== undefined && at > clock.now(),
    )
    return moments.sort((a, b) => a.getTime() - b.getTime())[0]
  }

  const made: Town = {
    person: (name, spec = {}) => {
      const person = citizen({ name, spec, simulator, bot: listed.get(spec.bot ?? first.name)!, settled })
      if (spec.superadmin) superadmins.add(person.id)
      return person
    },
    settled,
    async passes(ms) {
      const end = new Date(clock.now().getTime() + ms)
      await rounds()
      for (let at = await nextMoment(); at && at <= end; at = await nextMoment()) {
        clock.moveTo(at)
        await rounds()
      }
      clock.moveTo(end)
      await settled()
    },
    async restarts(release, besides) {
      await open.leave()
      const [own, ...others] = bots
      bots = [release ? paced(release) : own!, ...(besides?.map(paced) ?? others)]
      open = await enter()
      await settled()
    },
    get now() {
      return clock.now()
    },
    get metrics() {
      return open.metrics
    },
    get web() {
      return { url: open.url, secret: SECRET }
    },
    database,
    simulator,
    github: simulator.github,
    payouts: simulator.payouts,
    llm: simulator.llm,
    sheets: simulator.sheets,
    logged,
    async close() {
      towns.delete(made)
      await open.leave()
      await simulator.close()
    },
  }
  towns.add(made)
  return made
}

const placesOf = ({ name, migrations }: Bot): Migrated[] =>
  migrations ? [{ schema: name, folder: fileURLToPath(migrations) }] : []

/** The bot without what its schedule does every few minutes. */
const unhurried = ({ schedule = {}, ...rest }: Bot): Bot => ({
  ...rest,
  schedule: Object.fromEntries(Object.entries(schedule).filter(([, { cron }]) => !cron.startsWith('*'))),
})

const standIns = (simulator: Simulator, { settings = {} }: Bot): Record<string, string> => ({
  GITHUB_API_URL: `${simulator.url}/github`,
  PAYOUT_WEBHOOK_URL: `${simulator.url}/payouts`,
  PAYOUT_SECRET: 'simulated',
  PAYOUT_SIGNING_KEY: SIGNING_KEY,
  GITHUB_WEB_URL: `${simulator.url}/github-web`,
  GITHUB_OAUTH_CLIENT_ID: 'simulated',
  SECRET_KEY: 'simulated-simulated-simulated-key',
  LINK_UNPROVEN: 'yes',
  OPENAI_BASE_URL: `${simulator.url}/llm/v1`,
  OPENAI_API_KEY: simulator.llm.key,
  LONGCAT_BASE_URL: `${simulator.url}/llm/v1`,
  LONGCAT_API_KEY: simulator.llm.key,
  GOOGLE_SHEETS_URL: `${simulator.url}/sheets/`,
  SHEETS_SPREADSHEET_ID: simulator.sheets.spreadsheet,
  // Making its key takes some 50 ms.
  ...('GOOGLE_SERVICE_ACCOUNT' in settings
    ? { GOOGLE_SERVICE_ACCOUNT: JSON.stringify(simulator.sheets.serviceAccount()) }
    : {}),
})

/** Parses a bot's settings from plain strings, as the configuration does from the environment. */
function settingsOf(table: SettingsTable, given: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([name, { schema }]) => [name, schema.parse(given[name])]))
}
