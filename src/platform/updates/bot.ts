import type { ZodType } from 'zod'
import type { AnyJob, JobContext, Json } from '../jobs/job.ts'
import type { AnyWebhook } from '../jobs/webhook.ts'
import { checkTypes, type NotificationTypes } from '../notifications/notice.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Person } from '../people/people.ts'
import type { Phrase } from '../telegram/text.ts'
import type { Context } from './context.ts'
import type { AnyDialog } from './dialog.ts'
import type { Fleet } from './fleet.ts'
import type { Reader } from './reader.ts'

export type Handler = (ctx: Context) => Promise<void> | void

/** A handler with what it wants: a role, a private chat. */
export interface Guarded {
  readonly kind: 'guarded'
  readonly run: Handler
  readonly role?: string
  readonly privately?: boolean
}

export type Command = Handler | Guarded

/** A button's handler with the readers of its arguments. Made by `press`. */
export interface Press {
  readonly kind: 'press'
  readonly readers: readonly Reader<Json>[]
  readonly role?: string
  // biome-ignore lint/suspicious/noExplicitAny: the readers decide what the arguments are
  readonly run: (ctx: Context, ...args: any[]) => Promise<void> | void
}

type ValuesOf<R extends readonly Reader<Json>[]> = { [K in keyof R]: R[K] extends Reader<infer T> ? T : never }

/**
 * A button's handler. The readers check what comes back: a client can send any data, not only what the bot packed.
 * @example buttons: { drop: press(dropTask, whole(1, 2 ** 31)) }
 */
export const press = <R extends readonly Reader<Json>[]>(
  run: (ctx: Context, ...args: ValuesOf<R>) => Promise<void> | void,
  ...readers: R
): Press => ({ kind: 'press', run, readers })

/** Only for people with the role (or superadmins). Others get the answer of an unknown command, and it is audited. */
export function only<C extends Readonly<Record<string, Command>>>(
  role: string,
  commands: C,
): { [K in keyof C]: Guarded }
export function only(role: string, pressed: Press): Press
export function only(role: string, given: Press | Readonly<Record<string, Command>>): unknown {
  if (given.kind === 'press') return { ...(given as Press), role }
  return Object.fromEntries(
    Object.entries(given as Record<string, Command>).map(([name, command]) => [name, { ...guarded(command), role }]),
  )
}

/** Only in a private chat. In a group the person gets a button that leads there. */
export const privately = <C extends Readonly<Record<string, Command>>>(commands: C): { [K in keyof C]: Guarded } =>
  Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, { ...guarded(command), privately: true }]),
  ) as { [K in keyof C]: Guarded }

export const guarded = (command: Command): Guarded =>
  typeof command === 'function' ? { kind: 'guarded', run: command } : command

/** Telegram's final answer to a `call` with `then`. */
export interface CallResult {
  readonly ok: boolean
  /** What Telegram returned when ok. */
  readonly result?: unknown
  /** Telegram's description when not. */
  readonly error?: string
  readonly data: unknown
}

/** A variable of the environment that a bot reads. */
export interface Setting<T = unknown> {
  readonly schema: ZodType<T>
  readonly meaning: string
  readonly secret?: boolean
  /** How the default reads in `.env.example`, when it is not simply the schema's. */
  readonly example?: string
}

export type SettingsTable = Readonly<Record<string, Setting>>
export type SettingsOf<S extends SettingsTable> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never }

/** What a bot's `connect` gets to build its ways to the outside world. */
export interface Connection<S = Record<string, unknown>> {
  readonly settings: S
  readonly environment: string
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** The bots of the house; only for one that `operates` them. */
  readonly fleet?: Fleet
}

