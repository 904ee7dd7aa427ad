import { markIn } from './bot/texts.ts'
import type { Outcome } from './check/outcome.ts'
import type { Place } from './database/place.ts'

export interface Backlog {
  inbox: number
  queued: number
  outbox: number
  lanes: number
  jobs: number
}

/** What is left to do, in numbers; all are 0 when the house has come to rest. */
export async function backlogOf(place: Place): Promise<Backlog> {
  const [row] = await place.rows<Backlog>(
    `select (select count(*) from posthouse.inbox where state = 0) as inbox,
       (select count(*) from posthouse.chat_queue) as queued,
       (select count(*) from posthouse.outbox where state < 2) as outbox,
       (select count(*) from posthouse.lanes) as lanes,
       (select count(*) from posthouse.jobs where state < 2) as jobs`,
  )
  return row!
}

type FromDatabase = Omit<Outcome, 'atRest' | 'lookedAt' | 'ledger' | 'lives' | 'trouble' | 'mostInFlight' | 'leases'>

export async function lookInto(place: Place): Promise<FromDatabase> {
  const inbox = await place.rows<Outcome['inbox'][number] & { payload: string }>(
    'select seq, bot, chat, kind, state, payload from posthouse.inbox order by seq',
  )
  const unsent = await place.rows<{ bot: string; chat: number; state: number; payload: string }>(
    'select bot, chat, state, payload from posthouse.outbox where state > 2',
  )
  const [dead] = await place.rows<{ count: number }>('select count(*) as count from posthouse.jobs where state = 3')
  return {
    inbox: inbox.map(({ payload, ...row }) => ({ ...row, mark: markOf(row.kind, payload) })),
    applied: await place.rows('select bot, chat, mark, kind from storm.applied order by id'),
    counters: await place.rows('select bot, chat, value from storm.counters'),
    milestones: await place.rows('select bot, chat, value from storm.milestones'),
    shared: await place.rows('select name, value from storm.shared order by name'),
    unsent: unsent.map(({ payload, ...row }) => ({ ...row, text: String(JSON.parse(payload).text) })),
    deadJobs: dead?.count ?? 0,
  }
}

function markOf(kind: string, payload: string): string {
  if (kind !== 'update') return ''
  const { message, callback_query: query } = JSON.parse(payload)
  return query ? query.id : markIn(message?.text ?? '')
}
