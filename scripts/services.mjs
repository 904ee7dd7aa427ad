// Prints TEST_DATABASE_URL and TEST_REDIS_URL for the servers that answer: those given, else those on the standard ports.
import { createConnection } from 'node:net'
import { env, exit, stderr, stdout } from 'node:process'
import pg from 'pg'

const PATIENCE_MS = 3_000
const given = { postgres: env.TEST_DATABASE_URL, redis: env.TEST_REDIS_URL }
const postgres = given.postgres ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const redis = given.redis ?? 'redis://127.0.0.1:6379'

const [hasPostgres, hasRedis] = await Promise.all([answersSql(postgres), answersPing(redis)])
for (const [name, isThere] of [
  ['TEST_DATABASE_URL', hasPostgres],
  ['TEST_REDIS_URL', hasRedis],
]) {
  if (env[name] && !isThere) {
    stderr.write(`${name} is set, but nothing answers there.\n`)
    exit(1)
  }
}
if (hasPostgres) stdout.write(`TEST_DATABASE_URL=${postgres}\n`)
if (hasRedis) stdout.write(`TEST_REDIS_URL=${redis}\n`)

async function answersSql(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function answersPing(url) {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port || 6379) })
    const done = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(PATIENCE_MS, () => done(false))
    socket.on('error', () => done(false))
    socket.on('connect', () => socket.write('PING\r\n'))
    // Any answer in Redis's protocol will do: one that wants a password says -NOAUTH.
    socket.on('data', (answer) => done(/^[+-]/.test(answer.toString())))
  })
}
