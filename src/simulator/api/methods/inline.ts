import type { InlineQueryResultsButton } from '@grammyjs/types'
import { answerInline, prepare, sayVia } from '../../world/inline.ts'
import { tell } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { Fields, isObject } from '../fields.ts'
import { readResult, readResults } from '../inline-results.ts'
import { userId, userMet } from '../users.ts'
import type { CallContext, Method } from './context.ts'
import { required } from './say.ts'

const answerInlineQuery: Method = (ctx) => {
  const { params, world, bot } = ctx
  const button = readButton(ctx)
  const results = readResults(ctx)
  const next_offset = params.text('next_offset')
  if (Buffer.byteLength(next_offset) > 64) throw badRequest('NEXT_OFFSET_INVALID')
  const given = { results, ...(next_offset ? { next_offset } : {}), ...(button ? { button } : {}) }
  if (!answerInline(world, bot, params.text('inline_query_id'), given))
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  return true
}

/** The button above the results, also by its names of old. */
function readButton({ params }: CallContext): InlineQueryResultsButton | undefined {
  const given = params.json('button', "can't parse inline query results button JSON object")
  if (given === undefined) {
    const text = params.text('switch_pm_text')
    return text ? { text, start_parameter: startParameter(params.text('switch_pm_parameter')) } : undefined
  }
  const refuse = (why: string) => badRequest(`can't parse inline query results button: ${why}`)
  if (!isObject(given)) throw refuse('InlineQueryResultsButton must be an Object')
  const fields = new Fields(given, refuse)
  const text = fields.requiredText('text')
  if (fields.has('start_parameter')) return { text, start_parameter: startParameter(fields.text('start_parameter')) }
  if (fields.has('web_app')) return { text, web_app: { url: fields.inner('web_app').requiredText('url') } }
  throw refuse('InlineQueryResultsButton must have exactly one optional field')
}

function startParameter(value: string): string {
  if (value === '') throw badRequest("can't use empty start_parameter")
  if (value.length > 64) throw badRequest('too long start_parameter specified')
  if (!/^[A-Za-z0-9_-]+$/.test(value)) throw badRequest('unallowed characters in start_parameter are used')
  return value
}

/** A Mini App that was opened from a button or the menu says something in its person's name. */
const answerWebAppQuery: Method = (ctx) => {
  const { params, world, bot } = ctx
  required(ctx, 'result')
  const result = readResult(ctx, params.json('result', "can't parse JSON encoded web view results"))
  const id = params.text('web_app_query_id')
  const app = world.inline.apps.get(id)
  const person = world.people.get(app?.person ?? 0)
  if (!app || !person || app.bot !== bot.id)
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  world.inline.apps.delete(id)
  const stored = sayVia(world, person, app.chat, bot, result)
  tell(world, { type: 'app', person: person.id, query: id })
  return stored.inline ? { inline_message_id: stored.inline.id } : {}
}

const KINDS = {
  allow_user_chats: 'private',
  allow_bot_chats: 'bot',
  allow_group_chats: ['group', 'supergroup'],
  allow_channel_chats: 'channel',
} as const

/** A message that a Mini App may ask its person to share. */
const savePreparedInlineMessage: Method = (ctx) => {
  const { params, world, bot } = ctx
  userId(ctx)
  required(ctx, 'result')
  const result = readResult(ctx, params.json('result', "can't parse JSON encoded inline query result"))
  const kinds = Object.entries(KINDS).flatMap(([name, kind]) => (params.flag(name) ? kind : []))
  if (kinds.length === 0) throw badRequest('at least one chat type must be allowed')
  return prepare(world, { bot: bot.id, person: userMet(ctx), result, kinds })
}

export const inlineMethods = { answerInlineQuery, answerWebAppQuery, savePreparedInlineMessage }
