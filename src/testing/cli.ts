import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

export interface Ran {
  code: number | null
  out: string
  errors: string
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/posthouse/compiled', import.meta.url))

/** Runs `posthouse …` in a process of its own. Nothing of the developer's environment reaches it: a token there would lead to the real Telegram. */
export function posthouse(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--liftoff-only', MAIN, ...args], {
    // A folder without an .env.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran: Ran = { code: null, out: '', errors: '' }
  child.stdout.on('data', (chunk) => {
    ran.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    ran.errors += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...ran, code }))
  })
}
