import { answer } from '../../world/callbacks.ts'
import { badRequest } from '../errors.ts'
import type { Method } from './context.ts'

const answerCallbackQuery: Method = ({ world, waiting, bot, params }) => {
  const text = params.text('text')
  if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG')
  const url = params.text('url')
  const given = {
    alert: params.flag('show_alert'),
    ...(text ? { text } : {}),
    ...(url ? { url } : {}),
  }
  if (!answer(world, waiting, bot.id, params.text('callback_query_id'), given))
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  return true
}

export const callbackMethods = { answerCallbackQuery }
