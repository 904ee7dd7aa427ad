import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Child, freePort, launch, until } from './children.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const READY_MS = 30_000
const STOP_MS = 46_000

/** What a bot's processes have in common. The token is made up; the Bot API of this run takes any. */
export interface Setting {
  folder: string
  databaseUrl: string
  telegram: string
  secret: string
  publicUrl: string
  delaySeconds: number
}

/** `posthouse start --role <role>`, which can be stopped and started again on its port. */
export interface House {
  readonly name: string
  readonly port: number
  start(): Promise<void>
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | string>
  /** The status of `/ready`; 0 when nobody answers. */
  readiness(): Promise<number>
  /** How it ended, when it was not asked to. */
  died(): string | undefined
  said(): string
}

export async function house(name: string, role: 'door' | 'worker', setting: Setting): Promise<House> {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const data = join(setting.folder, name)
  mkdirSync(data, { recursive: true })
  const environment = {
    PATH: process.env.PATH,
    POSTHOUSE_DATA: data,
    DATABASE_URL: setting.databaseUrl,
    TELEGRAM_API_ROOT: setting.telegram,
    BOUNTY_TOKEN: `4242:${'rolling_bench_'.repeat(3)}`,
    WEBHOOK_ENABLED: 'true',
    WEBHOOK_BASE_URL: setting.publicUrl,
    WEBHOOK_SECRET: setting.secret,
    SHUTDOWN_DELAY_SECONDS: String(setting.delaySeconds),
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    LOG_LEVEL: 'info',
  }
  let child: Child | undefined
  let before = ''
  const readiness = () =>
    fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.status,
      () => 0,
    )
  return {
    name,
    port,
    readiness,
    died: () => (child?.hasEnded() ? child.said().slice(-2_000) : undefined),
    said: () => before + (child?.said() ?? ''),
    async start() {
      const next = launch(process.execPath, [MAIN, 'start', '--role', role], { cwd: data, env: environment })
      child = next
      const isReady = async () => {
        if (next.hasEnded()) throw new Error(`${name} ended with ${await next.ended} while starting.\n${next.said()}`)
        return (await readiness()) === 200
      }
      await until(isReady, READY_MS, () => `${name} ready.\n${next.said()}`)
    },
    async stop() {
      if (!child) return 0
      child.signal('SIGTERM')
      await until(child.hasEnded, STOP_MS, () => `${name} stopped.\n${child?.said()}`)
      before = child.said()
      const code = await child.ended
      child = undefined
      return code
    },
  }
}
