import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import type { Notified } from '../ops/news.ts'
import { nonce } from '../outbox/nonce.ts'
import { writeLetters } from '../outbox/write.ts'
import type { Rich } from '../telegram/text.ts'
import { type Decision, decide } from './decide.ts'
import { letterOf } from './letter.ts'
import { RANK } from './notice.ts'
import { wishesOf } from './wishes.ts'

export const AT_ONCE = 100

interface Row {
  id: number
  bot: string
  via: string
  person: number
  type: string
  chat: number
  priority: number
  words: string
  keyboard: string | null
  essential: boolean
}

export interface Delivered {
  looked: number
  waiting: boolean
  notified: Notified[]
}

/**
 * Looks again at notifications whose time to wait is over: the person may have chosen otherwise meanwhile. (Who reads one
 * in the inbox takes it out of the waiting ones.) What another process looks at is skipped.
 */
export async function deliverDue(transaction: Queryable, now: Date): Promise<Delivered> {
  const { rows } = await transaction.query<Row>(
    `select id, bot, via, person_id as person, type, chat, priority, words, keyboard, essential
     from posthouse.notifications where telegram = 'waiting' and not_before <= $1
     order by not_before, id limit ${AT_ONCE} for update skip locked`,
    [now],
  )
  if (rows.length === 0) return { looked: 0, waiting: false, notified: [] }
  const addressees = await wishesOf(transaction, rows)
  const decisions = rows.map(({ essential, priority }, index): Decision => {
    const to = addressees[index]!
    // That Telegram was wanted is why it waits: only a choice against it made since then counts.
    return decide({ channels: ['telegram'], essential, isUrgent: priority === RANK.urgent }, to, now)
  })
  await transaction.query(
    `update posthouse.notifications n set telegram = x.telegram, reason = x.reason, not_before = x.not_before,
       in_app = n.in_app or x.reason is not distinct from 'unreachable'
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[]) as x (id, telegram, reason, not_before) where n.id = x.id`,
    [
      rows.map(({ id }) => id),
      decisions.map(({ telegram }) => telegram),
      decisions.map(({ reason }) => reason ?? null),
      decisions.map(({ notBefore }) => notBefore?.toISOString() ?? null),
    ],
  )
  const letters = rows.filter((_, index) => decisions[index]?.telegram === 'queued').map(toLetter)
  const { waiting } = await writeLetters(transaction, [{ bot: '', notes: [], rows: letters }], now, nonce)
  const notified = rows.map(({ bot, type }, index): Notified => {
    const { reason, telegram } = decisions[index]!
    return { bot, type, channel: 'telegram', result: reason ?? telegram }
  })
  return { looked: rows.length, waiting, notified }
}

const toLetter = ({ words, keyboard, ...row }: Row) =>
  letterOf({
    ...row,
    words: JSON.parse(words) as Rich,
    keyboard: keyboard === null ? undefined : (JSON.parse(keyboard) as InlineKeyboardMarkup),
    isBroadcast: false,
  })
