import type { Db, Queryable } from '../db/database.ts'
import { kyselyOver } from '../db/kysely.ts'
import { type Broadcast, type BroadcastNote, begin } from '../notifications/broadcast.ts'
import { type Broadcasts, broadcastsOf } from '../notifications/broadcasts.ts'
import { enter } from '../notifications/enter.ts'
import { type Notice, type NotificationTypes, typeOf } from '../notifications/notice.ts'
import type { Log } from '../ops/log.ts'
import type { News } from '../ops/news.ts'
import type { Offer } from '../outbox/handover.ts'
import { nonce } from '../outbox/nonce.ts'
import type { MessageNote, SendOptions } from '../outbox/notes.ts'
import { type Letter, writeLetters } from '../outbox/write.ts'
import { type AuditEntry, audit } from '../people/audit.ts'
import { type AuditEvent, auditHistory } from '../people/audit-history.ts'
import { type AuditReport, verifyAudit } from '../people/audit-verify.ts'
import { findPerson, type Person } from '../people/people.ts'
import { holders } from '../people/roles.ts'
import type { Sayable } from '../telegram/text.ts'
import type { TextFile } from '../telegram/upload.ts'
import type { EnqueueOptions, Job, JobContext, Json, Notification } from './job.ts'
import { enqueue, type JobNote } from './queue.ts'

/** What one handler or job wants to happen: written when its transaction commits, or thrown away with it. */
export interface Notes {
  messages: MessageNote[]
  jobs: JobNote[]
  audits: AuditEntry[]
  notices: Notice[]
  broadcasts: BroadcastNote[]
  /** A broadcast goes on. */
  resumed: boolean
  /** Log lines and metrics that count only what has committed. */
  told: (() => void)[]
}

export const noNotes = (): Notes => ({
  messages: [],
  jobs: [],
  audits: [],
  notices: [],
  broadcasts: [],
  resumed: false,
  told: [],
})

/** Who acts in which transaction: what a bot that `operates` needs to be given its operations. */
export interface Acting {
  transaction: Queryable
  now: Date
  bot: string
  /** Our id of the person, when it is one. */
  actor?: number | undefined
}

/** Makes what the house lets a bot that `operates` do in one transaction; the room `operations` knows what that is. */
export type Operate = (acting: Acting) => unknown

export interface Workplace {
  bot: string
  transaction: Queryable
  now: Date
  log: Log
  outside: unknown
  superadmins: ReadonlySet<number>
  notes: Notes
  /** The types that the bot declares. */
  notifications?: NotificationTypes | undefined
  /** Our id of the person who acts, for the audit log. */
  actor?: number | undefined
  operate?: Operate | undefined
}

export const jobContext = (place: Workplace): JobContext => new Work(place)

/** A class, as one is made for every update: an object with getters of its own takes 1.4 µs, most of it for the getters. */
export class Work implements JobContext {
  readonly bot: string
  readonly now: Date
  readonly log: Log
  readonly outside: unknown
  protected readonly place: Workplace
  private opened: Db | undefined

  constructor(place: Workplace) {
    this.bot = place.bot
    this.now = place.now
    this.log = place.log
    this.outside = place.outside
    this.place = place
    this.opened = undefined
  }

  get db(): Db {
    this.opened ??= kyselyOver(this.place.transaction)
    return this.opened
  }

  get operations(): unknown {
    const { operate, transaction, now, bot, actor } = this.place
    return operate?.({ transaction, now, bot, actor })
  }

  get broadcasts(): Broadcasts {
    const { transaction, bot, now, notes } = this.place
    return broadcastsOf(transaction, bot, now, () => {
      notes.resumed = true
    })
  }

  async holders(role: string): Promise<number[]> {
    const { transaction, bot, superadmins } = this.place
    return [...new Set([...superadmins, ...(await holders(transaction, bot, role))])]
  }

  someone(who: number | string): Promise<Person | undefined> {
    const { transaction, bot, superadmins } = this.place
    return findPerson(transaction, bot, who, superadmins)
  }

  send(chat: number, what: Sayable, options: SendOptions = {}): void {
    this.place.notes.messages.push({ kind: 'text', chat, what, options })
  }

  sendFile(chat: number, file: TextFile, what: Sayable = '', options: SendOptions = {}): void {
    this.place.notes.messages.push({ kind: 'file', chat, file, what, options })
  }

  edit(chat: number, target: string | number, what: Sayable, options: SendOptions = {}): void {
    this.place.notes.messages.push({ kind: 'edit', chat, target, what, options })
  }

  // biome-ignore lint/suspicious/noExplicitAny: jobs of any result
  enqueue<Input extends Json>(job: Job<Input, any, any>, input: Input, options: EnqueueOptions = {}): void {
    this.place.notes.jobs.push({ bot: this.bot, job, input, options })
  }

  notify(person: Pick<Person, 'id' | 'telegramId'>, { type, ...notice }: Notification): void {
    const { bot, notes, notifications } = this.place
    const { channels, essential } = typeOf(bot, notifications, type)
    const declared = { ...(channels ? { channels } : {}), ...(essential ? { essential } : {}) }
    notes.notices.push({ bot, person: person.id, chat: person.telegramId, type, ...notice, ...declared })
  }

  broadcast(broadcast: Broadcast): void {
    const { bot, notes, notifications, superadmins } = this.place
    const declared = typeOf(bot, notifications, broadcast.type)
    notes.broadcasts.push({ bot, broadcast, declared, superadmins })
  }

  audit(action: string, subject?: string, detail?: unknown): void {
    const { bot, actor, notes } = this.place
    notes.audits.push({ bot, actor, action, ...(subject === undefined ? {} : { subject }), detail })
  }

  history(subjects: readonly string[], page: { most: number; from?: number }): Promise<AuditEvent[]> {
    return auditHistory(this.place.transaction, { bot: this.bot, subjects, ...page })
  }

  verifyAudit(): Promise<AuditReport> {
    return verifyAudit(this.place.transaction, this.now)
  }

  committed(tell: () => void): void {
    this.place.notes.told.push(tell)
  }
}

export interface Written {
  /** Called after the commit: hands the messages to the sender who offered to take them. */
  handOver?: () => void
  news: News
}

/** Writes the notes of several handlers in the transaction in which they ran. */
export async function writeNotes(
  transaction: Queryable,
  all: readonly (Omit<Letter, 'notes'> & { notes: Notes })[],
  now: Date,
  offer?: Offer,
): Promise<Written> {
  const letters: Letter[] = all.map(({ notes, ...letter }) => ({ ...letter, notes: notes.messages }))
  const jobs = all.flatMap(({ notes }) => notes.jobs)
  const audits = all.flatMap(({ notes }) => notes.audits)
  const notices = all.flatMap(({ notes }) => notes.notices)
  const broadcasts = all.flatMap(({ notes }) => notes.broadcasts)
  // Before the letters, as these say what is to be sent of them; mostly there are none, and nothing is waited for.
  const entered = notices.length > 0 ? await enter(transaction, notices, now) : undefined
  const [posted] = await Promise.all([
    writeLetters(transaction, entered ? [...letters, ...entered.letters] : letters, now, nonce, offer),
    enqueue(transaction, jobs, now),
    ...audits.map((entry) => audit(transaction, now, entry)),
    ...broadcasts.map((note) => begin(transaction, note, now)),
  ])
  const news = {
    messages: posted.waiting,
    jobs: jobs.length > 0,
    notices: broadcasts.length > 0 || all.some(({ notes }) => notes.resumed),
    notified: entered?.notified ?? [],
  }
  return { ...posted, news }
}
