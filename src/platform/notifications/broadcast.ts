import type { Queryable } from '../db/database.ts'
import { writable } from '../ops/errors.ts'
import { nonce } from '../outbox/nonce.ts'
import { LANGUAGES } from '../people/language.ts'
import { SUPERADMIN } from '../people/people.ts'
import { type Buttons, keyboardOf } from '../telegram/buttons.ts'
import { resolve, type Sayable } from '../telegram/text.ts'
import { wordsOf } from './enter.ts'
import { CHANNELS, type NotificationType, type Priority, RANK } from './notice.ts'

/** Who is to get it: all who talk with the bot in private, those with a role in it, or these people by our ids. */
export type Audience = 'everyone' | { readonly role: string } | { readonly people: readonly number[] }

export interface Broadcast {
  /** One broadcast of the bot has this name for ever: a second one with it changes nothing. */
  key: string
  to: Audience
  /** One of the bot's types of notifications. */
  type: string
  what: Sayable
  priority?: Exclude<Priority, 'urgent'>
  /** No single-use ones: everybody gets the same. */
  buttons?: Buttons
}

export interface BroadcastNote {
  bot: string
  broadcast: Broadcast
  /** What the bot declares for the type. */
  declared: NotificationType
  superadmins: ReadonlySet<number>
}

/** Writes the broadcast and its recipients, who are found now, in two statements. False when there was one with its key. */
export async function begin(target: Queryable, note: BroadcastNote, now: Date): Promise<boolean> {
  const { bot, declared, superadmins } = note
  const { key, to, type, priority = 'normal' } = note.broadcast
  const { words, keyboards } = writable(() => inAllLanguages(note))
  const { rows } = await target.query<{ id: number }>(
    `insert into posthouse.broadcasts (bot, key, type, channels, essential, priority, words, keyboards, created_at, changed_at, next_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) on conflict (bot, key) do nothing returning id`,
    [
      bot,
      key,
      type,
      (declared.channels ?? CHANNELS).join(' '),
      declared.essential ?? false,
      RANK[priority],
      JSON.stringify(words),
      keyboards && JSON.stringify(keyboards),
      now,
    ],
  )
  const id = rows[0]?.id
  if (id === undefined) return false
  const [who, values] = whoIs(to, bot, superadmins)
  await target.query(
    `insert into posthouse.broadcast_recipients (broadcast_id, person_id) select $1, p.id from posthouse.people p where ${who}`,
    [id, ...values],
  )
  return true
}

function whoIs(to: Audience, bot: string, superadmins: ReadonlySet<number>): [condition: string, values: unknown[]] {
  if (to === 'everyone')
    return ['exists (select from posthouse.private_chats c where c.bot = $2 and c.chat = p.telegram_id)', [bot]]
  if ('people' in to) return ['p.id = any($2::bigint[])', [to.people]]
  return [
    `p.telegram_id = any($4::bigint[]) or p.id in (
       select r.person_id from posthouse.roles r where r.bot = $2 and r.role in ($3, '${SUPERADMIN}'))`,
    [bot, to.role, [...superadmins]],
  ]
}

function inAllLanguages({ bot, broadcast }: BroadcastNote) {
  const { key, what, buttons } = broadcast
  if (key === '' || key.length > 100 || key.includes('\0'))
    throw new Error(`${bot}: the key of a broadcast has 1 to 100 characters and no NUL.`)
  if (buttons?.flat().some((button) => 'once' in button && button.once))
    throw new Error(
      `${bot}: a single-use button cannot be broadcast: the first who presses it would use it up for all.`,
    )
  const words = Object.fromEntries(LANGUAGES.map((language) => [language, wordsOf(resolve(what, language))]))
  const keyboards =
    buttons && Object.fromEntries(LANGUAGES.map((language) => [language, keyboardOf(buttons, language, nonce)]))
  return { words, keyboards }
}
