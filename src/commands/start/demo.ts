import type { Guest } from '#platform/house.ts'
import { jobContext, noNotes, writeNotes } from '#platform/jobs/context.ts'
import { meet } from '#platform/people/people.ts'
import type { SimulatedWorld } from '../simulated.ts'
import type { Ground } from './ground.ts'

/** Nothing is as dull as an empty house: each bot puts a little into its own, as the person who runs the place. */
export async function showSomething(
  { database, clock, log }: Ground,
  guests: readonly Guest[],
  host: SimulatedWorld['host'],
  superadmins: ReadonlySet<number>,
) {
  for (const { bot, outside } of guests) {
    await database.transaction(async (transaction) => {
      const notes = noNotes()
      const now = clock.now()
      const people = await meet(transaction, bot.name, [host], superadmins, now)
      await bot.demo?.(
        jobContext({
          bot: bot.name,
          transaction,
          now,
          log,
          outside,
          superadmins,
          notes,
          notifications: bot.notifications,
        }),
        people.get(host.id)!,
      )
      await writeNotes(transaction, [{ bot: bot.name, notes }], now)
    })
  }
}
