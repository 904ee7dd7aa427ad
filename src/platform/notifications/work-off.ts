import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import { after } from '../ops/clock.ts'
import type { Notified } from '../ops/news.ts'
import { nonce } from '../outbox/nonce.ts'
import { writeLetters } from '../outbox/write.ts'
import type { Language } from '../people/language.ts'
import type { Rich } from '../telegram/text.ts'
import { decide } from './decide.ts'
import { store } from './enter.ts'
import type { Entry } from './entry.ts'
import type { Channel } from './notice.ts'
import { ahead, letWait, mark, recipientsOf } from './recipients.ts'
import { wishesOf } from './wishes.ts'

/** So many messages of a bot's broadcasts stand in the outbox at most: what is answered meanwhile never waits behind more. */
export const MOST_AHEAD = 100
/** A quarter of a second's worth at a time: who may send 25 a second shall not send 100 in the first tenth of it. */
const SLICE_S = 0.25
/** Fewer are not worth a transaction, where the limits allow more. */
const LEAST = 25

interface Open {
  id: number
  key: string
  type: string
  channels: string
  essential: boolean
  priority: number
  words: string
  keyboards: string | null
}

export interface WorkedOff {
  /** Recipients that were decided about. */
  taken: number
  waiting: boolean
  notified: Notified[]
}

/** Whoever has a notification with this key has had this broadcast. */
const REPEATED = { telegram: 'skipped', reason: 'repeated' } as const

const NOTHING: WorkedOff = { taken: 0, waiting: false, notified: [] }

/**
 * Takes the next recipients of a bot's oldest running broadcast: each gets its notification, and its place in the outbox,
 * in the transaction that says so. One process at a time does this for a bot; the others pass by.
 */
export async function workOff(transaction: Queryable, bot: string, perSecond: number, now: Date): Promise<WorkedOff> {
  const { rows: locked } = await transaction.query<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('posthouse.broadcasts ' || $1, 0)) as mine",
    [bot],
  )
  if (!locked[0]?.mine) return NOTHING
  await finish(transaction, bot, now)
  const slice = Math.max(1, Math.floor(perSecond * SLICE_S))
  const room = MOST_AHEAD - (await ahead(transaction, bot))
  const broadcast = room < Math.min(slice, LEAST) ? undefined : await nextOf(transaction, bot, now)
  if (!broadcast) return NOTHING
  const people = await recipientsOf(transaction, broadcast.id, now, Math.min(slice, room))
  const entries = await entriesOf(transaction, bot, broadcast, people, now)
  const held = entries.filter(({ telegram }) => telegram === 'waiting')
  const rest = entries.filter(({ telegram }) => telegram !== 'waiting')
  const { letters, notified, isNew } = await store(transaction, rest, now)
  const taken = rest.map((entry, index) => (isNew[index] ? entry : { ...entry, ...REPEATED }))
  await mark(transaction, broadcast.id, taken, now)
  await letWait(transaction, broadcast.id, held, now)
  const sent = taken.filter(({ telegram }) => telegram === 'queued').length
  await pace(transaction, broadcast.id, Math.round((sent / perSecond) * 1000), after(now, -SLICE_S * 1000))
  const { waiting } = await writeLetters(transaction, letters, now, nonce)
  return { taken: people.length, waiting, notified }
}

/** Nobody waits any more, and the sender has told of everybody. */
const finish = (transaction: Queryable, bot: string, now: Date) =>
  transaction.query(
    `update posthouse.broadcasts b set state = 'done', changed_at = $2 where b.bot = $1 and b.state = 'running' and not exists (
       select from posthouse.broadcast_recipients r where r.broadcast_id = b.id and r.state in ('waiting', 'queued'))`,
    [bot, now],
  )

/** Locked, so that a pause or its end waits for this transaction and then holds. */
async function nextOf(transaction: Queryable, bot: string, now: Date): Promise<Open | undefined> {
  const { rows } = await transaction.query<Open>(
    `select id, key, type, channels, essential, priority, words, keyboards from posthouse.broadcasts b
     where bot = $1 and state = 'running' and exists (
       select from posthouse.broadcast_recipients r where r.broadcast_id = b.id and r.state = 'waiting' and r.not_before <= $2)
       and not exists (select from posthouse.broadcasts o where o.bot = $1 and o.next_at > $2)
     order by id limit 1 for update`,
    [bot, now],
  )
  return rows[0]
}

async function entriesOf(transaction: Queryable, bot: string, broadcast: Open, people: readonly number[], now: Date) {
  const { type, essential, priority } = broadcast
  const words = JSON.parse(broadcast.words) as Record<Language, Rich>
  const keyboards = broadcast.keyboards && (JSON.parse(broadcast.keyboards) as Record<Language, InlineKeyboardMarkup>)
  const channels = broadcast.channels.split(' ') as Channel[]
  const addressees = await wishesOf(
    transaction,
    people.map((person) => ({ bot, via: bot, person, type })),
  )
  return people.map((person, index): Entry => {
    const to = addressees[index]!
    const decision = decide({ channels, essential, isUrgent: false }, to, now)
    // Who has muted the bot for good would keep the broadcast open for ever.
    const isMuted = decision.telegram === 'waiting' && decision.notBefore === undefined
    return {
      ...decision,
      ...(isMuted ? { inApp: true, telegram: 'skipped', reason: 'muted' } : {}),
      notice: { bot, person, chat: to.chat, type, key: `broadcast ${broadcast.key}`, what: '', essential },
      chat: to.chat,
      via: bot,
      priority,
      words: words[to.language],
      keyboard: keyboards ? keyboards[to.language] : undefined,
      broadcast: broadcast.id,
    }
  })
}

/** Whoever came a little late makes up for it, but for no more than one slice. */
const pace = (transaction: Queryable, id: number, ms: number, earliest: Date) =>
  transaction.query(
    "update posthouse.broadcasts set next_at = greatest(next_at, $3) + $2::int * interval '1 millisecond' where id = $1",
    [id, ms, earliest],
  )
