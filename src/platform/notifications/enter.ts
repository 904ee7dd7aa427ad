import type { Queryable } from '../db/database.ts'
import { writable } from '../ops/errors.ts'
import type { Notified } from '../ops/news.ts'
import { nonce } from '../outbox/nonce.ts'
import type { Letter } from '../outbox/write.ts'
import { keyboardOf } from '../telegram/buttons.ts'
import { type Rich, resolve, split } from '../telegram/text.ts'
import { decide } from './decide.ts'
import type { Entry } from './entry.ts'
import { insertNotifications } from './insert.ts'
import { letterOf } from './letter.ts'
import { CHANNELS, type Notice, RANK } from './notice.ts'
import { type Addressee, wishesOf } from './wishes.ts'

export interface Entered {
  /** How many were new. */
  fresh: number
  /** For each whether it was. */
  isNew: boolean[]
  /** For `writeLetters`, in the same transaction. */
  letters: Letter[]
  notified: Notified[]
}

/** Writes notices into the history; what is to be said in Telegram at once is returned as letters. */
export async function enter(target: Queryable, notices: readonly Notice[], now: Date): Promise<Entered> {
  if (notices.length === 0) return { fresh: 0, isNew: [], letters: [], notified: [] }
  return store(target, await consider(target, notices, now), now)
}

/** What is to become of each, as its person has chosen. */
export async function consider(target: Queryable, notices: readonly Notice[], now: Date): Promise<Entry[]> {
  const asked = notices.map(({ bot, via = bot, person, type }) => ({ bot, via, person, type }))
  const addressees = await wishesOf(target, asked)
  return writable(() => notices.map((notice, index) => entryOf(notice, addressees[index], now)))
}

export async function store(target: Queryable, entries: readonly Entry[], now: Date): Promise<Entered> {
  const ids = await insertNotifications(target, entries, now)
  const isNew = ids.map((id) => id !== undefined)
  const rows = entries.flatMap((entry, index) => {
    const id = ids[index]
    if (id === undefined || entry.telegram !== 'queued') return []
    const { bot } = entry.notice
    return [letterOf({ ...entry, id, bot, isBroadcast: entry.broadcast !== undefined })]
  })
  return {
    fresh: isNew.filter(Boolean).length,
    isNew,
    letters: rows.length > 0 ? [{ bot: '', notes: [], rows }] : [],
    notified: entries.flatMap((entry, index) => tallyOf(entry, isNew[index] === true)),
  }
}

const MOST_KEY = 200
/** Telegram takes 4,096, and /inbox puts a line before it. */
const MOST_WORDS = 3_900

function entryOf(notice: Notice, to: Addressee | undefined, now: Date): Entry {
  const { bot, via = bot, type, key, channels = CHANNELS, essential = false, priority = 'normal', buttons } = notice
  if (!to) throw new Error(`${bot}: ${type} is for person ${notice.person}, whom nobody knows.`)
  if (to.chat !== notice.chat) throw new Error(`${bot}: ${type} for person ${notice.person} names another one's chat.`)
  if (key !== undefined && (key.length > MOST_KEY || key.includes('\0')))
    throw new Error(`${bot}: the key of ${type} is longer than ${MOST_KEY} characters, or holds a NUL.`)
  return {
    ...decide({ channels, essential, isUrgent: priority === 'urgent' }, to, now),
    notice,
    chat: to.chat,
    via,
    priority: RANK[priority],
    words: wordsOf(resolve(notice.what, to.language)),
    keyboard: buttons && keyboardOf(buttons, to.language, nonce),
  }
}

export function wordsOf(rich: Rich): Rich {
  const [first = rich, ...rest] = split(rich, MOST_WORDS)
  return rest.length === 0 ? first : { text: `${first.text}…`, entities: first.entities }
}

function tallyOf({ notice: { bot, type }, inApp, telegram, reason }: Entry, isFresh: boolean): Notified[] {
  if (!isFresh) return CHANNELS.map((channel) => ({ bot, type, channel, result: 'repeated' }))
  return [
    { bot, type, channel: 'in_app', result: inApp ? 'kept' : 'preference' },
    { bot, type, channel: 'telegram', result: reason ?? telegram },
  ]
}
