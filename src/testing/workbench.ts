import { fileURLToPath } from 'node:url'
import type { Queryable } from '#platform/db/database.ts'
import { jobContext, type Notes, noNotes } from '#platform/jobs/context.ts'
import type { JobContext } from '#platform/jobs/job.ts'
import { silentLog } from '#platform/ops/log.ts'
import type { Bot } from '#platform/updates/bot.ts'
import { freshDatabase } from './database.ts'
import { PLATFORM } from './town.ts'

/**
 * A bot's own functions on a real database, without the house around them: for many short runs whose jobs the test
 * itself calls, repeats and loses. Nothing of a run is kept.
 */
export interface Workbench {
  /** One transaction: what it noted, or nothing at all when it throws. */
  act<T>(now: Date, work: (ctx: JobContext) => Promise<T>, actor?: number): Promise<{ result: T; notes: Notes }>
  rows<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

export interface Bench {
  /** Runs the story on an empty database, and takes back all that it did. */
  run(outside: unknown, story: (bench: Workbench) => Promise<void>): Promise<void>
}

export async function bench(bot: Bot): Promise<Bench> {
  const places = [PLATFORM, ...(bot.migrations ? [{ schema: bot.name, folder: fileURLToPath(bot.migrations) }] : [])]
  const database = await freshDatabase(places)
  return {
    async run(outside, story) {
      const over = new Error('the run is over')
      const ended = database.transaction(async (transaction) => {
        await story(workbench(bot, outside, transaction))
        throw over
      })
      await ended.catch((error) => {
        if (error !== over) throw error
      })
    },
  }
}

function workbench({ name: bot, notifications }: Bot, outside: unknown, transaction: Queryable): Workbench {
  return {
    async act(now, work, actor) {
      const notes = noNotes()
      const superadmins = new Set<number>()
      const place = { bot, notifications, transaction, now, log: silentLog, outside, superadmins, notes }
      await transaction.query('savepoint act')
      try {
        const result = await work(jobContext(actor === undefined ? place : { ...place, actor }))
        // What a commit would check.
        await transaction.query('set constraints all immediate')
        await transaction.query('set constraints all deferred')
        await transaction.query('release savepoint act')
        return { result, notes }
      } catch (error) {
        await transaction.query('rollback to savepoint act')
        throw error
      }
    },
    rows: async (sql, values = []) => (await transaction.query(sql, values)).rows as never,
  }
}
