/**
 * A poison update is found, understood, mended and replayed from the phone: walked in the simulator's page at 390 px, with
 * pictures. Usage: npm run poison:walk -- [folder for the pictures] [en|uk|ru]. Needs a Chromium and a built page.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stdout } from 'node:process'
import { chromium, type Page } from 'playwright-core'
import { isLanguage } from '#platform/bot.ts'
import { openDatabase } from '#platform/db/open.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createSimulator } from '#simulator/simulator.ts'
import { runHouse } from '#testing/promise/run-house.ts'
import watch from '../../src/bots/watch/bot.ts'
import { say } from '../../src/bots/watch/texts/index.ts'
import { ferry } from './ferry.ts'

const [folder = join(tmpdir(), 'posthouse-poison'), word = 'en'] = process.argv.slice(2)
const pictures = resolve(folder)
const language = isLanguage(word) ? word : 'en'
const pageFolder = resolve(import.meta.dirname, '../../web/dist/chat')
if (!existsSync(pageFolder)) throw new Error('The page is not built: npm run build')
mkdirSync(pictures, { recursive: true })

const simulator = await createSimulator({ pageFolder })
const guest = (name: string) => simulator.bot({ username: `${name}_bot`, name, about: name })
const [ours, theirs] = [guest('watch'), guest('ferry')]
const olena = simulator.person('Olena', { language })
const ann = simulator.person('Ann')
const data = mkdtempSync(join(tmpdir(), 'posthouse-poison-data-'))

const SECRET = 'a-secret-of-the-walk-in-the-page'
const open = async (isMended: boolean) =>
  runHouse({
    database: await openDatabase({ folder: data, log: silentLog, url: undefined, poolSize: 2 }),
    clock: systemClock,
    log: silentLog,
    telegram: simulator.url,
    secret: SECRET,
    superadmins: [olena.id],
    leased: true,
    introduces: true,
    guests: [
      {
        bot: watch,
        token: ours.token,
        door: 'polling',
        settings: { WATCH_ALERTMANAGER_SECRET: SECRET },
      },
      { bot: ferry({ isMended }), token: theirs.token, door: 'polling' },
    ],
  })

let house = await open(false)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})

const label = (phrase: { in(language: 'en' | 'uk' | 'ru'): { text: string } }) => phrase.in(language).text
const { button } = say

try {
  simulator.says(ann, theirs, '/cross seven')
  const page = await phone(browser.newContext({ viewport: { width: 390, height: 844 }, locale: language }))
  await page.goto(`${simulator.url}/?as=${olena.id}&chat=${ours.id}`)
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${language}-${name}.png`) })
  const log = page.getByRole('log')
  const sees = (text: string | RegExp) => log.getByText(text).last().waitFor({ timeout: 15_000 })
  const presses = (name: string | RegExp) => log.getByRole('button', { name }).last().click()
  const says = async (text: string) => {
    const composer = page.getByRole('textbox').last()
    await composer.fill(text)
    await composer.press('Enter')
  }

  await says('/start')
  await sees(/ferry ·/)
  await picture('01-start')
  await says('/help')
  await sees(/\/release ferry/)
  await picture('02-help')
  await until(async () => (await fetchMetrics()) > 0)
  await says('/status')
  await sees(/seats/)
  await picture('03-status')
  await presses(label(button.dead))
  await sees(/update \d+ · ferry · message/)
  await picture('04-dead')
  await presses(new RegExp(label(button.open('update'))))
  await sees('/cross seven')
  await picture('05-one')
  await says('/runbook ferry')
  await sees(/seats/)
  await page.waitForTimeout(600)
  await picture('06-runbook')

  // The bug is mended and the house started anew: nothing of what waited is lost.
  await house.stop()
  house = await open(true)
  await says('/dead ferry')
  await presses(new RegExp(label(button.open('update'))))
  await sees('/cross seven')
  await presses(label(button.replay))
  await sees(/update \d+/)
  await until(async () =>
    simulator.transcript(ann, theirs).some(({ message }) => JSON.stringify(message).includes('seven on board')),
  )
  await says('/dead')
  await page.waitForTimeout(800)
  await picture('07-replayed')
  for (const [index, command] of [
    '/lock ferry',
    '/release ferry',
    '/webhook ferry',
    '/jobs',
    '/mute 1h',
    '/drop ferry',
  ].entries()) {
    await says(command)
    await page.waitForTimeout(900)
    await picture(`${String(8 + index).padStart(2, '0')}-${command.slice(1).split(' ')[0]}`)
  }
  await says('/cancel')
  await deliver()
  await sees('BotDown')
  await presses(label(button.acknowledge))
  await page.waitForTimeout(900)
  await picture('14-alert')
  await page.emulateMedia({ colorScheme: 'dark' })
  await says('/pin')
  await page.waitForTimeout(1500)
  await picture('15-pinned-dark')
  stdout.write(
    `Replayed and answered: ${simulator.transcript(ann, theirs).length} messages in Ann's chat. Pictures: ${pictures}\n`,
  )
} finally {
  await browser.close()
  await house.stop()
  await simulator.close()
  rmSync(data, { recursive: true, force: true })
}

async function phone(context: ReturnType<typeof browser.newContext>): Promise<Page> {
  const page = await (await context).newPage()
  await page.addInitScript({ content: "window.localStorage.setItem('posthouse.inspector', 'closed')" })
  return page
}

/** How many updates lie aside. */
async function fetchMetrics(): Promise<number> {
  const { text } = await house.metrics.scrape()
  return Number(/^bot_dead_letters\{bot="ferry"\} (\d+)/m.exec(text)?.[1] ?? 0)
}

async function until(holds: () => Promise<boolean>) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return
    await systemClock.sleep(150)
  }
  throw new Error('It did not come about within 15 s.')
}

async function deliver() {
  const startsAt = new Date().toISOString()
  const labels = { alertname: 'BotDown', bot: 'ferry', severity: 'critical' }
  const annotations = {
    summary: 'Telegram has not answered ferry for five minutes',
    runbook_url: 'https://example.org/bot-not-answering',
  }
  const alert = { status: 'firing', labels, annotations, startsAt, endsAt: '0001-01-01T00:00:00Z', fingerprint: 'f1' }
  await fetch(`${house.url}/webhooks/alertmanager`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
    body: JSON.stringify({
      version: '4',
      groupKey: '{}:{alertname="BotDown"}',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'posthouse',
      groupLabels: { alertname: 'BotDown', bot: 'ferry' },
      commonLabels: labels,
      commonAnnotations: annotations,
      externalURL: 'http://alertmanager:9093',
      alerts: [alert],
    }),
  })
}
