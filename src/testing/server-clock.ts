import type { Database, Queryable } from '#platform/db/database.ts'
import type { Clock } from '#platform/ops/clock.ts'

/** The same database on a server whose clock a test has in its hand: `clock_timestamp()` is the moment that `clock` shows. */
export function onServerClock(database: Database, clock: Pick<Clock, 'now'>): Database {
  const over = (target: Queryable): Queryable => ({
    query: (text, values) =>
      target.query(
        text.replaceAll('clock_timestamp()', () => `'${clock.now().toISOString()}'::timestamptz`),
        values,
      ),
  })
  return {
    ...database,
    ...over(database),
    inLine: over({ query: database.inLine }).query,
    transaction: (work, options) => database.transaction((inner) => work(over(inner)), options),
  }
}
