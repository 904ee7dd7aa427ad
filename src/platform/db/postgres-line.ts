import pg from 'pg'
import type { Log } from '../ops/log.ts'

export interface Line {
  /** Resolves to the connection, which is made when it is first needed, and again when it was lost. */
  client(): Promise<pg.Client>
  close(): Promise<void>
}

/** One connection for statements that go out one behind the other: a pool's is taken for as long as a statement takes. */
export function createLine(config: pg.ClientConfig, begin: string, log: Log): Line {
  let current: Promise<pg.Client> | undefined

  function connect(): Promise<pg.Client> {
    const client = new pg.Client(config)
    const connecting = open(client)
    const forget = () => {
      if (current === connecting) current = undefined
    }
    client.on('error', (error) => log.warn('database_connection_lost', { message: error.message }))
    client.on('end', forget)
    connecting.catch(forget)
    return connecting
  }

  async function open(client: pg.Client): Promise<pg.Client> {
    try {
      await client.connect()
      await client.query(begin)
      return client
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
  }

  return {
    client() {
      current ??= connect()
      return current
    },
    async close() {
      const client = await current?.catch(() => undefined)
      await client?.end()
    },
  }
}
