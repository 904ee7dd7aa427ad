import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Child, freePort, launch, until } from '../rolling/children.ts'
import type { Listener } from './listener.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const READY_MS = 60_000

export interface Setting {
  folder: string
  databaseUrl: string
  redisUrl: string
  telegram: string
  token: string
  superadmins: readonly number[]
  listener: Listener
}

/** `posthouse start --role <role>` in a process of its own. */
export interface House {
  readonly name: string
  pid(): number | undefined
  start(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  kill(): Promise<void>
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | string>
  said(): string
}

export async function house(name: string, role: 'door' | 'worker', setting: Setting): Promise<House> {
  const port = await freePort()
  const data = join(setting.folder, name)
  mkdirSync(data, { recursive: true })
  const environment = {
    PATH: process.env.PATH,
    POSTHOUSE_DATA: data,
    DATABASE_URL: setting.databaseUrl,
    REDIS_URL: setting.redisUrl,
    TELEGRAM_API_ROOT: setting.telegram,
    POSTHOUSE_BOTS: 'bounty',
    BOUNTY_TOKEN: setting.token,
    SUPERADMIN_IDS: setting.superadmins.join(','),
    LOCK_ON_BUSY: 'wait',
    ALERT_WEBHOOK_URL: `${setting.listener.url}/alerts`,
    ALERT_WEBHOOK_SECRET: setting.listener.secret,
    DEADMAN_PING_URL: `${setting.listener.url}/ping`,
    PORT: String(port),
    METRICS_PORT: String(await freePort()),
  }
  let child: Child | undefined
  const ended = async () => {
    const code = (await child?.ended) ?? 0
    child = undefined
    return code
  }
  return {
    name,
    pid: () => child?.pid,
    said: () => child?.said() ?? '',
    signal: (signal) => child?.signal(signal),
    async start() {
      const next = launch(process.execPath, [MAIN, 'start', '--role', role], { cwd: data, env: environment })
      child = next
      const isReady = async () => {
        if (next.hasEnded()) throw new Error(`${name} ended with ${await next.ended} while starting.\n${next.said()}`)
        const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined)
        return answer?.status === 200
      }
      await until(isReady, READY_MS, () => `${name} ready.\n${next.said()}`)
    },
    async kill() {
      child?.signal('SIGKILL')
      await ended()
    },
    stop() {
      child?.signal('SIGTERM')
      return ended()
    },
  }
}
