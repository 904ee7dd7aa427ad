import type { Db } from '#platform/bot.ts'
import { type Assignment, type Dispute, type DisputeOutcome, tables } from './tables.ts'

/** The new dispute, or undefined when this submission was disputed already. */
export const add = (
  db: Db,
  { id, submission }: Assignment,
  was: Dispute['was'],
  words: string,
  now: Date,
  answerBy: Date,
): Promise<Dispute | undefined> =>
  tables(db)
    .insertInto('disputes')
    .values({ assignment_id: id, submission, was, words, opened_at: now, answer_by: answerBy })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

export const find = (db: Db, id: number): Promise<Dispute | undefined> =>
  tables(db).selectFrom('disputes').selectAll().where('id', '=', id).executeTakeFirst()

/** The dispute of this assignment that nobody has decided yet. */
export const openOf = (db: Db, assignmentId: number): Promise<Dispute | undefined> =>
  tables(db)
    .selectFrom('disputes')
    .selectAll()
    .where('assignment_id', '=', assignmentId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

export const close = (db: Db, id: number, outcome: DisputeOutcome, by: number, now: Date) =>
  tables(db)
    .updateTable('disputes')
    .set({ outcome, closed_by: by, closed_at: now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute()
