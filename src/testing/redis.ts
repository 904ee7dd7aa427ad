import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Redis } from 'ioredis'
import { until } from './until.ts'

/** A Redis of a test's own, on a free port, which may be killed, flushed and paused. */
export interface OwnRedis {
  readonly url: string
  /** As `redis-cli` does. */
  say(command: string, ...args: string[]): Promise<unknown>
  /** kill -9. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export const hasRedisServer = (process.env.PATH ?? '').split(delimiter).some((folder) => {
  try {
    accessSync(join(folder, 'redis-server'), constants.X_OK)
    return true
  } catch {
    return false
  }
})

export async function ownRedis(options: string[] = []): Promise<OwnRedis> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-redis-'))
  const password = options[options.indexOf('--requirepass') + 1]
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => 20,
    ...(options.includes('--requirepass') && password ? { password } : {}),
  })
  client.on('error', () => undefined)
  let server: ChildProcess | undefined
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    say: (command, ...args) => client.call(command, ...args),
    async start() {
      const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...options]
      server = spawn('redis-server', flags, { stdio: 'ignore' })
      if (client.status === 'wait') await client.connect().catch(() => undefined)
      await until(() => client.status === 'ready')
    },
    async kill() {
      if (!server || server.exitCode !== null || server.signalCode !== null) return
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
    },
    async close() {
      client.disconnect()
      await redis.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await redis.start()
  return redis
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
