import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { leftovers } from './leftovers.ts'

/** Microseconds of one fdatasync, by pg_test_fsync. Its first lines are enough: it is ended when the figure has come. */
export async function syncMicros(
  program: string,
  file: string,
  account?: { uid: number; gid: number },
): Promise<number | undefined> {
  if (!existsSync(program)) return undefined
  const test = spawn('stdbuf', ['-oL', program, '-s', '1', '-f', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...account,
  })
  const pid = test.pid
  if (pid) leftovers.process(pid, 'SIGKILL')
  const gone = new Promise<void>((resolve) => {
    test.once('error', () => resolve())
    test.once('exit', () => resolve())
  })
  let said = ''
  const found = new Promise<number | undefined>((resolve) => {
    test.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const micros = /^\s*fdatasync\s+[\d.]+ ops\/sec\s+(\d+) usecs/m.exec(said)?.[1]
      if (micros) resolve(Number(micros))
    })
    void gone.then(() => resolve(undefined))
    setTimeout(resolve, 20_000, undefined).unref()
  })
  const micros = await found
  test.kill('SIGINT')
  await gone
  if (pid) leftovers.ended(pid)
  return micros
}
