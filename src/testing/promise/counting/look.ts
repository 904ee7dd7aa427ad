import type { ForeignTelegram } from '../foreign-telegram.ts'
import type { HouseProcess } from '../processes.ts'
import type { Outcome, Written } from './check.ts'

/** Reads what the house has made of everything, through one of its processes. */
export async function lookAt(
  house: HouseProcess,
  telegram: ForeignTelegram,
  written: readonly Written[],
): Promise<Outcome> {
  const [dead] = await house.query<{ count: number }>('select count(*) as count from posthouse.inbox where state = 2')
  return {
    written,
    applied: await house.query('select bot, chat, seq from counting.applied order by id'),
    counters: await house.query('select bot, chat, value from counting.counters'),
    milestones: await house.query('select bot, chat, value from counting.milestones'),
    perhaps: await house.query(
      `select bot, chat, payload::json ->> 'text' as text from posthouse.outbox where state = 4`,
    ),
    dead: dead?.count ?? 0,
    accepted: telegram.accepted,
  }
}

/** What is left to do, in numbers; all are 0 when the house has come to rest. */
export async function backlog(house: HouseProcess): Promise<{ inbox: number; outbox: number; jobs: number }> {
  const [row] = await house.query<{ inbox: number; outbox: number; jobs: number }>(
    `select (select count(*) from posthouse.inbox where state = 0) as inbox,
       (select count(*) from posthouse.outbox where state < 2) as outbox,
       (select count(*) from posthouse.jobs where state < 2) as jobs`,
  )
  return row!
}
