/** The bots, in one array: the table of contents. Removing a bot is its folder and its line here. */
import type { Bot } from '#platform/bot.ts'
import bounty from './bots/bounty/bot.ts'
import watch from './bots/watch/bot.ts'

export const fleet: readonly Bot[] = [bounty, watch]
