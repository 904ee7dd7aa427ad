import type { Context } from '#platform/bot.ts'
import { newTask as wizard } from '../dialogs/new-task.ts'

export const newTask = (ctx: Context) => ctx.begin(wizard)
