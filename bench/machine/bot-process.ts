import { type ChildProcess, spawn } from 'node:child_process'
import { freePort } from './free-port.ts'
import { leftovers } from './leftovers.ts'

export interface BotProcess {
  pid: number
  port: number
  child: ChildProcess
  /** Why it has ended by itself; undefined while it runs. */
  death(): string | undefined
  stop(): Promise<void>
}

const READY_MS = 60_000
const STOP_MS = 5_000

/** Starts a bot that speaks the protocol of `bench/README.md`, and waits until it says READY. */
export async function startBot(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  { ipc = false } = {},
): Promise<BotProcess> {
  const port = await freePort()
  const [program, ...args] = command as [string, ...string[]]
  const child = spawn(program, args, {
    env: { ...inherited(), PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
  })
  let said = ''
  let ended: string | undefined
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message
      resolve()
    })
    child.once('exit', (code, signal) => {
      ended = `ended with ${signal ?? `code ${code}`}${said.trim() ? `: ${said.trim().slice(-500)}` : ''}`
      leftovers.ended(child.pid!)
      resolve()
    })
  })
  if (child.pid) leftovers.process(child.pid, 'SIGKILL')
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  }
  child.stderr!.on('data', listen)
  const ready = new Promise<boolean>((resolve) => {
    let out = ''
    const late = setTimeout(resolve, READY_MS, false)
    const heard = (isReady: boolean) => {
      clearTimeout(late)
      resolve(isReady)
    }
    child.stdout!.on('data', (chunk: Buffer) => {
      listen(chunk)
      out = (out + chunk.toString()).slice(-4_000)
      if (/^READY$/m.test(out)) heard(true)
    })
    void exited.then(() => heard(false))
  })
  const bot = { pid: child.pid ?? 0, port, child, death: () => ended, stop }
  if (await ready) return bot
  await stop()
  throw new Error(ended ?? `not ready within ${READY_MS / 1000} s`)

  async function stop() {
    if (ended === undefined) child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(late)
  }
}

/** A bot inherits no database, no token and no option of this shell's. */
const inherited = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(PATH|HOME|LANG|LC_.*|TMPDIR|TZ|PYTHONPATH)$/.test(name)),
  )
