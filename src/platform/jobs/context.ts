import type { Db, Queryable } from '../db/database.ts'
import { kyselyOver } from '../db/kysely.ts'
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
  /** Log lines and metrics that count only what has committed. */
  told: (() => void)[]
}

export const noNotes = (): Notes => ({ messages: [], jobs: [], audits: [], told: [] })

export interface Workplace {
  bot: string
  transaction: Queryable
  now: Date
  log: Log
  outside: unknown
  superadmins: ReadonlySet<number>
  notes: Notes
  /** Our id of the person who acts, for the audit log. */
  actor?: number
}

export function jobContext({ bot, transaction, now, log, outside, superadmins, notes, actor }: Workplace): JobContext {
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
  const letters = all.map(({ notes, ...letter }) => ({ ...letter, notes: notes.messages }))
  const jobs = all.flatMap(({ notes }) => notes.jobs)
  const audits = all.flatMap(({ notes }) => notes.audits)
  const [posted] = await Promise.all([
    writeLetters(transaction, letters, now, nonce, offer),
    enqueue(transaction, jobs, now),
    ...audits.map((entry) => audit(transaction, now, entry)),
  ])
  return { ...posted, news: { messages: posted.waiting, jobs: jobs.length > 0 } }
}
