import type { Update } from '@grammyjs/types'
import { isConflict, isDatabaseError, type Queryable } from '../db/database.ts'
import type { Operate } from '../jobs/context.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import { Refusal } from '../ops/refusal.ts'
import type { OutboxRow } from '../outbox/rows.ts'
import type { Person } from '../people/people.ts'
import { say } from '../texts.ts'
import type { Bot } from './bot.ts'
import { createContext, type UpdateNotes } from './context.ts'
import type { Deadline } from './deadline.ts'
import { chatTypeOf, read } from './read.ts'
import { EndOfDialog, type ResultPayload, refuse, route, routeResult, type Stay, type Visit } from './route.ts'
import { savepointIn } from './savepoint.ts'
import { type Memory, recall } from './session.ts'
import type { Waiting } from './waiting.ts'

/** One bot as dispatch knows it. */
export interface Running {
  bot: Bot
  username: string
  outside: unknown
  operate?: Operate | undefined
}

/** An update with everything its handler needs. */
export interface Entry {
  waiting: Waiting
  running: Running
  /** Telegram's update; for an answer to one of our calls there is none. */
  update: Update
  person: Person
  /** Their open dialog here. */
  stay: Stay | undefined
  /** What is remembered of the chat, as text. */
  memory: string | undefined
}

export type Handled =
  /** `memory`: the chat's, when it has changed. */
  | {
      kind: 'done'
      notes: UpdateNotes
      stay: Stay | undefined
      memory?: string | undefined
      rows?: readonly OutboxRow[] | undefined
    }
  | { kind: 'failed'; error: string; farewell: UpdateNotes }
  /** Tried without a transaction, which it needs. */
  | typeof UNFIT

const UNFIT = { kind: 'unfit' } as const

export interface Surroundings {
  /** Without one the handler is tried: it ends well and without asking for it, or counts as not run. */
  transaction: Queryable | undefined
  now: Date
  log: Log
  superadmins: ReadonlySet<number>
  deadline: Deadline
}

/** Runs the one handler of an update. What it wrote is kept or taken back here; what it noted is returned. */
export async function handle(
  entry: Entry,
  surroundings: Surroundings,
  /** Puts notes into their final form, as far as nothing has to be asked for that: what cannot be written fails while it is known whose it is. */
  prepare: (notes: UpdateNotes) => readonly OutboxRow[] | undefined,
): Promise<Handled> {
  const { transaction, log, deadline } = surroundings
  const { waiting, running, update } = entry
  const savepoint = savepointIn(transaction)
  const memory = recall(entry.memory)
  const { ctx, notes } = enter(entry, savepoint, surroundings, memory)
  try {
    const { bot, username } = running
    const visit: Visit = { bot, username, ctx, notes, stay: entry.stay, transaction: savepoint }
    const stay = await deadline.watch(
      waiting.kind === 'result'
        ? routeResult(visit, JSON.parse(waiting.payload) as ResultPayload)
        : route(visit, read(update)),
    )
    if (savepoint.wasRefused()) return UNFIT
    answerPress(update, ctx, notes)
    const rows = prepare(notes)
    savepoint.keep()
    return { kind: 'done', notes, stay, memory: memory.changed(), rows }
  } catch (error) {
    if (savepoint.wasRefused() || (!transaction && !(error instanceof Refusal))) return UNFIT
    if (isLostConnection(error) || isConflict(error)) throw error
    await savepoint.undo()
    const fresh = enter(entry, savepoint, surroundings, recall(entry.memory))
    if (error instanceof Refusal) {
      refuse(fresh.ctx, fresh.notes, error)
      answerPress(update, fresh.ctx, fresh.notes)
      return { kind: 'done', notes: fresh.notes, stay: error instanceof EndOfDialog ? undefined : entry.stay }
    }
    log.error('update_failed', error, { bot: waiting.bot, update: waiting.seq, attempt: waiting.attempts + 1 })
    if (ctx.isPrivate && (update.message || update.callback_query))
      fresh.ctx.reply(say.failed(waiting.seq.toString(36)))
    answerPress(update, fresh.ctx, fresh.notes)
    return { kind: 'failed', error: messageOf(error), farewell: fresh.notes }
  }
}

const enter = (
  { running, update, waiting, person }: Entry,
  transaction: Queryable,
  { now, log, superadmins }: Surroundings,
  memory: Memory,
) =>
  createContext({
    bot: running.bot.name,
    transaction,
    now,
    log,
    outside: running.outside,
    operate: running.operate,
    notifications: running.bot.notifications,
    superadmins,
    update,
    chat: waiting.chat,
    isPrivate: waiting.chat > 0 && (chatTypeOf(update) ?? 'private') === 'private',
    person,
    memory,
  })

/** A press that nobody answered would keep its button turning for the person. */
function answerPress(update: Update, ctx: { chat: number }, notes: UpdateNotes) {
  const query = update.callback_query
  if (query && !notes.answered) {
    notes.messages.unshift({ kind: 'answer', chat: ctx.chat, query: query.id, what: undefined, alert: false })
  }
}

/** The transaction is gone, so nothing can be said about the update: the whole batch is tried again. */
const isLostConnection = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  !isDatabaseError(error) &&
  /^(08|53|57P0|58|ECONN|EPIPE|ETIMEDOUT)/.test(String(error.code))
