import type { Contact, Message, Poll, Venue } from '@grammyjs/types'
import { DICE, diceEmoji } from '../dice.ts'
import { detect } from '../entities/detect.ts'
import { tidy } from '../entities/fix.ts'
import type { ChatRecord, FileKind, Person, StoredMessage } from '../types.ts'
import { put, type Where } from './actions.ts'
import { keepFile, type NewFile } from './files.ts'
import { contentToTake, forwarded } from './forwards.ts'
import { Impossible } from './impossible.ts'
import { mediaContent } from './media.ts'
import { type Content, captionContent, remove } from './messages.ts'
import { openPoll } from './polls.ts'
import { shapes } from './stickers.ts'
import { chance, count, unix, type World } from './world.ts'

/** What people send besides words and places. */

export type PersonFile = NewFile & { kind: Exclude<FileKind, 'thumbnail'>; caption?: string }

export function sendsFile(
  world: World,
  person: Person,
  chat: ChatRecord,
  file: PersonFile,
  where: Where = {},
): StoredMessage {
  return put(world, person, chat, fileContent(world, file), where)
}

/** Up to ten together: each is a message of its own, and they share a group's number. */
export function sendsAlbum(
  world: World,
  person: Person,
  chat: ChatRecord,
  files: PersonFile[],
  where: Where = {},
): StoredMessage[] {
  if (files.length < 2 || files.length > 10) throw new Impossible('An album has two to ten files.')
  const contents = files.map((file) => fileContent(world, file))
  const media_group_id = String(13_000_000_000_000_000n + BigInt(count(world, 'album')))
  return contents.map((content) => put(world, person, chat, { ...content, media_group_id }, where))
}

function fileContent(world: World, { caption = '', ...file }: PersonFile): Content {
  if (file.bytes.length === 0) throw new Impossible('The file is empty.')
  const kept = keepFile(world, file)
  if (!kept) throw new Impossible('That is not a picture.')
  const words = tidy({ text: caption, entities: [] }).text
  return { ...mediaContent(world, kept), ...captionContent(words, detect(words)) }
}

/** A sticker of the world's own set, by its emoji. */
export function sendsSticker(
  world: World,
  person: Person,
  chat: ChatRecord,
  emoji: string,
  where: Where = {},
): StoredMessage {
  const sticker = shapes(world).find((file) => file.emoji === emoji)
  if (!sticker) throw new Impossible(`There is no sticker for ${emoji}.`)
  return put(world, person, chat, mediaContent(world, [sticker]), where)
}

/** Somebody's number; the person's own when nobody else's is given. */
export function sendsContact(
  world: World,
  person: Person,
  chat: ChatRecord,
  given?: Contact,
  where: Where = {},
): StoredMessage {
  return put(world, person, chat, { contact: given ?? ownContact(person) }, where)
}

/** Everybody has a number, and it is always the same. */
export const ownContact = (person: Person): Contact => ({
  phone_number: person.phone ?? `38050${String(person.id % 10_000_000).padStart(7, '0')}`,
  first_name: person.first_name,
  ...(person.last_name ? { last_name: person.last_name } : {}),
  user_id: person.id,
})

export const sendsVenue = (
  world: World,
  person: Person,
  chat: ChatRecord,
  venue: Venue,
  where: Where = {},
): StoredMessage => put(world, person, chat, { location: venue.location, venue }, where)

export function sendsDice(
  world: World,
  person: Person,
  chat: ChatRecord,
  given = '',
  where: Where = {},
): StoredMessage {
  const emoji = diceEmoji(given)
  if (!emoji) throw new Impossible(`${given} cannot be thrown.`)
  const dice = { emoji, value: chance(world, DICE[emoji] ?? 6) } as NonNullable<Message['dice']>
  return put(world, person, chat, { dice }, where)
}

export interface NewPoll {
  question: string
  options: string[]
  anonymous?: boolean
  multiple?: boolean
  /** The number of the right option makes it a quiz. */
  correct?: number
}

export function sendsPoll(
  world: World,
  person: Person,
  chat: ChatRecord,
  given: NewPoll,
  where: Where = {},
): StoredMessage {
  const { question, options, anonymous = true, multiple = false, correct } = given
  if (question.trim() === '' || options.length === 0) throw new Impossible('A poll has a question and options.')
  if (correct !== undefined && !options[correct]) throw new Impossible('The right answer is none of the options.')
  const quiz = correct === undefined ? {} : { correct_option_ids: [correct], correct_option_id: correct }
  const poll = {
    id: String(5_000_000_000_000_000_000n + BigInt(count(world, 'poll'))),
    question,
    options: options.map((text, i) => ({ persistent_id: String(i), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: anonymous,
    type: correct === undefined ? 'regular' : 'quiz',
    allows_multiple_answers: multiple,
    allows_revoting: correct === undefined,
    members_only: false,
    ...quiz,
  } as unknown as Poll
  const stored = put(world, person, chat, { poll }, where)
  openPoll(world, chat, stored)
  return stored
}

/** Forwards a message from one chat into another, or into the same. */
export function forwards(world: World, person: Person, from: ChatRecord, id: number, to: ChatRecord): StoredMessage {
  const message = from.messages.get(id)?.message
  if (!message) throw new Impossible('That message is gone.')
  const content = message.has_protected_content ? null : contentToTake(message)
  if (!content) throw new Impossible('That message cannot be forwarded.')
  return put(world, person, to, { ...content, ...forwarded(message) }, {})
}

/** In private everything can be deleted for both; elsewhere only one's own. Bots are not told. */
export function deletes(world: World, person: Person, chat: ChatRecord, id: number) {
  const stored = chat.messages.get(id)
  if (!stored) throw new Impossible('That message is gone.')
  const isTooOld = unix(world) - stored.message.date > 48 * 3600
  if (chat.kind !== 'private' && (stored.sender !== person.id || isTooOld))
    throw new Impossible('That message cannot be deleted.')
  remove(world, chat, id)
}
