import type { Queryable } from '../db/database.ts'

export interface Savepoint extends Queryable {
  keep(): Promise<void>
  undo(): Promise<void>
}

/**
 * The part of a shared transaction that belongs to one handler. The savepoint is made at its first query, so a handler
 * that only talks costs the database nothing; one that fails takes back its own writes and nobody else's.
 */
export function savepointIn(transaction: Queryable): Savepoint {
  let made: Promise<unknown> | undefined
  return {
    async query(text, values) {
      made ??= transaction.query('savepoint handler')
      await made
      return transaction.query(text, values)
    },
    async keep() {
      if (made !== undefined) await transaction.query('release savepoint handler')
    },
    async undo() {
      if (made === undefined) return
      await transaction.query('rollback to savepoint handler')
      await transaction.query('release savepoint handler')
    },
  }
}
