import { stdout } from 'node:process'
import { beforeDev, notAnswering, type Step } from '#platform/operations/runbook/runbook.ts'
import { type Part, resolve } from '#platform/telegram/text.ts'

const english = (words: Part) => resolve(words, 'en').text

/** `docs/operations/bot-not-answering.md`, from the table that the bot and the command line walk. */
export function runbookPage(): string {
  return `# The bot does not answer

Made from \`src/platform/operations/runbook/\` by \`npm run runbook:page\`; do not edit by hand. In Telegram \`/runbook bounty\` walks these steps
and offers what can be done about each; at a terminal \`posthouse runbook bounty\` prints the same. Put your bot's name for \`bounty\`.

${notAnswering.map(section).join('\n')}
# Before a bot is started on a developer's machine

\`posthouse runbook bounty --dev\` looks at these. With the embedded database, before Posthouse is started.

${beforeDev.map(section).join('\n')}`
}

const section = (step: Step, index: number) => `## ${index + 1}. ${english(step.title)}

${english(step.looks)}

${english(step.todo)}

\`\`\`sh
${step.commands('bounty').join('\n')}
\`\`\`
${step.act === 'errors' ? '\nIn Telegram: `/errors bounty`, `/dead bounty`.\n' : IN_TELEGRAM(step)}`

const IN_TELEGRAM = ({ act }: Step) =>
  act === undefined || act === 'again' ? '' : `\nIn Telegram: \`/${act} bounty\`.\n`

if (import.meta.main) stdout.write(runbookPage())
