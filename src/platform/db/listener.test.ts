import { createServer, connect as dial, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { silentLog } from '#platform/ops/log.ts'
import { createPostgres } from '#testing/database.ts'
import { until } from '#testing/until.ts'
import { openPostgres } from './postgres.ts'

const SERVER = process.env.TEST_DATABASE_URL
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

describe.skipIf(!SERVER)('listening on a PostgreSQL that restarts (skipped without TEST_DATABASE_URL)', () => {
  test('it comes back once, however often the server has refused it', async () => {
    const url = await createPostgres(SERVER ?? '')
    const server = await startingServer(new URL(url))
    const database = await openPostgres({ url: server.url, poolSize: 2, log: silentLog })
    cleanups.push(() => database.close())
    const heard: string[] = []
    await database.listen('news', (payload) => heard.push(payload))
    server.restarts()
    await until(
      () => server.refusals() >= 3,
      15_000,
      () => `${server.refusals()} tries`,
    )
    // Those that lose what they hold with the server ask to hear of it again, all at once.
    const asked = ['news', 'leases', 'work'].map((channel) =>
      database.listen(channel, (payload) => heard.push(payload)),
    )
    server.isUp()
    await Promise.allSettled(asked)
    await Promise.allSettled(['leases', 'work'].map((channel) => database.listen(channel, () => undefined)))
    await until(
      async () => {
        await database.notify('news', 'back').catch(() => undefined)
        return heard.length > 0
      },
      15_000,
      () => 'it heard nothing',
    )
    const { rows } = await database.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and application_name = 'posthouse listen'`,
    )
    expect(rows).toEqual([{ n: 1 }])
  }, 40_000)
})

/** In front of the real one: while it is starting it answers as PostgreSQL does then, and hangs up. */
async function startingServer({ hostname, port, href }: URL) {
  const sockets = new Set<Socket>()
  let starting = false
  let refused = 0
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => undefined).on('close', () => sockets.delete(near))
    if (starting) {
      refused += 1
      near.once('data', () => near.end(STARTING_UP))
      return
    }
    const far = dial({ host: hostname, port: Number(port || 5432) })
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => new Promise((resolve) => server.close(resolve)))
  const url = new URL(href)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as { port: number }).port)
  return {
    url: url.href,
    refusals: () => refused,
    restarts() {
      starting = true
      for (const socket of sockets) socket.destroy()
    },
    isUp() {
      starting = false
    },
  }
}

const STARTING_UP = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0')
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeUInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
})()
