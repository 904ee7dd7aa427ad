// For scripts that look at the product in a browser: the product on free ports with an empty folder, and a Chromium.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumHere } from './chromium.mjs'

export async function openHouse() {
  const data = mkdtempSync(join(tmpdir(), 'posthouse-data-'))
  const [port, metrics, simulator] = [await freePort(), await freePort(), await freePort()]
  const house = spawn(process.execPath, ['src/main.ts', 'start'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, PORT: port, METRICS_PORT: metrics, SIMULATOR_PORT: simulator, POSTHOUSE_DATA: data },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const browser = await chromium.launch({
    executablePath: chromiumHere() ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const close = async () => {
    await browser.close()
    const gone = house.exitCode === null && new Promise((done) => house.once('exit', done))
    house.kill('SIGTERM')
    await gone
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await line(house, 'posthouse ready')
  } catch (error) {
    await close()
    throw error
  }
  return { home: `http://127.0.0.1:${simulator}`, browser, close }
}

function line(house, words) {
  return new Promise((found, failed) => {
    let text = ''
    house.stderr.on('data', (chunk) => {
      text += chunk
      if (text.includes(words)) found()
    })
    house.once('exit', (code) => failed(new Error(`It ended with ${code}:\n${text}`)))
  })
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(String(port)))
    })
  })
}
