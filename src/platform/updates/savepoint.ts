import type { Queryable } from '../db/database.ts'

export interface Savepoint extends Queryable {
  /** The handler has asked for a database that is not there. */
  wasRefused(): boolean
  /** Noticed by the next statement if it fails: then the transaction is broken, and all of it is done again. */
  keep(): void
  undo(): Promise<void>
}

/**
 * The part of a shared transaction that belongs to one handler. The savepoint is made at its first query, so a handler
 * that only talks costs the database nothing; one that fails takes back its own writes and nobody else's. Without a transaction every query is refused.
 */
export function savepointIn(transaction: Queryable | undefined): Savepoint {
  if (!transaction) return new NoTransaction()
  let made: Promise<unknown> | undefined
  let isOver = false
  return {
    query(text, values) {
      if (isOver) return Promise.reject(new Error('The handler has ended; await what it writes.'))
      // Not waited for: the query stands behind it in line, and fails with it.
      made ??= unawaited(transaction.query('savepoint handler'))
      return transaction.query(text, values)
    },
    wasRefused: () => false,
    keep() {
      isOver = true
      if (made !== undefined) void unawaited(transaction.query('release savepoint handler'))
    },
    async undo() {
      isOver = true
      if (made === undefined) return
      await transaction.query('rollback to savepoint handler')
      await transaction.query('release savepoint handler')
    },
  }
}

class NoTransaction implements Savepoint {
  private isRefused = false

  query(): Promise<never> {
    this.isRefused = true
    return Promise.reject(new Error('There is no transaction yet.'))
  }

  wasRefused(): boolean {
    return this.isRefused
  }

  keep() {}

  async undo() {}
}

function unawaited<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
