/** What every contender is told and does; see bench/README.md. */
import { createServer, type RequestListener } from 'node:http'

export const TOKEN = process.env.TOKEN ?? '424242:AAbenchbenchbenchbenchbenchbenchben'
export const SECRET = 's3cret'
export const { SINK = '', PORT = '0', DATABASE_URL, MODE = 'webhook' } = process.env

export interface Counter {
  n: number
}
export const fresh = (): Counter => ({ n: 0 })

/** The work. */
export function count(counter: Counter, text: string): string {
  counter.n += 1
  return `${counter.n} ${text}`
}

export const ready = () => void process.stdout.write('READY\n')

/** 75 s as in Posthouse: a connection that Telegram keeps must not be closed under it. */
export function serve(listener: RequestListener) {
  const server = createServer({ keepAliveTimeout: 75_000 }, listener)
  server.listen(Number(PORT), '127.0.0.1', ready)
}

export const complain = (error: unknown) =>
  void process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
process.on('unhandledRejection', complain)
