import { stdout } from 'node:process'
import type { Database } from '#platform/db/database.ts'
import { askTelegram } from '#platform/operations/fleet.ts'
import { beforeDev, notAnswering, type Sight, type Walked, walk } from '#platform/operations/runbook/runbook.ts'
import { lookAt } from '#platform/operations/runbook/sight.ts'
import { say } from '#platform/operations/texts/index.ts'
import { plain } from '#platform/operations/words.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { messageOf } from '#platform/ops/errors.ts'
import { scrubber } from '#platform/ops/log.ts'
import type { Config } from '../config.ts'
import { Exit } from './exit.ts'
import { withHouse, withTelegram } from './open.ts'
import { botNamed, read } from './operator.ts'
import { english } from './print.ts'

const USAGE = `posthouse runbook [<bot>]
    "the bot does not answer": looks at each step and says what to do. Ends with 1 when something wants attention
posthouse runbook [<bot>] --dev
    what to look at before the bot is started on a developer's machine
Without a bot: every bot.
`

const OPTIONS = { dev: { type: 'boolean' } } as const

/** Walks the same steps as the bot that operates the house, with the same words. */
export async function runbook(args: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  if (positionals.length > 1) throw new Exit('usage', USAGE)
  const [name] = positionals
  const named = name === undefined ? undefined : botNamed(name, USAGE).name
  await withHouse(async (database, config) => {
    const bots = named ? [named] : config.chosen.map(({ bot }) => bot.name)
    let isWell = true
    for (const bot of bots) {
      const walked = walk(values.dev ? beforeDev : notAnswering, await sightOf(database, config, bot))
      stdout.write(page(english(values.dev ? say.runbook.devTitle(bot) : say.runbook.title(bot)), walked, bot))
      isWell &&= walked.every(({ ok }) => ok)
    }
    if (!isWell) throw new Exit('nothing', english(say.runbook.attention))
    stdout.write(`${english(say.runbook.well)}\n`)
  })
}

async function sightOf(database: Database, config: Config, bot: string): Promise<Sight> {
  const token = config.chosen.find((one) => one.bot.name === bot)?.token
  const scrub = scrubber(config.secrets)
  const mode = config.webhookBase ? 'webhook' : 'polling'
  const post = {
    bot,
    telegramId: token ? Number(token.split(':')[0]) : await lastKnownId(database, bot),
    mode,
  } as const
  return {
    ...(await lookAt(database, post, systemClock.now())),
    telegram: token ? await asked(config, bot) : undefined,
    safe: (text) => plain(scrub(text), 200),
  }
}

const asked = (config: Config, bot: string): Promise<Sight['telegram']> =>
  withTelegram(config, bot, askTelegram).catch((error: unknown) => ({ failed: messageOf(error) }))

/** Without a token, whoever polled for it last has written its id down. */
async function lastKnownId(database: Database, bot: string): Promise<number> {
  const { rows } = await database.query<{ name: string }>(
    "select name from posthouse.leases where name like 'polling %' and holder::json ->> 'bot' = $1 order by renewed_at desc limit 1",
    [bot],
  )
  return Number(rows[0]?.name.replace('polling ', '') ?? 0)
}

function page(title: string, walked: readonly Walked[], bot: string): string {
  const steps = walked.map(({ step, ok, found }, index) => {
    const head = `${index + 1}. ${ok ? 'ok       ' : 'ATTENTION'} ${english(step.title)}: ${english(found)}\n`
    const todo = [english(step.todo), ...step.commands(bot).map((command) => `$ ${command}`)]
    return ok ? head : `${head}${todo.map((line) => `             ${line}\n`).join('')}`
  })
  return `${title}\n${steps.join('')}`
}
