import type { Params } from '../api/params.ts'
import type { BotRecord, Lint } from '../types.ts'
import { keep } from '../updates/queue.ts'
import { millis, tell, type World } from '../world/world.ts'
import { type FieldRule, methodRules, OLD_METHODS, problems } from './schema.ts'

const ANSWER_WITHIN = 15_000
const DEPRECATED: Record<string, string> = {
  reply_to_message_id: 'reply_parameters',
  allow_sending_without_reply: 'reply_parameters',
  disable_web_page_preview: 'link_preview_options',
  thumb: 'thumbnail',
  correct_option_id: 'correct_option_ids',
}
/** Parameters for which nothing is something. */
const MAY_BE_EMPTY = ['url', 'text', 'caption', 'name', 'description', 'short_description', 'inline_message_id']

/** Watches what bots send, and whether they answer presses in time. Nothing of it changes an answer. */
export function createLints(world: World, isOn = true) {
  const all: Lint[] = []
  const presses = new Map<string, { bot: number; made: number }>()

  function add(bot: number, method: string, kind: Lint['kind'], about: string, call?: number) {
    const at = world.clock.now().toISOString()
    const lint: Lint = { at, bot, method, kind, about, ...(call === undefined ? {} : { call }) }
    keep(all, lint)
    tell(world, { type: 'lint', lint })
  }

  /** Presses whose fifteen seconds are over. */
  function overdue() {
    for (const [id, { bot, made }] of presses) {
      if (millis(world) - made <= ANSWER_WITHIN) break
      presses.delete(id)
      add(bot, 'answerCallbackQuery', 'unanswered-press', `the press ${id} was not answered within 15 s`)
    }
  }

  if (isOn)
    world.listeners.add((event) => {
      if (event.type !== 'queued' || event.item.kind !== 'callback_query') return
      overdue()
      const { id } = event.item.log.update.callback_query as { id: string }
      presses.set(id, { bot: event.bot.id, made: millis(world) })
    })

  return {
    /** Looks at a call before it is answered. */
    call(bot: BotRecord, method: string, params: Params, number?: number) {
      if (!isOn) return
      if (presses.size > 0) overdue()
      if (method.toLowerCase() === 'answercallbackquery') presses.delete(params.text('callback_query_id'))
      const newer = OLD_METHODS[method.toLowerCase()]
      if (newer) add(bot.id, method, 'deprecated', `${newer} replaced it`, number)
      const rules = methodRules(newer ?? method)
      if (!rules) return
      const say = (kind: Lint['kind'], about: string) => add(bot.id, rules.name, kind, about, number)
      for (const [name, value] of params.values) lintParameter(name, value, rules.fields, say, bot)
      for (const [name, field] of rules.fields)
        if (field.required && !params.has(name)) say('missing-parameter', `${name} is missing`)
    },
    all(): Lint[] {
      overdue()
      return [...all]
    },
  }
}

export type Lints = ReturnType<typeof createLints>

type Say = (kind: Lint['kind'], about: string) => void

function lintParameter(name: string, value: string, fields: Map<string, FieldRule>, say: Say, bot: BotRecord) {
  const field = fields.get(name)
  if (value.includes(bot.token)) say('token', `${name} holds the bot's token`)
  if (DEPRECATED[name]) return say('deprecated', `${name}: ${DEPRECATED[name]} replaced it`)
  if (!field) return name === 'method' ? undefined : say('unknown-parameter', `${name} is unknown`)
  if (value === '') return MAY_BE_EMPTY.includes(name) ? undefined : say('empty-parameter', `${name} is empty`)
  const given = read(value, field.types)
  for (const problem of problems(given, field.types, name)) say('wrong-type', problem)
  const isValue = field.values?.some((one) => one.toLowerCase() === value.toLowerCase()) ?? true
  if (!isValue) say('unknown-value', `${name}: ${JSON.stringify(value)} is no value of it`)
  if (name === 'reply_markup') lintButtons(given, say)
}

/** A parameter's text as the type it should have; what cannot be read stays text. */
function read(value: string, types: string[]): unknown {
  if (types.includes('String') || types.includes('InputFile')) return value
  if (types.includes('Boolean')) return /^(true|1|yes)$/i.test(value) || (/^(false|0|no)$/i.test(value) ? false : value)
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function lintButtons(markup: unknown, say: Say) {
  const rows = (markup as { inline_keyboard?: unknown } | null)?.inline_keyboard
  if (!Array.isArray(rows)) return
  for (const button of rows.flat()) {
    const data = (button as { callback_data?: unknown } | null)?.callback_data
    const size = typeof data === 'string' ? Buffer.byteLength(data) : 0
    if (size > 64) say('long-data', `callback_data has ${size} bytes, 64 are allowed`)
  }
}
