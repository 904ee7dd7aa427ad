import { hostname, userInfo } from 'node:os'
import { stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { Bot } from '#platform/bot.ts'
import { messageOf } from '#platform/bot.ts'
import { systemClock } from '#platform/ops/clock.ts'
import type { Deed } from '#platform/people/desk.ts'
import { fleet } from '../fleet.ts'
import { Exit } from './exit.ts'

/** Who sits at the terminal and why they act, for the audit log. */
export const deed = (reason?: string, force = false): Deed => ({
  now: systemClock.now(),
  by: `${userName()}@${hostname()} (command line)`,
  ...(reason === undefined ? {} : { reason }),
  force,
})

/** A container's user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

/** Asks on the terminal; without one, the decision has to be on the command line. */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return
  if (!stdin.isTTY)
    throw new Exit('refused', `${question}\nThere is no terminal to ask on: add --yes. Nothing was done.`)
  const terminal = createInterface({ input: stdin, output: stderr })
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close())
  if (!/^\s*y(es)?\s*$/i.test(answer)) throw new Exit('refused', 'Nothing was done.')
}

/** Options and words of a command; a mistake ends in its usage. */
export function read<const T extends ParseArgsOptionsConfig>(args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Exit('usage', `${messageOf(error)}\n${usage}`)
  }
}

export function botNamed(name: string | undefined, usage: string): Bot {
  const bot = fleet.find((one) => one.name === name)
  if (bot) return bot
  const names = fleet.map((one) => one.name).join(', ')
  throw new Exit('usage', name === undefined ? usage : `There is no bot "${name}". There are: ${names}.\n${usage}`)
}

/** A number that is an id or a page: whole and above 0. */
export function whole(word: string | undefined, what: string, usage: string): number {
  const number = Number(word)
  if (word !== undefined && /^\d{1,15}$/.test(word) && number > 0) return number
  throw new Exit('usage', `${what}: write a number, not "${word ?? ''}".\n${usage}`)
}