export interface BotSpec {
  /** The folder, the schema, the metric label, the URL and the variable prefix are all this word. */
  readonly name: string
  /** One sentence for the page and for Telegram's profile. */
  readonly about?: Phrase
  readonly commands: Readonly<Record<string, Command>>
  /** Commands shown in Telegram's menu, with their descriptions. */
  readonly menu?: Readonly<Record<string, Phrase>>
  readonly dialogs?: readonly AnyDialog[]
  readonly buttons?: Readonly<Record<string, Press>>
  readonly jobs?: readonly AnyJob[]
  /** What arrives outside commands, dialogs and buttons. Text that nobody wants gets `text`, else a short hint. */
  readonly on?: {
    readonly text?: Handler
    readonly location?: Handler
    readonly photo?: Handler
    readonly document?: Handler
    readonly voice?: Handler
    readonly contact?: Handler
    /** Any other update; the types it needs must stand in `updates`. */
    readonly other?: Handler
  }
  /** Handlers of Telegram's answers, by the name given in `then`. */
  readonly results?: Readonly<Record<string, (ctx: Context, result: CallResult) => Promise<void> | void>>
  /** Jobs by cron expression (5 fields), in the time zone given (UTC when left out). */
  readonly schedule?: Readonly<Record<string, { readonly cron: string; readonly job: AnyJob; readonly zone?: string }>>
  /** Requests of other systems at `POST /webhooks/<name>`; a name is used by one bot of the house. */
  readonly webhooks?: Readonly<Record<string, AnyWebhook>>
  /** The types of notifications that it sends: what `ctx.notify` and `ctx.broadcast` may name, and what people switch on and off. */
  readonly notifications?: NotificationTypes
  /** Update types wanted beyond messages, edits, button presses and membership of the bot itself. */
  readonly updates?: readonly string[]
  readonly settings?: SettingsTable
  /** What is wrong with settings that are each right by themselves: a line for each, with what to write. Any line ends the start. */
  // biome-ignore lint/suspicious/noExplicitAny: each bot's settings differ
  readonly check?: (settings: any, environment: string) => readonly string[]
  /** Builds what jobs find as `outside`: the only way to the world. Called once at start. */
  // biome-ignore lint/suspicious/noExplicitAny: each bot's settings differ
  readonly connect?: (connection: Connection<any>) => unknown
  /** Declares the bot's own series and reads gauges from the database at every scrape. */
  readonly measure?: (metrics: Metrics, db: import('../db/database.ts').Db) => void
  /** Puts something to try into an empty house, in the name of its host; run at every start with the simulator, so it looks before it adds. */
  readonly demo?: (ctx: JobContext, host: Person) => Promise<void>
  /** What somebody may try first, for the simulator's page: a newcomer, or (`by: 'host'`) the person who runs the place. */
  readonly tryThis?: { readonly label: Phrase; readonly say: string; readonly by?: 'host' }
  /**
   * The people of this bot may see how the house's bots are and mend them: handlers and jobs find `operationsOf(ctx)`
   * (`#platform/operations/operations.ts`), `connect` finds `fleet`. Who of them may do what is the bot's to say, by `only`.
   */
  readonly operates?: true
  /** It speaks for the house: superadmins hear from it what is wrong with any bot. At most one of a fleet; the first one when none does. */
  readonly announces?: true
  /** The folder of its migrations (`new URL('./migrations', import.meta.url)`). */
  readonly migrations?: URL
}

/** A bot as plain data: it can be listed, printed and imported without starting anything. */
export interface Bot extends BotSpec {
  readonly kind: 'bot'
}

const RESERVED = /^(admin|house|health|ready|metrics|posthouse|public|webhooks?)$/

/** Declares a bot. Throws at once when names collide or cannot be used. */
export function bot(spec: BotSpec): Bot {
  if (!/^[a-z][a-z0-9]{1,20}$/.test(spec.name) || RESERVED.test(spec.name)) {
    throw new Error(
      `"${spec.name}" cannot be a bot's name: lower case letters and digits, at most 21, not a reserved word.`,
    )
  }
  unique(spec.name, 'dialog', spec.dialogs ?? [])
  unique(spec.name, 'job', spec.jobs ?? [])
  for (const command of Object.keys(spec.commands)) {
    if (!/^[a-z0-9_]{1,32}$/.test(command))
      throw new Error(`${spec.name}: "/${command}" is not a command Telegram accepts.`)
  }
  for (const name of Object.keys(spec.webhooks ?? {})) {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) throw new Error(`${spec.name}: "${name}" cannot be a webhook's address.`)
  }
  checkTypes(spec.name, spec.notifications ?? {})
  if (spec.buttons?.inboxQuiet && !spec.dialogs?.some(({ name }) => name === 'quiet-hours')) {
    throw new Error(`${spec.name}: inboxButtons lead to a dialog: list quietHours among its dialogs, too.`)
  }
  return { kind: 'bot', ...spec }
}

function unique(bot: string, kind: string, list: readonly { name: string }[]) {
  const names = list.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`${bot}: two ${kind}s are called "${twice}".`)
}
