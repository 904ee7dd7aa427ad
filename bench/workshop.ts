import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeMachine } from './machine/describe.ts'
import { leftovers } from './machine/leftovers.ts'
import { type Postgres, startPostgres } from './machine/postgres.ts'

export interface Workshop {
  postgres: Postgres | undefined
  folder: string
  /** The machine in one line. */
  machine: string
  close(): Promise<void>
}

/** What every measurement needs: a folder and a PostgreSQL of its own, both gone at the end. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-bench-'))
  leftovers.folder(folder)
  // PostgreSQL runs as somebody else and has to reach its part of it.
  chmodSync(folder, 0o711)
  const postgres = await startPostgres(join(folder, 'postgres'))
  const machine = await describeMachine(postgres)
  say(`${machine}\n`)
  return { postgres, folder, machine, close: async () => postgres?.stop() }
}

/** The other frameworks are installed at the first run; without a registry their rows say that they are missing. */
export function installPeers(): boolean {
  const peers = fileURLToPath(new URL('./peers', import.meta.url))
  if (existsSync(join(peers, 'node_modules'))) return true
  say('installing the other frameworks into bench/peers/node_modules …\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit' })
  return status === 0
}

export const say = (text: string) => void process.stderr.write(text)
