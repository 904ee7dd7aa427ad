import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bot } from '#platform/bot.ts'
import { resolve } from '#platform/telegram/text.ts'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'

/** A small Telegram with a few people in it, and what the bots need of it. */
export interface SimulatedWorld {
  simulator: Simulator
  tokens: ReadonlyMap<string, string>
  /** Who runs the place. */
  host: { id: number; first_name: string }
  /** The variables that the stand-ins answer for. */
  standIns: Readonly<Record<string, string>>
}

/** Bots of the house that are still to come: the page names them, so that nobody looks for them in vain. */
const TO_COME: readonly { name: string; about: string }[] = [
  { name: 'Seek', about: 'Hide-and-seek in a city, with live locations' },
  { name: 'Coach', about: 'Practise a hard conversation with an AI partner' },
  { name: 'Watch', about: 'Keeps the other bots alive and tells you when one is not' },
  { name: 'Desk', about: 'Customer support: answers, intake, handoff to people' },
]

export async function openSimulatedWorld(bots: readonly Bot[], folder: string, port: number): Promise<SimulatedWorld> {
  const simulator = await createSimulator({
    port,
    stateFile: join(folder, 'simulator.json'),
    pageFolder: fileURLToPath(new URL('../../web/dist/chat', import.meta.url)),
    githubDates: 'fresh',
  })
  const ann = simulator.person('Ann', { language: 'en', about: 'takes tasks and gets paid' })
  simulator.person('Taras', { language: 'uk', about: 'takes tasks, in Ukrainian' })
  simulator.person('Vera', { language: 'ru', about: 'takes tasks, in Russian' })
  const olena = simulator.person('Olena', { language: 'en', about: 'runs the place (superadmin)' })
  const tokens = new Map(
    bots.map((bot) => {
      const listed = simulator.bot({
        username: `${bot.name}_bot`,
        name: capital(bot.name),
        about: bot.about ? resolve(bot.about, 'en').text : '',
        built: true,
        ...(bot.tryThis
          ? { try: { person: ann.id, text: bot.tryThis.say, label: resolve(bot.tryThis.label, 'en').text } }
          : {}),
      })
      return [bot.name, listed.token]
    }),
  )
  for (const { name, about } of TO_COME) {
    if (!bots.some((bot) => bot.name === name.toLowerCase())) {
      simulator.bot({ username: `${name.toLowerCase()}_bot`, name, about, built: false })
    }
  }
  return {
    simulator,
    tokens,
    host: { id: olena.id, first_name: olena.first_name },
    standIns: {
      GITHUB_API_URL: `${simulator.url}/github`,
      PAYOUT_WEBHOOK_URL: `${simulator.url}/payouts`,
      PAYOUT_SECRET: 'simulated',
    },
  }
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
