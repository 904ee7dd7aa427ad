import { joinJson, jsonList } from '../db/array-literal.ts'
import type { Queryable } from '../db/database.ts'
import { writable } from '../ops/errors.ts'
import type { Language } from '../people/language.ts'
import { languagesOf } from '../people/people.ts'
import { keyboardOf } from '../telegram/buttons.ts'
import { type Rich, resolve, split } from '../telegram/text.ts'
import { FILE } from '../telegram/upload.ts'
import type { Offer } from './handover.ts'
import { queueLanes } from './lanes.ts'
import { type MessageNote, PRIORITY, type SendOptions } from './notes.ts'
import type { OutboxRow, Ready } from './rows.ts'

/** Telegram's limit for the words under a file. */
const MOST_CAPTION = 1024

/** The notes of one handler or job of one bot. `here` is the chat whose language is known already. */
export interface Letter {
  bot: string
  notes: readonly MessageNote[]
  here?: { chat: number; language: Language }
  /** When the update came in that the notes answer. */
  answers?: Date
  /** What the notes come to, where that has been made already. */
  rows?: readonly OutboxRow[] | undefined
}

export interface Posted {
  /** Called after the commit. */
  handOver?: () => void
  /** Some of it stands in line for whoever has time. */
  waiting: boolean
}

/** Where the sender puts the message_id of a named message when its turn has come. */
export const NAMED = '$named'

/** Writes the notes into the outbox within the caller's transaction, for the sender who offers to carry them or into their chats' lanes. */
export async function writeLetters(
  transaction: Queryable,
  letters: readonly Letter[],
  now: Date,
  nonce: () => string,
  offer?: Offer,
): Promise<Posted> {
  const unknown = letters.flatMap(({ notes, here }) => notes.flatMap(({ chat }) => (chat === here?.chat ? [] : [chat])))
  const looked =
    unknown.length > 0 ? await languagesOf(transaction, [...new Set(unknown)]) : new Map<number, Language>()
  const rows = rowsOfLetters(letters, nonce, looked)
  if (rows.length === 0) return { waiting: false }
  const carried = rows.map((row) => offer?.carries(row) ?? false)
  const inLine = rows.filter((_, index) => !carried[index])
  const [ready] = await Promise.all([
    insert(
      transaction,
      rows,
      carried.map((is) => (is ? (offer?.owner ?? null) : null)),
      now,
    ),
    inLine.length > 0 && queueLanes(transaction, inLine),
  ])
  return {
    waiting: inLine.length > 0,
    ...(offer ? { handOver: () => offer.take(ready.filter((_, index) => carried[index])) } : {}),
  }
}

/** What the notes come to; `looked` are the languages of chats other than the letters' own. */
export const rowsOfLetters = (
  letters: readonly Letter[],
  nonce: () => string,
  looked: ReadonlyMap<number, Language> = new Map(),
): OutboxRow[] =>
  writable(() =>
    letters.flatMap(
      (letter) =>
        letter.rows ??
        letter.notes.flatMap((note) => rowsOf(letter, note, languageFor(letter, note.chat, looked), nonce)),
    ),
  )

const languageFor = ({ here }: Letter, chat: number, looked: ReadonlyMap<number, Language>): Language =>
  chat === here?.chat ? here.language : (looked.get(chat) ?? 'en')

function rowsOf({ bot, answers }: Letter, note: MessageNote, language: Language, nonce: () => string): OutboxRow[] {
  const row = (method: string, payload: object, priority: number, options: SendOptions = {}): OutboxRow => ({
    bot,
    chat: note.chat,
    priority: options.priority ?? priority,
    method,
    payload: JSON.stringify(payload),
    name: nameOf(options),
    followUp: null,
    followUpData: null,
    preferSilence: options.prefer === 'silence',
    answers: answers ?? null,
  })
  switch (note.kind) {
    case 'text': {
      const pieces = split(resolve(note.what, language))
      return pieces.map((piece, index) => {
        const last = index === pieces.length - 1
        const { as, ...rest } = note.options
        const payload = { chat_id: note.chat, ...piece, ...extras(note.options, language, nonce, last) }
        return row('sendMessage', payload, PRIORITY.reply, last ? note.options : rest)
      })
    }
    case 'edit': {
      const [piece] = split(resolve(note.what, language))
      const target = typeof note.target === 'string' ? { [NAMED]: note.target } : { message_id: note.target }
      const payload = { chat_id: note.chat, ...target, ...piece, ...extras(note.options, language, nonce, true) }
      return [row('editMessageText', payload, PRIORITY.reply, note.options)]
    }
    case 'file': {
      const [{ text, entities }] = split(resolve(note.what, language), MOST_CAPTION) as [Rich]
      const { link_preview_options: _, ...rest } = extras(note.options, language, nonce, true)
      const caption = text === '' ? {} : { caption: text, caption_entities: entities }
      const payload = { chat_id: note.chat, ...caption, ...rest, [FILE]: note.file }
      return [row('sendDocument', payload, PRIORITY.reply, note.options)]
    }
    case 'answer': {
      const text = note.what === undefined ? undefined : resolve(note.what, language).text.slice(0, 200)
      const payload = { callback_query_id: note.query, ...(text ? { text, show_alert: note.alert } : {}) }
      return [row('answerCallbackQuery', payload, PRIORITY.answer)]
    }
    case 'call': {
      const made = row(note.method, { chat_id: note.chat, ...note.payload }, PRIORITY.message, note.options)
      const data = note.options.data === undefined ? null : JSON.stringify(note.options.data)
      return [{ ...made, followUp: note.options.then ?? null, followUpData: data }]
    }
  }
}

