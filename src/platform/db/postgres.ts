import type { Duplex } from 'node:stream'
import pg from 'pg'
import type { Log } from '../ops/log.ts'
import { arrayLiteral } from './array-literal.ts'
import { type Database, Issued, type Queryable } from './database.ts'
import { createLine } from './postgres-line.ts'
import { BY_INDEX, statementNames } from './prepared-statements.ts'

const INT8 = 20
const INT8_ARRAY = 1016
const INT4_ARRAY = 1007
const IN_FAILED_TRANSACTION = '25P02'

/**
 * What goes over the line is large, and its parameters are lists: for a short list PostgreSQL would rather plan anew each time than take
 * the plan it has. With one plan 300 updates a second cost it 1,060 µs each instead of 1,480, and are answered after 2.6 ms instead of 3.0.
 */
const ONE_PLAN = 'set plan_cache_mode = force_generic_plan'

export interface PostgresOptions {
  url: string
  poolSize: number
  log: Log
}

export async function openPostgres({ url, poolSize, log }: PostgresOptions): Promise<Database> {
  const config = {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'posthouse',
    // Statements that need not wait for one another go out together: a batch of updates is bound by round trips, not by work.
    pipeline: true,
    types: {
      getTypeParser: ((id: number, format: 'text') =>
        id === INT8 ? Number : pg.types.getTypeParser(id === INT8_ARRAY ? INT4_ARRAY : id, format)) as never,
    },
  }
  const pool = new pg.Pool({ ...config, max: poolSize })
  const line = createLine(config, `${BY_INDEX}; ${ONE_PLAN}`, log)
  pool.on('error', (error) => log.warn('database_connection_lost', { message: error.message }))
  // A client that is checked out when its connection dies also emits 'error'; unheard, it would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    client.query(BY_INDEX).catch(() => undefined)
  })
  const listeners = listenerOn(url, log)

  const nameOf = statementNames()
  const over = (target: pg.Pool | pg.ClientBase): Queryable => ({
    async query(text, given) {
      const values = given?.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value))
      const name = values && nameOf(text)
      const result = name ? await target.query({ name, text, values }) : await target.query(text, values)
      return { rows: result.rows, count: result.rowCount ?? 0 }
    },
  })

  await pool.query('select 1')
  return {
    kind: 'postgres',
    ...over(pool),
    async transaction(work, { lockTimeoutMs } = {}) {
      const client = await pool.connect()
      let broken: Error | undefined
      let isOver = false
      let cause: unknown
      const open = over(client)
      const together = corkOf(client)
      // Statements stand in line: one that is issued after the end would run behind it, outside any transaction.
      const whileOpen: Queryable = {
        query(text, values) {
          if (isOver) return Promise.reject(new Error('The transaction is over.'))
          together()
          return open.query<never>(text, values).catch((error) => {
            if (error.code !== IN_FAILED_TRANSACTION) cause = error
            throw error
          })
        },
      }
      try {
        // Two statements in one message, and the first query of the work right behind it: neither costs a round trip.
        const limit = lockTimeoutMs ? `; set local lock_timeout = ${Math.floor(lockTimeoutMs)}` : ''
        together()
        const begun = client.query(`begin${limit}`)
        begun.catch(() => undefined)
        const worked = await work(whileOpen)
        if (worked instanceof Issued) await noFailureYet(worked.result)
        isOver = true
        together()
        const [, result, { command }] = await Promise.all([
          begun,
          worked instanceof Issued ? worked.result : worked,
          client.query('commit'),
        ])
        // PostgreSQL answers the COMMIT of a broken transaction with a plain ROLLBACK, not with an error.
        if (command !== 'COMMIT')
          throw new Error('The transaction was broken by a failed statement; nothing of it was kept.')
        return result
      } catch (error) {
        isOver = true
        await client.query('rollback').catch((failure: Error) => {
          broken = failure
        })
        // Statements go out together: the one that is noticed first need not be the one that went wrong first.
        throw (error as { code?: string }).code === IN_FAILED_TRANSACTION && cause ? cause : error
      } finally {
        client.release(broken)
      }
    },
    async inLine(text, values) {
      return over(await line.client()).query(text, values)
    },
    listen: listeners.listen,
    async notify(channel, payload) {
      await pool.query('select pg_notify($1, $2)', [channel, payload])
    },
    usage: () => (pool.totalCount - pool.idleCount) / poolSize,
    async close() {
      await listeners.close()
      await line.close()
      await pool.end()
    },
  }
}

/**
 * What fails in this process and not in the database (a text that cannot be made) has failed when all that is ready to run
 * here has run. PostgreSQL knows nothing of it and would commit the rest.
 */
async function noFailureYet(result: Promise<unknown>): Promise<void> {
  let failure: { error: unknown } | undefined
  result.catch((error) => {
    failure = { error }
  })
  await new Promise<void>((resolve) => process.nextTick(resolve))
  if (failure) throw failure.error
}

/**
 * Statements that are issued in one turn of the event loop go to the server in one packet: a batch has a dozen, and a packet of its own
 * for each is half of what they cost this process.
 */
function corkOf(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  let isCorked = false
  return () => {
    if (isCorked) return
    isCorked = true
    stream.cork()
    process.nextTick(() => {
      isCorked = false
      stream.uncork()
    })
  }
}

/** One connection of its own for LISTEN; it comes back by itself after the server was away. */
function listenerOn(url: string, log: Log) {
  const heard = new Map<string, (payload: string) => void>()
  let client: pg.Client | undefined
  let connecting: Promise<void> | undefined
  let later: NodeJS.Timeout | undefined
  let closed = false

  const connect = () => {
    connecting ??= open().finally(() => {
      connecting = undefined
    })
    return connecting
  }

  async function open() {
    const next = new pg.Client({ connectionString: url, application_name: 'posthouse listen' })
    next.on('error', (error) => log.warn('database_listener_lost', { message: error.message }))
    next.on('end', () => {
      if (client === next) client = undefined
      connectLater()
    })
    next.on('notification', ({ channel, payload }) => heard.get(channel)?.(payload ?? ''))
    try {
      await next.connect()
      for (const channel of heard.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      client = next
    } catch (error) {
      next.end().catch(() => undefined)
      throw error
    }
    if (closed) await next.end()
  }

  /** A server that is starting refuses and ends the same connection: only one of the two may bring another. */
  function connectLater() {
    if (closed || client || later) return
    later = setTimeout(() => {
      later = undefined
      connect().catch(connectLater)
    }, 1_000).unref()
  }

  return {
    async listen(channel: string, callback: (payload: string) => void) {
      heard.set(channel, callback)
      if (!client) await connect()
      await client?.query(`listen ${pg.escapeIdentifier(channel)}`)
    },
    async close() {
      closed = true
      clearTimeout(later)
      await client?.end()
    },
  }
}
