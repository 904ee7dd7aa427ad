import type { Queryable } from '../db/database.ts'

export type BroadcastState = 'running' | 'paused' | 'cancelled' | 'done'

/** How far a broadcast is. The counts add up to `recipients`. */
export interface BroadcastProgress {
  key: string
  type: string
  state: BroadcastState
  startedAt: Date
  /** When its state changed last. */
  changedAt: Date
  recipients: number
  /** Not yet taken up, or held back by quiet hours. */
  waiting: number
  /** In the outbox. */
  queued: number
  sent: number
  /** Telegram refused it; most often the person has blocked the bot. */
  failed: number
  /** Telegram's answer was lost. */
  perhaps: number
  /** Not wanted, muted, or known to be blocked. */
  skipped: number
  cancelled: number
}

const COUNTED = ['waiting', 'queued', 'sent', 'failed', 'perhaps', 'skipped', 'cancelled'] as const

const PROGRESS = `select b.key, b.type, b.state, b.created_at as "startedAt", b.changed_at as "changedAt", r.* from posthouse.broadcasts b
  cross join lateral (select count(*)::int as recipients,
    ${COUNTED.map((state) => `(count(*) filter (where state = '${state}'))::int as ${state}`).join(', ')}
    from posthouse.broadcast_recipients where broadcast_id = b.id) r`

/** A bot's broadcasts as its handlers see them; all act within their transaction. */
export interface Broadcasts {
  /** Newest first. */
  list(most?: number): Promise<BroadcastProgress[]>
  progress(key: string): Promise<BroadcastProgress | undefined>
  /** Nobody else is written to until `resume`; what is in the outbox by then (about 100) still goes out. False when it was not running. */
  pause(key: string): Promise<boolean>
  /** False when it was not paused. */
  resume(key: string): Promise<boolean>
  /** Nobody else is ever written to. False when it is over already. */
  cancel(key: string): Promise<boolean>
}

export function broadcastsOf(target: Queryable, bot: string, now: Date, resumed: () => void): Broadcasts {
  return {
    async list(most = 20) {
      const { rows } = await target.query<BroadcastProgress>(
        `${PROGRESS} where b.bot = $1 order by b.id desc limit $2`,
        [bot, most],
      )
      return rows
    },
    async progress(key) {
      const { rows } = await target.query<BroadcastProgress>(`${PROGRESS} where b.bot = $1 and b.key = $2`, [bot, key])
      return rows[0]
    },
    pause: async (key) => (await turn(key, ['running'], 'paused')) !== undefined,
    async resume(key) {
      const id = await turn(key, ['paused'], 'running')
      if (id !== undefined) resumed()
      return id !== undefined
    },
    async cancel(key) {
      const id = await turn(key, ['running', 'paused'], 'cancelled')
      if (id === undefined) return false
      await target.query(
        `update posthouse.broadcast_recipients set state = 'cancelled', done_at = $2 where broadcast_id = $1 and state = 'waiting'`,
        [id, now],
      )
      return true
    },
  }

  /** Waits for a batch that is just being taken. */
  async function turn(key: string, from: readonly BroadcastState[], to: BroadcastState): Promise<number | undefined> {
    const { rows } = await target.query<{ id: number }>(
      `update posthouse.broadcasts set state = $4, changed_at = $5 where bot = $1 and key = $2 and state = any($3::text[]) returning id`,
      [bot, key, from, to, now],
    )
    return rows[0]?.id
  }
}
