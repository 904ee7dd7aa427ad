// Walks the newcomer's road in a real browser: as Ann, from the first page to a paid task, and leaves pictures of it.
// Usage: npm run walk -- [folder for the pictures]. Needs a Chromium (CHROMIUM, default /usr/bin/chromium) and a built page.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openHouse } from './house.mjs'

const pictures = resolve(process.argv[2] ?? join(tmpdir(), 'posthouse-walk'))
mkdirSync(pictures, { recursive: true })
const { home, browser, close } = await openHouse()

try {
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
  await close()
}
