import { readFileSync } from 'node:fs'
import type { ReactionType } from '@grammyjs/types'
import { z } from 'zod'
import { PERMISSIONS, RIGHTS } from '../world/right-names.ts'
import type { ChatSpec, MemberSpec, WorldSpec } from '../world/spec.ts'

/** What comes from outside about people, bots and chats: over HTTP or in a world file. */
const id = z.int()
const name = z.string().trim().min(1)
export const Username = z.string().regex(/^[A-Za-z0-9_]{3,32}$/)
const flags = <const N extends readonly string[]>(names: N) => z.partialRecord(z.enum(names), z.boolean())

export const Reaction = z.union([
  z.object({ type: z.literal('emoji'), emoji: name }),
  z.object({ type: z.literal('custom_emoji'), custom_emoji_id: name }),
])

const member = {
  status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']).optional(),
  rights: flags(RIGHTS).optional(),
  permissions: flags(PERMISSIONS).optional(),
  until_date: id.optional(),
  is_member: z.boolean().optional(),
  custom_title: z.string().max(16).optional(),
  tag: z.string().max(16).optional(),
}
export const Place = z.strictObject(member)

export const NewChat = z.strictObject({
  id: id.optional(),
  type: z.enum(['group', 'supergroup', 'channel']),
  title: name.max(128),
  username: Username.optional(),
  description: z.string().max(255).optional(),
  is_forum: z.boolean().optional(),
  signed: z.boolean().optional(),
  linked_chat_id: id.optional(),
  permissions: flags(PERMISSIONS).optional(),
  available_reactions: z.array(Reaction).optional(),
  members: z.array(z.strictObject({ id, ...member })).optional(),
  topics: z
    .array(
      z.strictObject({
        id: id.min(2),
        name: name.max(128),
        icon_color: id.optional(),
        creator: id.optional(),
        closed: z.boolean().optional(),
      }),
    )
    .optional(),
  invite_links: z
    .array(z.strictObject({ invite_link: z.url(), creator: id, creates_join_request: z.boolean().optional() }))
    .optional(),
})

const language = z.enum(['en', 'uk', 'ru'])
const NewBot = z.strictObject({
  username: Username,
  name,
  about: z.string().optional(),
  token: z
    .string()
    .regex(/^[1-9]\d*:[A-Za-z0-9_-]{3,64}$/)
    .optional(),
  can_read_all_group_messages: z.boolean().optional(),
  supports_inline_queries: z.boolean().optional(),
  inline_feedback: z.boolean().optional(),
  has_topics_enabled: z.boolean().optional(),
  allows_users_to_create_topics: z.boolean().optional(),
})

export const NewWorld = z.strictObject({
  people: z
    .array(
      z.strictObject({
        id: id.positive().optional(),
        first_name: name.max(64),
        last_name: name.max(64).optional(),
        username: Username.optional(),
        language_code: language.optional(),
        bio: z.string().max(140).optional(),
        unknown: z.boolean().optional(),
        started: z.array(Username).optional(),
      }),
    )
    .optional(),
  bots: z.array(NewBot).optional(),
  chats: z.array(NewChat).optional(),
  sticker_sets: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
        title: name.max(64),
        emoji: z.array(name.max(16)).min(1).max(120),
      }),
    )
    .optional(),
})

/** Drops the keys without a value, which zod leaves behind. */
export const tidy = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T

export const readChat = (given: unknown) => tidy<ChatSpec>(NewChat.parse(given))
export const readPlace = (given: unknown) => tidy<MemberSpec>(Place.parse(given))
export const readWorld = (given: unknown) => tidy<WorldSpec>(NewWorld.parse(given))
export const readReactions = (given: unknown) => z.array(Reaction).max(3).parse(given) as ReactionType[]

export function readWorldFile(file: string): WorldSpec {
  try {
    return readWorld(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} does not describe a world: ${reasonOf(cause)}`, { cause })
  }
}

const reasonOf = (cause: unknown) =>
  cause instanceof z.ZodError ? z.prettifyError(cause) : cause instanceof Error ? cause.message : String(cause)
