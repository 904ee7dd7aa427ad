import { readFileSync } from 'node:fs'

/** The Bot API's methods and types, made by scripts/bot-api-schema.ts. */
interface Schema {
  version: string
  methods: Record<string, { returns: string; fields: Record<string, string> }>
  types: Record<string, Record<string, string> | string[]>
}

const schema = JSON.parse(readFileSync(new URL('./schema.json', import.meta.url), 'utf8')) as Schema

export interface FieldRule {
  required: boolean
  types: string[]
  values: string[] | undefined
}

const rules = new Map<string, FieldRule>()

function rule(text: string): FieldRule {
  const known = rules.get(text)
  if (known) return known
  const [, mark, types = '', values] = /^(!?)([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  const made = { required: mark === '!', types: types.split('|'), values: values?.split(',') }
  rules.set(text, made)
  return made
}

export const METHODS = Object.keys(schema.methods)
const byLowerName = new Map(METHODS.map((name) => [name.toLowerCase(), name]))

/** A method by its name in any case, with its parameters. */
export function methodRules(name: string): { name: string; fields: Map<string, FieldRule> } | undefined {
  const proper = byLowerName.get(name.toLowerCase())
  const method = schema.methods[proper ?? '']
  if (!proper || !method) return undefined
  return { name: proper, fields: new Map(Object.entries(method.fields).map(([field, text]) => [field, rule(text)])) }
}

/** Fields the server still sends beside the ones that replaced them, and values that the documents do not name. */
const LEGACY = new Set([
  ...['thumb', 'new_chat_participant', 'new_chat_member', 'left_chat_participant', 'forward_from', 'forward_date'],
  ...['forward_from_chat', 'forward_from_message_id', 'forward_signature', 'forward_sender_name', 'user_id'],
  ...['can_manage_voice_chats', 'can_send_media_messages', 'all_members_are_administrators', 'emoji_status'],
  ...['voice_chat_scheduled', 'voice_chat_started', 'voice_chat_ended', 'voice_chat_participants_invited'],
  ...['total_voter_count', 'correct_option_id', 'option_ids', 'user_ids', 'user_shared', 'contains_masks'],
])
const LEGACY_VALUES = new Set(['bank_card_number'])

/** Names of old that the server still takes, and what replaced them. */
export const OLD_METHODS: Record<string, string> = {
  kickchatmember: 'banChatMember',
  getchatmemberscount: 'getChatMemberCount',
  setstickersetthumb: 'setStickerSetThumbnail',
}

/** What is wrong with a method's result; nothing when it is as the Bot API says. */
export function resultProblems(method: string, result: unknown): string[] {
  const name = OLD_METHODS[method.toLowerCase()] ?? byLowerName.get(method.toLowerCase())
  const returns = schema.methods[name ?? '']?.returns
  return returns ? problems(result, returns.split('|'), method) : [`${method}: no such method`]
}

export const updateProblems = (update: unknown): string[] => problems(update, ['Update'], 'update')

/** Problems of a value against the first of several types that fits, or against the one that fits best. */
export function problems(value: unknown, types: string[], path: string): string[] {
  let best: string[] | undefined
  for (const type of types) {
    const found = againstOne(value, type, path)
    if (found.length === 0) return []
    if (!best || found.length < best.length) best = found
  }
  return best ?? []
}

function againstOne(value: unknown, type: string, path: string): string[] {
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return [`${path}: an array is expected`]
    return value.flatMap((item, i) => againstOne(item, type.slice(2), `${path}[${i}]`))
  }
  switch (type) {
    case 'String':
    case 'InputFile':
      return typeof value === 'string' ? [] : [`${path}: a string is expected`]
    case 'Boolean':
      return typeof value === 'boolean' ? [] : [`${path}: true or false is expected`]
    case 'Integer':
      return Number.isSafeInteger(value) ? [] : [`${path}: a whole number is expected`]
    case 'Float':
      return typeof value === 'number' ? [] : [`${path}: a number is expected`]
  }
  const described = schema.types[type]
  if (!described) return [`${path}: the type ${type} is unknown`]
  if (Array.isArray(described)) return problems(value, fitting(value, described), path)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: ${type} is expected`]
  return fieldProblems(value as Record<string, unknown>, described, path)
}

/** Of a type's kinds those that the value's `type`, `status` or `source` names, or all. */
function fitting(value: unknown, kinds: string[]): string[] {
  if (typeof value !== 'object' || value === null) return kinds
  const named = kinds.filter((kind) => {
    const fields = schema.types[kind]
    if (!fields || Array.isArray(fields)) return true
    return ['type', 'status', 'source'].every((name) => {
      const values = fields[name] && rule(fields[name]).values
      return !values || values.includes(String((value as Record<string, unknown>)[name]))
    })
  })
  return named.length > 0 ? named : kinds
}

function fieldProblems(value: Record<string, unknown>, fields: Record<string, string>, path: string): string[] {
  const found: string[] = []
  for (const [name, text] of Object.entries(fields)) {
    const given = value[name]
    const field = rule(text)
    if (given === undefined) {
      if (field.required) found.push(`${path}.${name} is missing`)
      continue
    }
    found.push(...problems(given, field.types, `${path}.${name}`))
    if (field.values && !field.values.includes(String(given)) && !LEGACY_VALUES.has(String(given)))
      found.push(`${path}.${name}: ${JSON.stringify(given)} is no value of it`)
  }
  for (const name of Object.keys(value))
    if (!(name in fields) && !LEGACY.has(name)) found.push(`${path}.${name} is unknown`)
  return found
}
