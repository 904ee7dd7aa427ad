import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { exit, stderr, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { freePort } from '../machine/free-port.ts'
import { checks } from './checks.ts'
import { BOT, town } from './town.ts'

/**
 * A bot that nobody here wrote the library of, against the simulator as a stranger starts it. One line per check;
 * exits 1 when one fails.
 */
const here = (name: string) => new URL(name, import.meta.url).pathname
const python = ['python3', '/usr/bin/python3'].find((name) => versionOf(name) !== '')
const children: ReturnType<typeof spawn>[] = []

if (!python) stdout.write('python-telegram-bot is not installed: skipped\n')
else exit((await run(python).finally(end)) === 0 ? 0 : 1)

async function run(program: string): Promise<number> {
  stdout.write(`python-telegram-bot ${versionOf(program)} against the simulator\n`)
  const serve = here('../../src/simulator/serve.ts')
  const line = await begin(process.execPath, [serve, '--port', '0', '--world', here('world.json')], {}, /http:\S+/)
  let failures = 0
  for (const mode of ['polling', 'webhook']) failures += await bot(program, line, mode)
  stdout.write(failures === 0 ? 'All checks passed.\n' : `${failures} checks failed.\n`)
  return failures
}

async function bot(program: string, root: string, mode: string): Promise<number> {
  const port = String(await freePort())
  const env = { TOKEN: BOT.token, API_ROOT: root, MODE: mode, PORT: port }
  await begin(program, [here('bot.py')], env, /READY \S+/)
  const people = town(root)
  let failures = 0
  for (const [name, check] of checks) {
    const problem = await check(people).then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (problem !== undefined) failures += 1
    stdout.write(
      `${problem === undefined ? 'ok  ' : 'FAIL'} ${mode}: ${name}${problem === undefined ? '' : `\n     ${problem}`}\n`,
    )
  }
  children.pop()?.kill('SIGKILL')
  return failures
}

/** Starts a program and waits for the line that says that it is ready. */
async function begin(program: string, args: string[], env: Record<string, string>, ready: RegExp): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000)
  })
  const lines = createInterface({ input: child.stdout })
  const isReady = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [found] = ready.exec(line) ?? []
      if (found) resolve(found)
    })
    void once(child, 'exit').then(() => reject(new Error(`${program} ended before it was ready: ${said}`)))
    setTimeout(() => reject(new Error(`${program} is not ready after 10 s: ${said}`)), 10_000).unref()
  })
  return isReady
}

function end() {
  for (const child of children) child.kill('SIGKILL')
}

function versionOf(name: string): string {
  const found = spawnSync(name, ['-W', 'ignore', '-c', 'import telegram, telegram.ext; print(telegram.__version__)'])
  if (found.status !== 0) return ''
  return found.stdout.toString().trim()
}

process.once('uncaughtException', (error) => {
  stderr.write(`${error.message}\n`)
  end()
  exit(1)
})
