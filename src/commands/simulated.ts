import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bot, Phrase } from '#platform/bot.ts'
import type { Database } from '#platform/db/database.ts'
import { glanceAtOutbox } from '#platform/outbox/glance.ts'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'

/** Only the stand-in receiver knows it; no money moves. */
const SIGNING_KEY = 'simulated-signing-key'

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
const TO_COME = [
  {
    name: 'Seek',
    about: {
      en: 'Hide-and-seek in a city, with live locations',
      uk: 'Схованки в місті, з живою геолокацією',
      ru: 'Прятки в городе, с живой геолокацией',
    },
  },
  {
    name: 'Coach',
    about: {
      en: 'Practise a hard conversation with an AI partner',
      uk: 'Потренуйте складну розмову зі співрозмовником-ШІ',
      ru: 'Потренируйте трудный разговор с собеседником-ИИ',
    },
  },
  {
    name: 'Watch',
    about: {
      en: 'Keeps the other bots alive and tells you when one is not',
      uk: 'Стежить, щоб інші боти працювали, і каже, коли ні',
      ru: 'Следит, чтобы другие боты работали, и говорит, когда нет',
    },
  },
  {
    name: 'Desk',
    about: {
      en: 'Customer support: answers, intake, handoff to people',
      uk: 'Підтримка клієнтів: відповіді, заявки, передача людям',
      ru: 'Поддержка клиентов: ответы, заявки, передача людям',
    },
  },
] as const

const PEOPLE = {
  customer: {
    en: 'takes tasks and gets paid',
    uk: 'бере завдання й отримує гроші',
    ru: 'берёт задания и получает деньги',
  },
  host: {
    en: 'runs the place (superadmin)',
    uk: 'тут за головну (суперадмін)',
    ru: 'здесь за главную (суперадмин)',
  },
  agent: {
    en: 'answers customers at the support desk',
    uk: 'відповідає клієнтам у підтримці',
    ru: 'отвечает клиентам в поддержке',
  },
} as const

const MOST_UNSENT = 200

export async function openSimulatedWorld(
  bots: readonly Bot[],
  database: Database,
  folder: string,
  port: number,
): Promise<SimulatedWorld> {
  const simulator = await createSimulator({
    port,
    stateFile: join(folder, 'simulator.json'),
    pageFolder: fileURLToPath(new URL('../../web/dist/chat', import.meta.url)),
    githubDates: 'fresh',
    payoutSigningKey: SIGNING_KEY,
    outbox: () => glanceAtOutbox(database, MOST_UNSENT),
  })
  const ann = simulator.person('Ann', { language: 'en', about: PEOPLE.customer })
  simulator.person('Taras', { language: 'uk', about: PEOPLE.customer })
  simulator.person('Vera', { language: 'ru', about: PEOPLE.customer })
  const olena = simulator.person('Olena', { language: 'en', about: PEOPLE.host })
  const everyBot: number[] = []
  const tokens = new Map(
    bots.map((bot) => {
      const listed = simulator.bot({
        username: `${bot.name}_bot`,
        name: capital(bot.name),
        about: bot.about ? inAllLanguages(bot.about) : '',
        built: true,
        ...(bot.tryThis
          ? {
              try: {
                person: (bot.tryThis.by === 'host' ? olena : ann).id,
                text: bot.tryThis.say,
                label: inAllLanguages(bot.tryThis.label),
              },
            }
          : {}),
      })
      everyBot.push(listed.id)
      return [bot.name, listed.token]
    }),
  )
  for (const { name, about } of TO_COME) {
    if (!bots.some((bot) => bot.name === name.toLowerCase())) {
      everyBot.push(simulator.bot({ username: `${name.toLowerCase()}_bot`, name, about, built: false }).id)
    }
  }
  openDesk(simulator, olena.id, everyBot)
  return {
    simulator,
    tokens,
    host: { id: olena.id, first_name: olena.first_name },
    standIns: {
      GITHUB_API_URL: `${simulator.url}/github`,
      PAYOUT_WEBHOOK_URL: `${simulator.url}/payouts`,
      PAYOUT_SECRET: 'simulated',
      PAYOUT_SIGNING_KEY: SIGNING_KEY,
      GITHUB_WEB_URL: `${simulator.url}/github-web`,
      GITHUB_OAUTH_CLIENT_ID: 'simulated',
      SECRET_KEY: 'simulated-simulated-simulated-key',
      LINK_UNPROVEN: 'yes',
      OPENAI_BASE_URL: `${simulator.url}/llm/v1`,
      OPENAI_API_KEY: simulator.llm.key,
      LONGCAT_BASE_URL: `${simulator.url}/llm/v1`,
      LONGCAT_API_KEY: simulator.llm.key,
      GOOGLE_SHEETS_URL: `${simulator.url}/sheets/`,
      GOOGLE_SERVICE_ACCOUNT: JSON.stringify(simulator.sheets.serviceAccount()),
      SHEETS_SPREADSHEET_ID: simulator.sheets.spreadsheet,
    },
  }
}

/** The group where agents talk about customers, with a topic for each matter. It was there before anybody came. */
function openDesk(simulator: Simulator, host: number, bots: readonly number[]) {
  const ihor = simulator.person('Ihor', { language: 'uk', about: PEOPLE.agent })
  const maya = simulator.person('Maya', { language: 'en', about: PEOPLE.agent })
  simulator.chat({
    id: -1_002_000_000_001,
    type: 'supergroup',
    title: 'Support desk',
    is_forum: true,
    members: [{ id: host, status: 'creator' }, ...[ihor.id, maya.id, ...bots].map((id) => ({ id }))],
    topics: [
      { id: 2, name: 'Billing', icon_color: 16766590, creator: host },
      { id: 3, name: 'Bugs', icon_color: 16478047, creator: host },
    ],
  })
}

const inAllLanguages = (phrase: Phrase) => ({
  en: phrase.in('en').text,
  uk: phrase.in('uk').text,
  ru: phrase.in('ru').text,
})

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
