import type { BotCommand } from '@grammyjs/types'
import type { BotRecord } from '../../types.ts'
import { announce } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { Params } from '../params.ts'
import { chatKnown } from '../target.ts'
import type { CallContext, Method } from './context.ts'
import { languageOf } from './me.ts'

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
  announce(ctx.world, 'bots')
  ctx.world.touch()
}

function readCommands({ params }: CallContext): BotCommand[] {
  const given = params.json('commands', "can't parse commands JSON object") ?? []
  if (!Array.isArray(given)) throw badRequest('expected an Array of BotCommand')
  if (given.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const wrong = (why: string) => badRequest(`can't parse BotCommand: ${why}`)
  return given.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) throw wrong('expected an Object')
    const fields = one as Record<string, unknown>
    for (const field of ['command', 'description'])
      if (fields[field] === undefined) throw wrong(`Can't find field "${field}"`)
    const name = String(fields.command).trim().replace(/^\//, '')
    const text = String(fields.description).trim()
    if (name === '') throw badRequest('command must be non-empty')
    if (text === '') throw badRequest('command description must be non-empty')
    if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID')
    if ([...text].length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    return { command: name, description: text }
  })
}

const OF_CHAT = ['chat', 'chat_administrators', 'chat_member']
const SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators', ...OF_CHAT]

/** The scope's name with its chat and person, and the language. */
function place(ctx: CallContext): { scope: string; language: string } {
  const language = languageOf(ctx)
  const given = ctx.params.json('scope', "can't parse BotCommandScope JSON object")
  if (given === undefined) return { scope: 'default', language }
  const wrong = (why: string) => badRequest(`can't parse BotCommandScope: ${why}`)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('expected an Object')
  const { type, chat_id, user_id } = given as { type?: string; chat_id?: unknown; user_id?: unknown }
  if (type === undefined) throw wrong('Can\'t find field "type"')
  if (!SCOPES.includes(type)) throw wrong('Unsupported type specified')
  if (!OF_CHAT.includes(type)) return { scope: type, language }
  if (chat_id === undefined) throw wrong('Can\'t find field "chat_id"')
  if (String(chat_id) === '') throw badRequest('chat_id is empty')
  const chat = chatKnown({ ...ctx, params: Params.of({ chat_id }) })
  if (type !== 'chat' && chat.kind === 'private') throw badRequest("can't use specified scope in private chats")
  if (type !== 'chat_member') return { scope: `${type}:${chat.id}`, language }
  if (user_id === undefined) throw wrong('Can\'t find field "user_id"')
  const user = Number(user_id)
  if (!Number.isSafeInteger(user) || user <= 0) throw badRequest('invalid user_id specified')
  return { scope: `${type}:${chat.id}:${user}`, language }
}

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

export const commandMethods = { setMyCommands, deleteMyCommands, getMyCommands }
