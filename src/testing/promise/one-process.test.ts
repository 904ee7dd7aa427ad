import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { until } from '../until.ts'
import { dataFolder } from './data-folder.ts'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))
const PATIENCE_MS = 60_000

const started: Started[] = []
const cleanups: (() => void)[] = []
afterEach(async () => {
  for (const one of started.splice(0)) await one.kill()
  for (const cleanup of cleanups.splice(0)) cleanup()
})

test('a data folder serves one process: a second one is refused, and kill -9 sets the folder free', async () => {
  const { folder, remove } = await dataFolder()
  cleanups.push(remove)

  const first = start(folder)
  await first.ready()

  const second = start(folder)
  expect(await second.ended()).toBe(75)
  expect(second.errors()).toContain(`The data folder ${folder} is in use by process ${first.pid}.`)
  expect(second.errors()).toContain('stop the other one (./stop.sh)')
  expect(second.errors()).not.toContain('    at ')

  await first.kill()
  const third = start(folder)
  await third.ready()
}, 120_000)

test('a first start that is killed while it makes the database leaves nothing that hinders the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-promise-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const first = start(folder)
  // PGlite copies a thousand files into the place. With this one it takes the place for a database; others are still to come.
  await until(
    () => placeIn(folder) !== undefined,
    PATIENCE_MS,
    () => first.errors(),
  )
  for await (const { filename } of watch(placeIn(folder) ?? '')) if (filename === 'PG_VERSION') break
  await first.kill()
  await start(folder).ready()
}, 120_000)

const placeIn = (folder: string) =>
  ['pglite', 'pglite.draft'].map((name) => join(folder, name)).find((place) => existsSync(place))

interface Started {
  pid: number
  ready(): Promise<void>
  /** Resolves to the exit code. */
  ended(): Promise<number | null>
  errors(): string
  kill(): Promise<void>
}

/** `posthouse start` on ports of its own. Nothing of the developer's environment reaches it: a token there would lead to the real Telegram. */
function start(folder: string): Started {
  const child: ChildProcess = spawn(process.execPath, ['--liftoff-only', MAIN, 'start'], {
    cwd: folder,
    env: { PATH: process.env.PATH, POSTHOUSE_DATA: folder, PORT: '0', METRICS_PORT: '0', SIMULATOR_PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr?.on('data', (chunk) => {
    errors += chunk
  })
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve))
  const one: Started = {
    pid: child.pid ?? 0,
    ready: () =>
      until(
        () => {
          if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.\n${errors}`)
          return errors.includes('posthouse ready')
        },
        PATIENCE_MS,
        () => errors,
      ),
    ended: () => gone,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
  started.push(one)
  return one
}
