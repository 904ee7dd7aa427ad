import type { Kysely } from 'kysely'

export interface Rows<Row> {
  rows: Row[]
  /** Rows inserted, updated, deleted or selected. */
  count: number
}

/** Anything that runs SQL: the database itself, or one open transaction. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Rows<Row>>
}

export interface TransactionOptions {
  /** Gives up (55P03, see `isConflict`) when another transaction holds a row for longer; PostgreSQL notices a deadlock after a second only. */
  lockTimeoutMs?: number
}

/**
 * What `work` of a transaction may return when all its statements are issued and only their answers are missing: the COMMIT
 * then goes out behind them, which saves a round trip.
 */
export class Issued<T> {
  readonly result: Promise<T>

  constructor(result: Promise<T>) {
    this.result = result
  }
}

/**
 * The database, PostgreSQL or PGlite, as the rest of the house sees it.
 * Both give int8 as number, timestamptz as Date, json as parsed values; errors carry PostgreSQL's `code` and `constraint`.
 */
export interface Database extends Queryable {
  readonly kind: 'postgres' | 'pglite'
  /** Commits what `work` did, or nothing of it. Inside, use only the transaction: the database itself would wait for it. */
  transaction<T>(work: (transaction: Queryable) => Promise<T | Issued<T>>, options?: TransactionOptions): Promise<T>
  /** Like `query`, but all on one connection, in the order of the calls, and none waits here for the answer to the one before. */
  inLine: Queryable['query']
  /** Calls `heard` whenever any process says something on the channel. Best effort: who must not miss work also looks for it. */
  listen(channel: string, heard: (payload: string) => void): Promise<void>
  notify(channel: string, payload: string): Promise<void>
  /** Share of the connections in use, 0 to 1. */
  usage(): number
  close(): Promise<void>
}

// biome-ignore lint/complexity/noBannedTypes: no tables until a store names its own with `withTables`
export type Db = Kysely<{}>

export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  isDatabaseError(error) && error.code === '23505' && (constraint === undefined || error.constraint === constraint)

/** Two transactions stood in each other's way and this one had to yield: nothing is wrong with it, try again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(40001|40P01|55P03)$/.test(String(error.code))

/** An error that PostgreSQL itself reported (a five character code), as opposed to a lost connection. */
export const isDatabaseError = (error: unknown): error is Error & { code: string; constraint?: string } =>
  error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code)) && !isConnectionLoss(error)

// Class 08: connection exceptions; 57P0x: the server is going away.
const isConnectionLoss = (error: { code?: unknown }) => /^(08|53|57P0|58)/.test(String(error.code))

const PATIENCE = 5

/** Repeats work that had to yield to another transaction. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || tries === PATIENCE) throw error
    }
  }
}
