/** The command line: one table of commands; each is a file in `commands/`. Nobody imports this file. */
import { exit, stderr, stdout } from 'node:process'
import { FolderInUse } from '#platform/db/folder-lock.ts'
import { messageOf } from '#platform/ops/errors.ts'
import { LeaseBusy } from '#platform/updates/lease.ts'
import { audit } from './commands/audit.ts'
import { broadcast } from './commands/broadcast.ts'
import { config } from './commands/config.ts'
import { dead } from './commands/dead.ts'
import { EXIT, Exit } from './commands/exit.ts'
import { lock } from './commands/lock.ts'
import { migrate } from './commands/migrate.ts'
import { role } from './commands/role.ts'
import { runbook } from './commands/runbook.ts'
import { start } from './commands/start.ts'
import { updates } from './commands/updates.ts'
import { webhook } from './commands/webhook.ts'
import { ConfigError } from './config.ts'

interface Command {
  usage: string
  run(args: string[]): Promise<void>
}

const commands: Readonly<Record<string, Command>> = {
  start: { usage: 'start [--role all|door|worker]        run the bots; with no token the simulator opens', run: start },
  migrate: { usage: 'migrate upgrade|downgrade|history|revision|init', run: migrate },
  role: { usage: 'role grant|revoke|list <bot> [<role> <telegram id>]', run: role },
  lock: { usage: 'lock status | lock release [<bot>] [--force] [--reason …]', run: lock },
  updates: {
    usage: 'updates drop|dropped|replay <bot>     skip what waits, keep it, put it back',
    run: updates,
  },
  dead: {
    usage: 'dead list|show|replay|discard         what failed for good: updates, jobs, messages',
    run: dead,
  },
  audit: {
    usage: 'audit verify | audit show <subject>   prove that nobody changed what was done, or look at it',
    run: audit,
  },
  broadcast: {
    usage: 'broadcast list|pause|resume|cancel    how far a message to many people is; stop it',
    run: broadcast,
  },
  webhook: {
    usage: 'webhook set|verify|delete [<bot>]     tell Telegram where updates go, and try it',
    run: webhook,
  },
  runbook: { usage: 'runbook [<bot>] [--dev]               the bot does not answer: look at each step', run: runbook },
  config: { usage: 'config example                        print .env.example', run: config },
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

if (!command) {
  const lines = Object.values(commands).map(({ usage }) => `  posthouse ${usage}`)
  const out = name === 'help' ? stdout : stderr
  out.write(
    `${name === 'help' ? '' : `There is no command "${name}".\n`}Posthouse runs production Telegram bots.\n\n${lines.join('\n')}\n`,
  )
  exit(name === 'help' ? 0 : EXIT.usage)
}

try {
  await command.run(args)
} catch (error) {
  stderr.write(`${messageOf(error)}\n`)
  exit(exitCode(error))
}

function exitCode(error: unknown): number {
  if (error instanceof Exit) return error.code
  if (error instanceof ConfigError) return EXIT.config
  return error instanceof FolderInUse || error instanceof LeaseBusy ? EXIT.busy : 1
}
