import { stdout } from 'node:process'
import type { Bot, SettingsTable } from '#platform/bot.ts'
import { HOUSE_SETTINGS } from '../src/config.ts'
import { fleet } from '../src/fleet.ts'

const INTRODUCTION = `# Configuration

Posthouse reads the environment, and under it the file \`.env\` in its folder (a variable that is set wins over the file).
Everything is checked before anything starts: a wrong value ends the start with exit code 78 and one line for each variable.
\`.env.example\` holds the same list, ready to be filled in. Both are made from the tables in the code by \`npm run config:example\`.

Secrets (🔒) never appear in logs, errors or pages.

## Tokens

With no token at all the simulator opens, outside production. A bot with a token runs; the others stay closed.
For each bot, by its name in capitals, the first of these that is set counts:

| variable | read when |
|---|---|
| \`<BOT>_TOKEN_OVERRIDE\` 🔒 | always |
| \`<BOT>_TOKEN_PROD\` 🔒 | \`ENVIRONMENT=production\`; elsewhere the same bot is refused, whatever variable names it |
| \`<BOT>_TOKEN_DEV\` 🔒 | any other \`ENVIRONMENT\` |
| \`<BOT>_TOKEN\` 🔒 | always |

When exactly one bot is enabled (\`POSTHOUSE_BOTS\`), \`TELEGRAM_BOT_TOKEN_OVERRIDE\`, \`_PROD\`, \`_DEV\`, \`TELEGRAM_BOT_TOKEN\` and
\`BOT_TOKEN\` are read after these, by the same rules.
`

/** `docs/configuration.md`, from the tables that check the environment. */
export function configurationPage(bots: readonly Bot[]): string {
  const own = bots.flatMap(({ name, settings }) => (settings ? [section(`Bot: ${name}`, settings)] : []))
  return [INTRODUCTION, section('The house', HOUSE_SETTINGS), ...own].join('\n')
}

function section(title: string, table: SettingsTable): string {
  const rows = Object.entries(table).map(([name, setting]) => {
    const { success, data } = setting.schema.safeParse(undefined)
    const fallback = success && data !== undefined ? `\`${String(data)}\`` : setting.example ? setting.example : '–'
    return `| \`${name}\`${setting.secret ? ' 🔒' : ''} | ${fallback} | ${setting.meaning.replaceAll('|', '\\|')} |\n`
  })
  return `## ${title}\n\n| variable | when left out | meaning |\n|---|---|---|\n${rows.join('')}`
}

if (import.meta.main) stdout.write(configurationPage(fleet))
