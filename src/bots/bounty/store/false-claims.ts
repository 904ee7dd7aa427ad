import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type FalseClaim, type Tables, tables } from './tables.ts'

export const add = (db: Db, claim: Insertable<Tables['false_claims']>): Promise<FalseClaim> =>
  tables(db).insertInto('false_claims').values(claim).returningAll().executeTakeFirstOrThrow()

/** Those of this person that count, the oldest first. */
export const since = (db: Db, personId: number, from: Date): Promise<FalseClaim[]> =>
  tables(db)
    .selectFrom('false_claims')
    .selectAll()
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .where('at', '>=', from)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** None of this person's counts any more. */
export const liftAll = (db: Db, personId: number, now: Date) =>
  tables(db)
    .updateTable('false_claims')
    .set({ lifted_at: now })
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .execute()

/** It was not false: an admin agreed with a dispute. */
export const lift = (db: Db, assignmentId: number, submission: number, now: Date) =>
  tables(db)
    .updateTable('false_claims')
    .set({ lifted_at: now })
    .where('assignment_id', '=', assignmentId)
    .where('submission', '=', submission)
    .where('lifted_at', 'is', null)
    .execute()
