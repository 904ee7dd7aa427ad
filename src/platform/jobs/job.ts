// biome-ignore-all lint/suspicious/noExplicitAny: a list of jobs has inputs and results of many types
import type { Db } from '../db/database.ts'
import type { Broadcast } from '../notifications/broadcast.ts'
import type { Broadcasts } from '../notifications/broadcasts.ts'
import type { Notice } from '../notifications/notice.ts'
import type { Log } from '../ops/log.ts'
import type { SendOptions } from '../outbox/notes.ts'
import type { AuditEvent } from '../people/audit-history.ts'
import type { AuditReport } from '../people/audit-verify.ts'
import type { Person } from '../people/people.ts'
import type { Sayable } from '../telegram/text.ts'
import type { TextFile } from '../telegram/upload.ts'

/** What survives a round trip through JSON: inputs of jobs, answers of dialogs. Dates travel as ISO strings. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json }

export interface EnqueueOptions {
  /** Not before this moment; now when left out. ISO string or Date. */
  at?: Date | string
  /** While a job with this key waits or runs, another one is not queued; a waiting one is brought forward to the earlier time. */
  key?: string
}

/** What is to be told to one person: see `Notice`. */
export type Notification = Pick<Notice, 'type' | 'key' | 'what' | 'priority' | 'buttons'>

/** What a job may do in its transaction. Notes are written when it commits, as in a handler. */
export interface JobContext {
  readonly bot: string
  readonly db: Db
  readonly now: Date
  readonly log: Log
  /** What the bot's `connect` returned. In a transaction only its local parts may be used (metrics, settings), never the network. */
  readonly outside: unknown
  /** What an operator may see and do, in this transaction; `operationsOf` reads it. Undefined unless the bot declares `operates`. */
  readonly operations: unknown
  /** Telegram ids of the superadmins and of everyone with the role in this bot. */
  holders(role: string): Promise<number[]>
  /** Somebody the house has met, by our id or by Telegram username, with their roles in this bot; undefined when it is nobody, or not one alone. */
  someone(who: number | string): Promise<Person | undefined>
  send(chat: number, what: Sayable, options?: SendOptions): void
  /** Sends a text file as a document, with words under it; like any message it is kept until it is delivered. Up to some megabytes. */
  sendFile(chat: number, file: TextFile, what?: Sayable, options?: SendOptions): void
  edit(chat: number, target: string | number, what: Sayable, options?: SendOptions): void
  enqueue<Input extends Json>(job: Job<Input, any, any>, input: Input, options?: EnqueueOptions): void
  /**
   * Lets somebody know: it stands in their `/inbox` and comes as a message, as they have chosen for its type. In their quiet
   * hours, or while they have muted the bot, the message waits. Throws for a type that the bot does not list under `notifications`.
   */
  notify(person: Pick<Person, 'id' | 'telegramId'>, notice: Notification): void
  /** Notifies many people in the background, behind everything else that is to be said. Throws for an unknown type. */
  broadcast(broadcast: Broadcast): void
  /** How far this bot's broadcasts are; pauses, resumes and cancels them. */
  readonly broadcasts: Broadcasts
  audit(action: string, subject?: string, detail?: unknown): void
  /** What this bot's audit log has about some subjects, newest first; rows of this transaction are not among them yet. */
  history(subjects: readonly string[], page: { most: number; from?: number }): Promise<AuditEvent[]>
  /** Recomputes the chain of the whole audit log (about 40,000 rows a second): for a job, not for a handler. */
  verifyAudit(): Promise<AuditReport>
  /** Runs `tell` once the transaction has committed: for log lines and metrics, so that what was taken back is not counted. Lost in a crash. */
  committed(tell: () => void): void
}

/** What the slow part of a job gets: no transaction, and a key that stays the same over all tries of this job. */
export interface Call<Input, Outside, Read = unknown> {
  readonly input: Input
  /** What the job's `read` found just now. */
  readonly read: Read
  readonly outside: Outside
  readonly key: string
  /** 1 for the first try. */
  readonly attempt: number
  readonly signal: AbortSignal
  readonly now: Date
  readonly log: Log
}

/** Returned by `save`: "not finished, run me again then". The tries start anew. */
export interface Again {
  readonly again: Date
}

/** Asks to run the same job again, e.g. `return again(in15minutes)` while a pull request waits for its merge. */
export const again = (at: Date): Again => ({ again: at })

/** What `read` gets: the database as it is now, in no transaction. */
export interface Reading<Input, Outside> {
  readonly db: Db
  readonly input: Input
  readonly outside: Outside
  readonly now: Date
}

export interface JobSpec<Input extends Json, Result, Outside, Read = unknown> {
  /** Fetches what `call` has to know, before each try. Each of its statements stands alone: what it read may have changed when `save` runs. */
  read?(reading: Reading<Input, Outside>): Promise<Read>
  /** Speaks to the world: slow, outside any transaction, may run more than once for one `save`. */
  call(call: Call<Input, Outside, Read>): Promise<Result>
  /** Writes down what `call` returned; commits together with the end of the job. */
  save(ctx: JobContext, input: Input, result: Result): Promise<Again | void> | Again | void
  /** Tries before the job is dead; 8 when left out. */
  tries?: number
  /** Milliseconds before the next try, given the tries so far; doubling from 2 s up to 10 min when left out. */
  backoff?(attempts: number): number
  /** Told in a transaction when the last try has failed. */
  dead?(ctx: JobContext, input: Input, error: string): Promise<void> | void
}

export interface Job<Input extends Json = Json, Result = unknown, Outside = unknown, Read = any>
  extends JobSpec<Input, Result, Outside, Read> {
  readonly kind: 'job'
  readonly name: string
}

export type AnyJob = Job<any, any, any, any>

/**
 * Work for later, or work that speaks to the world. Plain data; nothing runs until a bot that lists it is started.
 * A function alone is a job that only writes: `job('ring', async (ctx, { id }) => …)`.
 * With `call` and `save` the network is used outside the transaction and the outcome is recorded inside it; with `read` the
 * call knows what the database says by then.
 */
export function job<Input extends Json>(
  name: string,
  save: (ctx: JobContext, input: Input) => Promise<Again | void> | Again | void,
): Job<Input, undefined, unknown>
export function job<Input extends Json, Result, Outside, Read = undefined>(
  name: string,
  spec: JobSpec<Input, Result, Outside, Read>,
): Job<Input, Result, Outside, Read>
export function job(name: string, given: JobSpec<any, any, any, any> | JobSpec<any, any, any, any>['save']): AnyJob {
  const spec = typeof given === 'function' ? { call: async () => undefined, save: given } : given
  return { kind: 'job', name, ...spec }
}
