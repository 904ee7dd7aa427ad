import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Db, Queryable } from './database.ts'

/** Kysely's query builder over any `Queryable`: what a handler gets as `ctx.db` writes into the transaction it was given, and nowhere else. */
export function kyselyOver(target: Queryable): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, count } = await target.query<R>(sql, parameters)
      return { rows, numAffectedRows: BigInt(count) }
    },
    streamQuery() {
      throw new Error('Streaming is not offered inside a transaction; page through with a limit.')
    },
  }
  class Driver extends DummyDriver {
    override async acquireConnection() {
      return connection
    }
    override async beginTransaction(): Promise<void> {
      throw new Error('ctx.db is a transaction already; it commits when the handler has returned.')
    }
  }
  return new Kysely({
    dialect: {
      createDriver: () => new Driver(),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}
