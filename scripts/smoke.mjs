// Starts the product as a newcomer would, with nothing configured, looks at every door, stops it, and does it once more
// on the same data. Exit 0 when all was well.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { env, execPath, stderr, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'

const READY_MS = 60_000
const STOP_MS = 45_000
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const isBuilt = existsSync(fileURLToPath(new URL('../web/dist/chat/index.html', import.meta.url)))

// A folder of its own: no .env of the developer's, no token, no data of anybody's.
const folder = mkdtempSync(join(tmpdir(), 'posthouse-smoke-'))
try {
  for (const time of ['first', 'second']) await visit(time)
} catch (error) {
  stderr.write(`The smoke test failed: ${error.message}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function visit(time) {
  const [port, metricsPort, simulatorPort] = await Promise.all([freePort(), freePort(), freePort()])
  const house = open({ PORT: port, METRICS_PORT: metricsPort, SIMULATOR_PORT: simulatorPort })
  try {
    const banner = await house.ready()
    await looksAt(`http://127.0.0.1:${port}/health`, /"ok"/)
    await looksAt(`http://127.0.0.1:${port}/ready`, /"ready"/)
    for (const url of [`:${port}/metrics`, `:${metricsPort}/metrics`, `:${metricsPort}/`]) {
      await looksAt(`http://127.0.0.1${url}`, /^bot_process_starts_total 1$/m)
    }
    await looksAt(`http://127.0.0.1:${simulatorPort}/`, isBuilt ? /<div id="root">/ : /not built yet/)
    const code = await house.stop()
    if (code !== 0) throw new Error(`SIGTERM ended it with exit code ${code}, not 0.\n${house.said()}`)
    stdout.write(`${time} start: ${banner}\n`)
  } finally {
    house.kill()
  }
}

function open(ports) {
  const { PATH, HOME, TMPDIR } = env
  const child = spawn(execPath, [main, 'start'], {
    cwd: folder,
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), POSTHOUSE_DATA: join(folder, 'data'), ...strings(ports) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const banner = new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      said += chunk
      const line = /^posthouse ready.*$/m.exec(said)
      if (line) resolve(line[0])
    })
  })
  return {
    ready: () =>
      Promise.race([
        banner,
        ended.then((code) => Promise.reject(new Error(`it ended with ${code} before it was ready.\n${said}`))),
        late(READY_MS, () => `it was not ready after ${READY_MS / 1000} s.\n${said}`),
      ]),
    stop() {
      child.kill('SIGTERM')
      return Promise.race([ended, late(STOP_MS, () => `it had not stopped after ${STOP_MS / 1000} s.\n${said}`)])
    },
    kill: () => child.kill('SIGKILL'),
    said: () => said,
  }
}

async function looksAt(url, expected) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  const body = await answer.text()
  if (!answer.ok || !expected.test(body))
    throw new Error(`${url} answered ${answer.status}, not ${expected}: ${body.slice(0, 500)}`)
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

function strings(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
}

function late(ms, message) {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(message())), ms).unref()
  })
}
