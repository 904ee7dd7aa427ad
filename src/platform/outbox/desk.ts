import type { Queryable } from '../db/database.ts'
import { wakeAll } from '../db/wake.ts'
import { type Aside, type Desk, type Found, idsAndBot, recordDeed } from '../people/desk.ts'
import { queueLanes } from './lanes.ts'

const FAILED = 3
const PERHAPS = 4
/** Set by an operator: it will not be sent, and is kept. */
const DISCARDED = 5

const STATES: Readonly<Record<number, Aside['state']>> = {
  [FAILED]: 'dead',
  [PERHAPS]: 'perhaps sent',
  [DISCARDED]: 'discarded',
}

interface Row {
  id: number
  bot: string
  chat: number
  method: string
  payload: string
  name: string | null
  follow_up: string | null
  prefer_silence: boolean
  state: number
  attempts: number
  error: string | null
  created_at: Date
  done_at: Date | null
}

const COLUMNS =
  'id, bot, chat, method, payload, name, follow_up, prefer_silence, state, attempts, error, created_at, done_at'

/**
 * Calls that Telegram refused, or that were perhaps carried out. All of them at once means the refused ones: one that
 * perhaps arrived is decided about only by whoever names it.
 */
export const sendsDesk: Desk = {
  async list(target, { bot, discarded, most }) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.outbox where state = any($1::smallint[]) and ($2::text is null or bot = $2)
       order by done_at desc, id desc limit $3`,
      [discarded ? [DISCARDED] : [FAILED, PERHAPS], bot ?? null, most],
    )
    return rows.map(asideOf)
  },
  async count(target, bot) {
    const { rows } = await target.query<{ n: number }>(
      `select count(*) as n from posthouse.outbox where state in (${FAILED}, ${PERHAPS}) and ($1::text is null or bot = $1)`,
      [bot ?? null],
    )
    return rows[0]?.n ?? 0
  },
  async show(target, id) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.outbox where id = $1 and state in (${FAILED}, ${PERHAPS}, ${DISCARDED})`,
      [id],
    )
    const [row] = rows
    const handler = row?.follow_up ?? null
    return (
      row && {
        ...asideOf(row),
        payload: row.payload,
        facts: { written: row.created_at, name: row.name, 'handler told of the failure': handler },
      }
    )
  },
  /**
   * It gets a day for its delivery again, and counts for no answer's delay. What perhaps arrived, and what was discarded (it
   * may have been one of those), goes out only with `force`.
   */
  async replay(target, which, deed) {
    const { rows } = await target.query<Found>(
      `update posthouse.outbox set state = 0, attempts = 0, error = null, done_at = null, created_at = $3, answers = null
       where (($1::bigint[] is null and state = ${FAILED}) or (id = any($1) and (state = ${FAILED} or ($4 and state in (${PERHAPS}, ${DISCARDED})))))
         and ($2::text is null or bot = $2)
       returning id, bot`,
      [...idsAndBot(which), deed.now, deed.force === true],
    )
    await recordDeed(target, 'sends_replayed', rows, deed)
    if (rows.length > 0) await queue(target, rows)
    return rows
  },
  async discard(target, which, deed) {
    const { rows } = await target.query<Found>(
      `update posthouse.outbox set state = ${DISCARDED}
       where ($1::bigint[] is null or id = any($1)) and ($2::text is null or bot = $2)
         and (state = ${FAILED} or (state = ${PERHAPS} and $1::bigint[] is not null)) returning id, bot`,
      idsAndBot(which),
    )
    await recordDeed(target, 'sends_discarded', rows, deed)
    return rows
  },
}

async function queue(target: Queryable, rows: readonly Found[]) {
  const { rows: chats } = await target.query<{ bot: string; chat: number; priority: number }>(
    'select bot, chat, priority from posthouse.outbox where id = any($1::bigint[])',
    [rows.map(({ id }) => id)],
  )
  if (chats.length > 0) await queueLanes(target, chats)
  await wakeAll(target)
}

const asideOf = (row: Row): Aside => ({
  kind: 'send',
  id: row.id,
  bot: row.bot,
  chat: row.chat,
  what: row.method,
  words: wordsOf(row.payload),
  state: STATES[row.state] ?? 'dead',
  tries: row.attempts,
  error: row.error ?? '',
  since: row.done_at ?? row.created_at,
})

function wordsOf(payload: string): string {
  const { text, caption } = JSON.parse(payload) as { text?: unknown; caption?: unknown }
  return String(text ?? caption ?? payload)
}