function nameOf({ as }: SendOptions): string | null {
  if (as?.includes('\0')) throw new Error('the name of a message holds a NUL, which PostgreSQL does not take')
  return as ?? null
}

function extras(options: SendOptions, language: Language, nonce: () => string, last: boolean): Record<string, unknown> {
  const { preview, quietly, thread, replyTo, buttons } = options
  const made: Record<string, unknown> = { link_preview_options: { is_disabled: preview !== true } }
  if (quietly) made.disable_notification = true
  if (thread) made.message_thread_id = thread
  if (replyTo) made.reply_parameters = { message_id: replyTo, allow_sending_without_reply: true }
  if (last && buttons) made.reply_markup = keyboardOf(buttons, language, nonce)
  return made
}

async function insert(
  transaction: Queryable,
  rows: readonly OutboxRow[],
  owners: readonly (string | null)[],
  now: Date,
): Promise<Ready[]> {
  const inserted = await transaction.query<{ id: number }>(
    `insert into posthouse.outbox (${COLUMNS}) ${selectRows(1)} returning id`,
    columnsOf(rows, owners, now),
  )
  return readyOf(
    rows,
    inserted.rows.map(({ id }) => id),
    now,
  )
}

export const COLUMNS =
  'bot, chat, priority, method, payload, name, follow_up, follow_up_data, prefer_silence, answers, owner, created_at'

const PAYLOAD = 4

/** Rows out of `columnsOf`, whose first column is the parameter with this number, in their order. */
export function selectRows(first: number, condition = ''): string {
  const types = 'text bigint smallint text text text text text boolean timestamptz text'.split(' ')
  const lists = types.map((type, index) =>
    index === PAYLOAD ? jsonList(`$${first + index}`) : `$${first + index}::${type}[]`,
  )
  const names = COLUMNS.replace(/, created_at$/, '')
  return `select ${names}, $${first + types.length}::timestamptz from unnest(${lists.join(', ')}) with ordinality as t (${names}, n) ${condition} order by n`
}

export function columnsOf(rows: readonly OutboxRow[], owners: readonly (string | null)[], now: Date) {
  const times = new Map<Date, string>()
  // Those of a batch are mostly one and the same.
  const timeOf = (at: Date) => {
    const time = times.get(at) ?? at.toISOString()
    times.set(at, time)
    return time
  }
  return [
    rows.map((row) => row.bot),
    rows.map((row) => row.chat),
    rows.map((row) => row.priority),
    rows.map((row) => row.method),
    joinJson(rows.map((row) => row.payload)),
    sparse(rows, (row) => row.name),
    sparse(rows, (row) => row.followUp),
    sparse(rows, (row) => row.followUpData),
    rows.map((row) => row.preferSilence),
    sparse(rows, (row) => row.answers && timeOf(row.answers)),
    sparse(owners, (owner) => owner),
    now,
  ]
}

/** Rows are numbered in the order in which they go in, so the smallest number is the first row's. */
export function readyOf(rows: readonly OutboxRow[], ids: readonly number[], now: Date): Ready[] {
  const sorted = [...ids].sort((a, b) => a - b)
  return rows.map((row, index) => ({ ...row, id: sorted[index]!, state: 0, createdAt: now }))
}

/** `unnest` fills up with nulls, so a column of nothing else need not be sent. */
const sparse = <T>(rows: readonly T[], read: (row: T) => string | null) =>
  rows.some((row) => read(row) !== null) ? rows.map(read) : null
