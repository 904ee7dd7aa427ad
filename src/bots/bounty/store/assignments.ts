import { after, type Db } from '#platform/bot.ts'
import { RETAKE_BAN } from '../leases.ts'
import { type Assignment, type AssignmentStatus, type Task, tables } from './tables.ts'

/** Work in hand: counts against a person's limit. */
export const HELD: readonly AssignmentStatus[] = ['active', 'verifying', 'waiting_merge', 'review']
/** Approved, and the money is not there yet. */
export const OWED: readonly AssignmentStatus[] = ['approved', 'payable', 'held']
/** A submission that may still be paid, or was: its pull request is nobody else's. */
export const SUBMITTED: readonly AssignmentStatus[] = [
  'verifying',
  'waiting_merge',
  'review',
  'approved',
  'payable',
  'held',
  'paid',
  'clawed_back',
]
/** Not over: somebody holds a slot of the task, or is still to be paid for it. */
export const LIVE: readonly AssignmentStatus[] = [...HELD, 'approved', 'payable', 'held']
/** Given back or taken away before anything came of it: the task may be taken again. */
export const GIVEN_BACK: readonly AssignmentStatus[] = ['dropped', 'expired', 'cancelled']

export type AssignmentOfTask = Assignment & { readonly task: Task }

/** The new assignment, or undefined when this person has one of this task already. */
export const add = (db: Db, userId: number, chat: number, task: Task, now: Date): Promise<Assignment | undefined> =>
  tables(db)
    .insertInto('assignments')
    .values({
      user_id: userId,
      chat,
      task_id: task.id,
      status: 'active',
      taken_at: now,
      due_at: new Date(now.getTime() + task.hours * 3_600_000),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

/** A share of that one's reward for somebody else: approved like it, with its evidence, and without a slot. */
export const addShare = (db: Db, root: Assignment, userId: number, chat: number, cents: number): Promise<Assignment> =>
  tables(db)
    .insertInto('assignments')
    .values({
      ...shareOf(root, cents),
      user_id: userId,
      chat,
      task_id: root.task_id,
      taken_at: root.taken_at,
      due_at: root.due_at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

/** The pull request is claimed by the one that did the work; it has an index of its own. */
export const shareOf = (root: Assignment, cents: number) => ({
  status: 'approved' as const,
  share_of: root.id,
  share_cents: cents,
  evidence_url: root.evidence_url,
  submitted_at: root.submitted_at,
  pr_name: root.pr_name,
  pr_number: root.pr_number,
  pr_title: root.pr_title,
  head_sha: root.head_sha,
  base_ref: root.base_ref,
  merge_sha: root.merge_sha,
  merged_at: root.merged_at,
  self_merged: root.self_merged,
  verified_by: root.verified_by,
  verified_at: root.verified_at,
})

/** The other shares of the same slot that are not cancelled. */
export const sharesBeside = (db: Db, { id, share_of, share_cents }: Assignment): Promise<Assignment[]> =>
  share_cents === null
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('assignments')
        .selectAll()
        .where((eb) => eb.or([eb('id', '=', share_of ?? id), eb('share_of', '=', share_of ?? id)]))
        .where('id', '<>', id)
        .where('status', '<>', 'cancelled')
        .orderBy('id')
        .execute()

export const find = (db: Db, id: number): Promise<Assignment | undefined> =>
  tables(db).selectFrom('assignments').selectAll().where('id', '=', id).executeTakeFirst()

/** The assignment, held until the transaction ends. */
export const lock = (db: Db, id: number): Promise<Assignment | undefined> =>
  tables(db).selectFrom('assignments').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** The person's own assignment, held until the transaction ends; dropped ones are nobody's. */
export const lockOwn = (db: Db, id: number, userId: number): Promise<Assignment | undefined> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('status', 'not in', GIVEN_BACK)
    .forUpdate()
    .executeTakeFirst()

export const heldBy = (db: Db, userId: number): Promise<Assignment[]> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', 'in', HELD)
    .orderBy('id')
    .execute()

/** Work in hand, and what is still to be paid. */
export const liveOf = (db: Db, userId: number): Promise<Assignment[]> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', 'in', LIVE)
    .orderBy('id')
    .execute()

/** What a person has, newest first: work in hand before work done. */
export const ownedBy = (db: Db, userId: number, limit: number, offset: number): Promise<Assignment[]> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', 'not in', GIVEN_BACK)
    .orderBy((eb) => eb.case().when('status', 'in', HELD).then(0).else(1).end())
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()

/** The live assignment of this person for this task, if there is one. */
export const ofTask = (db: Db, userId: number, taskId: number): Promise<Assignment | undefined> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('user_id', '=', userId)
    .where('task_id', '=', taskId)
    .where('status', 'not in', GIVEN_BACK)
    .executeTakeFirst()

/** Until when this person has to leave the task to others, after letting its time run out; undefined when they need not. */
export async function bannedUntil(db: Db, userId: number, taskId: number, now: Date): Promise<Date | undefined> {
  const last = await tables(db)
    .selectFrom('assignments')
    .select('ended_at')
    .where('user_id', '=', userId)
    .where('task_id', '=', taskId)
    .where('status', '=', 'expired')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const until = last?.ended_at && after(last.ended_at, RETAKE_BAN)
  return until && until > now ? until : undefined
}

/** Work in hand whose time is over by then. */
export const dueBy = (db: Db, moment: Date): Promise<{ id: number }[]> =>
  tables(db)
    .selectFrom('assignments')
    .select('id')
    .where('status', '=', 'active')
    .where('due_at', '<=', moment)
    .orderBy('due_at')
    .execute()

export async function paidTo(db: Db, userId: number): Promise<number> {
  const query = tables(db)
    .selectFrom('assignments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .where('status', '=', 'paid')
  return (await query.executeTakeFirstOrThrow()).n
}

/** The assignment for which a pull request is submitted already, other than this one. */
export const withPullRequest = (db: Db, repoId: number, number: number, exceptId: number) =>
  tables(db)
    .selectFrom('assignments')
    .select('id')
    .where('pr_repo_id', '=', repoId)
    .where('pr_number', '=', number)
    .where('status', 'in', SUBMITTED)
    .where('id', '<>', exceptId)
    .executeTakeFirst()

/** The submissions that wait for this pull request, or for any of its repository, marked as poked. */
export const poke = (db: Db, repoId: number, number: number | undefined, now: Date): Promise<Assignment[]> =>
  tables(db)
    .updateTable('assignments')
    .set({ poked_at: now })
    .where('pr_repo_id', '=', repoId)
    .$if(number !== undefined, (query) => query.where('pr_number', '=', number ?? 0))
    .where('status', 'in', ['verifying', 'waiting_merge'])
    .returningAll()
    .execute()

export const change = (db: Db, id: number, values: Partial<Omit<Assignment, 'id'>>) =>
  tables(db).updateTable('assignments').set(values).where('id', '=', id).execute()

export const waiting = (db: Db, status: AssignmentStatus, limit: number): Promise<Assignment[]> =>
  tables(db)
    .selectFrom('assignments')
    .selectAll()
    .where('status', '=', status)
    .orderBy('submitted_at')
    .limit(limit)
    .execute()

export async function count(db: Db, statuses: readonly AssignmentStatus[], taskId?: number): Promise<number> {
  let query = tables(db)
    .selectFrom('assignments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'in', statuses)
  if (taskId !== undefined) query = query.where('task_id', '=', taskId)
  return (await query.executeTakeFirstOrThrow()).n
}
