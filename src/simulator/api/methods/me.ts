import type { BotCommand } from '@grammyjs/types'
import type { BotRecord } from '../../types.ts'
import { botUser } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import type { CallContext, Method } from './context.ts'

const getMe: Method = ({ bot }) => ({
  ...botUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_guest_queries: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
})

const setMyCommands: Method = (ctx) => {
  const commands = readCommands(ctx)
  replace(ctx, commands)
  return true
}

const deleteMyCommands: Method = (ctx) => {
  replace(ctx, [])
  return true
}

const getMyCommands: Method = (ctx) => {
  const { scope, language } = place(ctx)
  return ctx.bot.commands.find((list) => list.scope === scope && list.language === language)?.commands ?? []
}

function replace(ctx: CallContext, commands: BotCommand[]) {
  const { scope, language } = place(ctx)
  const others = ctx.bot.commands.filter((list) => list.scope !== scope || list.language !== language)
  ctx.bot.commands = commands.length > 0 ? [...others, { scope, language, commands }] : others
  ctx.world.touch()
}

function readCommands({ params }: CallContext): BotCommand[] {
  const given = params.json('commands', "can't parse commands JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of BotCommand')
  if (given.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  return given.map((one: unknown) => {
    const { command, description } = (one ?? {}) as Record<string, unknown>
    const name = String(command ?? '').replace(/^\//, '')
    if (name === '') throw badRequest('command must be non-empty')
    if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
    const text = String(description ?? '').trim()
    if (text === '') throw badRequest('command description must be non-empty')
    if ([...text].length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    return { command: name, description: text }
  })
}

function place({ params }: CallContext): { scope: string; language: string } {
  const language = params.text('language_code')
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified')
  const given = params.json('scope', "can't parse BotCommandScope JSON object")
  if (given === undefined || given === null) return { scope: 'default', language }
  const { type, chat_id, user_id } = given as { type?: string; chat_id?: number; user_id?: number }
  if (!SCOPES.includes(type ?? '')) throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  const parts = [type, chat_id, user_id].filter((part) => part !== undefined)
  return { scope: parts.join(':'), language }
}

const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]

/** The commands a person sees in their private chat: the narrowest list there is, in their language before any. */
export function commandsFor(bot: BotRecord, person: number | undefined, language: string): BotCommand[] {
  const scopes = [...(person === undefined ? [] : [`chat:${person}`]), 'all_private_chats', 'default']
  for (const scope of scopes)
    for (const wanted of [language, '']) {
      const found = bot.commands.find((list) => list.scope === scope && list.language === wanted)
      if (found) return found.commands
    }
  return []
}

export const meMethods = { getMe, setMyCommands, deleteMyCommands, getMyCommands }
