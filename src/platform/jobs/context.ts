import type { Db, Queryable } from '../db/database.ts'
import { kyselyOver } from '../db/kysely.ts'
import { type BroadcastNote, begin } from '../notifications/broadcast.ts'
import { broadcastsOf } from '../notifications/broadcasts.ts'
import { enter } from '../notifications/enter.ts'
import { type Notice, type NotificationTypes, typeOf } from '../notifications/notice.ts'
import type { Log } from '../ops/log.ts'
import type { News } from '../ops/news.ts'
import type { Offer } from '../outbox/handover.ts'
import { nonce } from '../outbox/nonce.ts'
import type { MessageNote } from '../outbox/notes.ts'
import { type Letter, writeLetters } from '../outbox/write.ts'
import { type AuditEntry, audit } from '../people/audit.ts'
import { auditHistory } from '../people/audit-history.ts'
import { verifyAudit } from '../people/audit-verify.ts'
import { findPerson } from '../people/people.ts'
import { holders } from '../people/roles.ts'
import type { JobContext } from './job.ts'
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
  actor?: number
  operate?: Operate | undefined
}

export function jobContext(place: Workplace): JobContext {
  const { bot, transaction, now, log, outside, superadmins, notes, notifications, actor, operate } = place
  let db: Db | undefined
  return {
    bot,
    get db() {
      db ??= kyselyOver(transaction)
      return db
    },
    now,
    log,
    outside,
    get operations() {
      return operate?.({ transaction, now, bot, actor })
    },
    holders: async (role) => [...new Set([...superadmins, ...(await holders(transaction, bot, role))])],
    someone: (who) => findPerson(transaction, bot, who, superadmins),
    send: (chat, what, options = {}) => {
      notes.messages.push({ kind: 'text', chat, what, options })
    },
    sendFile: (chat, file, what = '', options = {}) => {
      notes.messages.push({ kind: 'file', chat, file, what, options })
    },
    edit: (chat, target, what, options = {}) => {
      notes.messages.push({ kind: 'edit', chat, target, what, options })
    },
    enqueue: (job, input, options = {}) => {
      notes.jobs.push({ bot, job, input, options })
    },
    notify: (person, { type, ...notice }) => {
      const { channels, essential } = typeOf(bot, notifications, type)
      const declared = { ...(channels ? { channels } : {}), ...(essential ? { essential } : {}) }
      notes.notices.push({ bot, person: person.id, chat: person.telegramId, type, ...notice, ...declared })
    },
    broadcast: (broadcast) => {
      const declared = typeOf(bot, notifications, broadcast.type)
      notes.broadcasts.push({ bot, broadcast, declared, superadmins })
    },
    broadcasts: broadcastsOf(transaction, bot, now, () => {
      notes.resumed = true
    }),
    audit: (action, subject, detail) => {
      notes.audits.push({ bot, actor, action, ...(subject === undefined ? {} : { subject }), detail })
    },
    history: (subjects, page) => auditHistory(transaction, { bot, subjects, ...page }),
    verifyAudit: () => verifyAudit(transaction, now),
    committed: (tell) => {
      notes.told.push(tell)
    },
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
