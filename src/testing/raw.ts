import type { Town } from './town.ts'

/** Rows of a query, for tests that look at what was written. */
export const rowsOf = async <Row = Record<string, unknown>>(
  town: Town,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> => (await town.database.query<Row>(sql, values)).rows
