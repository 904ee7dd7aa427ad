// Walks the newcomer's road in a real browser: as Ann, from the first page to a paid task, and leaves pictures of it.
// Usage: npm run walk -- [folder for the pictures]. Needs a Chromium (CHROMIUM, default /usr/bin/chromium) and a built page.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const pictures = resolve(process.argv[2] ?? join(tmpdir(), 'posthouse-walk'))
const data = mkdtempSync(join(tmpdir(), 'posthouse-data-'))
mkdirSync(pictures, { recursive: true })

const [port, metrics, simulator] = [await freePort(), await freePort(), await freePort()]
const home = `http://127.0.0.1:${simulator}`
const house = spawn(process.execPath, ['src/main.ts', 'start'], {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, PORT: port, METRICS_PORT: metrics, SIMULATOR_PORT: simulator, POSTHOUSE_DATA: data },
  stdio: ['ignore', 'ignore', 'pipe'],
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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

try {
  await line(house.stderr, 'posthouse ready')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const strangers = []
  page.on(
    'request',
    (request) => request.url().startsWith(home) || request.url().startsWith('data:') || strangers.push(request.url()),
  )
  const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`) })
  const sees = (text) => page.getByRole('log').getByText(text).last().waitFor({ timeout: 15_000 })
  const says = async (text) => {
    const composer = page.getByRole('textbox', { name: /message/i })
    await composer.fill(text)
    await composer.press('Enter')
  }
  const presses = (label) => page.getByRole('log').getByRole('button', { name: label }).last().click()

  await page.goto(home)
  await page.getByText('Choose a bot to try').waitFor()
  await picture('1-first-page')
  await page.getByRole('button', { name: 'Take your first task' }).click()
  await says('/start')
  await sees('Bounty pays for merged pull requests')
  await presses('Link GitHub')
  await sees('What is your GitHub login?')
  await says('allevin')
  await sees('Linked: allevin')
  await says('/tasks')
  await sees('Support pull request reviews')
  await picture('2-tasks')
  await presses(/^Take #1/)
  await sees('Yours: #1')
  await says('/submit A1 https://github.com/PyGithub/PyGithub/pull/538')
  await sees('Paid 100.00 USD')
  await page.getByRole('tab', { name: 'Payouts' }).click()
  await page.getByText('sim_po_000001').first().waitFor()
  await picture('3-paid')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture('4-paid-on-a-phone')

  const ledger = await (await fetch(`${home}/sim/payouts`)).json()
  const body = ledger.requests[0]?.body
  const checks = {
    'exactly one payment': ledger.payments.length === 1 && ledger.requests.length === 1,
    'the body is the three fields, in order': /^\{"user_id":\d+,"assignment_id":1,"amount_cents":10000\}$/.test(body),
    'no request left the machine': strangers.length === 0,
  }
  for (const [what, holds] of Object.entries(checks)) process.stdout.write(`${holds ? 'yes' : 'NO '}  ${what}\n`)
  process.stdout.write(`Pictures: ${pictures}\n`)
  if (!Object.values(checks).every(Boolean)) process.exitCode = 1
} finally {
  await browser.close()
  house.kill('SIGTERM')
  await new Promise((done) => house.once('exit', done))
  rmSync(data, { recursive: true, force: true })
}

function line(stream, words) {
  return new Promise((found, failed) => {
    let text = ''
    stream.on('data', (chunk) => {
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
