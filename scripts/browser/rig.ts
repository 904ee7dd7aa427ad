/** A simulator with the built page, a bot that a story plays by hand, and a browser that may ask this machine only. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import {
  createSimulator,
  type SimBot,
  type SimPerson,
  type Simulator,
  type SimulatorOptions,
} from '#simulator/simulator.ts'

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const PAGE = fileURLToPath(new URL('../../web/dist/chat', import.meta.url))

// biome-ignore lint/suspicious/noExplicitAny: a story reads many shapes
export type Call = (method: string, params: object) => Promise<any>

export interface Rig {
  sim: Simulator
  bot: SimBot
  ann: SimPerson
  bob: SimPerson
  /** A forum of Ann's with the bot in it; its topics are Billing (2) and Bugs (3). */
  desk: number
  call: Call
  /** The page as somebody sees it in a chat; fails the story when it asks anybody else. */
  open(as: SimPerson, chat?: number, look?: BrowserContextOptions & { inspector?: boolean }): Promise<Page>
  /** Other addresses of this machine that the pages may ask. */
  friends: string[]
  /** What the pages asked of others than the simulator. */
  strangers: string[]
  /** What went wrong in the pages. */
  troubles: string[]
  close(): Promise<void>
}

export async function openRig(options: SimulatorOptions = {}): Promise<Rig> {
  if (!existsSync(PAGE)) throw new Error('The page is not built: npm run build')
  const sim = await createSimulator({ pageFolder: PAGE, ...options })
  const bot = sim.bot({ username: 'desk_bot', name: 'Desk', about: 'Answers customers' })
  const [ann, bob] = [sim.person('Ann'), sim.person('Bob')]
  const members = [{ id: ann.id, status: 'creator' as const }, { id: bob.id }, { id: bot.id }]
  const topics = [
    { id: 2, name: 'Billing', creator: ann.id },
    { id: 3, name: 'Bugs', creator: ann.id },
  ]
  const desk = sim.chat({ type: 'supergroup', title: 'Support desk', is_forum: true, members, topics }).id
  const browser = await launch()
  const [friends, strangers, troubles]: [string[], string[], string[]] = [[sim.url], [], []]
  return {
    sim,
    bot,
    ann,
    bob,
    desk,
    async call(method, params) {
      const headers = { 'content-type': 'application/json' }
      const url = `${sim.url}/bot${bot.token}/${method}`
      const answer = await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(params) })).json()
      if (!answer.ok) throw new Error(`${method}: ${answer.description}`)
      return answer.result
    },
    friends,
    strangers,
    troubles,
    async open(as, chat, { inspector = false, ...look } = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', ...look })
      const page = await context.newPage()
      page.on('request', (request) => {
        const url = request.url()
        if (!friends.some((friend) => url.startsWith(friend)) && !/^(data|blob):/.test(url)) strangers.push(url)
      })
      page.on('pageerror', (error) => troubles.push(String(error)))
      onTestFailed(async () => {
        if (!page.isClosed())
          process.stderr.write(`What ${as.first_name} saw:\n${await page.locator('body').ariaSnapshot()}\n`)
      })
      if (!inspector) await page.addInitScript(() => window.localStorage.setItem('posthouse.inspector', 'closed'))
      await page.goto(`${sim.url}/?as=${as.id}${chat === undefined ? '' : `&chat=${chat}`}`)
      return page
    },
    async close() {
      await browser.close()
      await sim.close()
    },
  }
}

function launch(): Promise<Browser> {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
    // A microphone that beeps.
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ]
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-component-update', ...quiet] })
}

/** A picture that a browser draws: stripes in two colours. */
export const picture = (page: Page, width: number, height: number, hue: number) =>
  bytesOf(
    page.evaluate(
      ([width, height, hue]) => {
        const canvas = document.createElement('canvas')
        Object.assign(canvas, { width, height })
        const pen = canvas.getContext('2d')!
        for (let at = 0; at < 12; at++) {
          pen.fillStyle = `hsl(${hue + at * 4} 45% ${35 + at * 4}%)`
          pen.fillRect((at * width) / 12, 0, width / 12 + 1, height)
        }
        return canvas.toDataURL('image/jpeg', 0.8)
      },
      [width, height, hue] as const,
    ),
  )

const bytesOf = async (url: Promise<string>) => Buffer.from((await url).split(',')[1] ?? '', 'base64')

/** Three seconds of a tone that comes and goes, as WAV. */
export function sound(): Buffer {
  const [rate, seconds] = [8000, 3]
  const bytes = Buffer.alloc(44 + rate * seconds * 2)
  bytes.write('RIFF')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, rate * seconds * 2],
  ] as const)
    bytes.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at)
  bytes.write('data', 36)
  for (let at = 0; at < rate * seconds; at++) {
    const loud = Math.abs(Math.sin((at / rate) * 4)) * (0.3 + (0.7 * at) / (rate * seconds))
    bytes.writeInt16LE(Math.round(Math.sin((at * 440 * 2 * Math.PI) / rate) * loud * 30_000), 44 + at * 2)
  }
  return bytes
}
