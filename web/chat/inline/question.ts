import type { Bot } from '../types.ts'

/** `@bot words`: a question to a bot, from wherever it is typed. */
export type Question = { bot: Bot; query: string }

export function questionIn(text: string, bots: readonly Bot[]): Question | undefined {
  const [, name, query] = /^@(\w{3,32}) ([^\n]*)$/.exec(text) ?? []
  const bot = bots.find((one) => one.inline && one.username.toLowerCase() === name?.toLowerCase())
  return bot && query !== undefined ? { bot, query: query.slice(0, 256) } : undefined
}
