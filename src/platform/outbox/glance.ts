import type { Queryable } from '../db/database.ts'

/** A call to Telegram that is not carried out, as somebody who looks on sees it. */
export interface Glanced {
  id: number
  bot: string
  chat: number
  method: string
  payload: unknown
  state: 'waiting' | 'sending' | 'failed' | 'perhaps sent' | 'discarded'
  /** How often it was tried. */
  tries: number
  error?: string
  written: string
  /** Not before; Telegram asked for patience. */
  next?: string
}

interface Row {
  id: number
  bot: string
  chat: number
  method: string
  payload: string
  state: number
  attempts: number
  error: string | null
  created_at: Date
  carried: boolean
  next_at: Date | null
  failures: number | null
}

const ASIDE: Readonly<Record<number, Glanced['state']>> = { 3: 'failed', 4: 'perhaps sent', 5: 'discarded' }

/** The oldest of them, in the order in which each chat gets them. Nothing is locked and nothing changed. */
export async function glanceAtOutbox(target: Queryable, most: number): Promise<Glanced[]> {
  const { rows } = await target.query<Row>(
    `select o.id, o.bot, o.chat, o.method, o.payload, o.state, o.attempts, o.error, o.created_at, l.failures,
            (o.owner is not null or l.owner is not null or o.state = 1) as carried,
            case when isfinite(l.next_at) then l.next_at end as next_at
     from posthouse.outbox o left join posthouse.lanes l on l.bot = o.bot and l.chat = o.chat and o.state < 2
     where o.state <> 2
     order by o.bot, o.chat, o.state > 2, o.priority, o.id limit $1`,
    [most],
  )
  return rows.map((row) => ({
    id: row.id,
    bot: row.bot,
    chat: row.chat,
    method: row.method,
    payload: JSON.parse(row.payload),
    state: ASIDE[row.state] ?? (row.carried ? 'sending' : 'waiting'),
    tries: row.attempts || (row.failures ?? 0),
    ...(row.error ? { error: row.error } : {}),
    written: row.created_at.toISOString(),
    ...(row.next_at ? { next: row.next_at.toISOString() } : {}),
  }))
}
