import type { InlineKeyboardButton } from '@grammyjs/types'
import type { ChatRecord } from '../types.ts'
import { badRequest } from './errors.ts'
import { Fields, isObject, type Json } from './fields.ts'

/** One button as it was read; `check` says what only the chat it is sent to can tell. */
export interface ReadButton {
  text: string
  shown: Json
  check(chat: ChatRecord): void
}

const always = () => undefined
const STYLES = ['danger', 'success', 'primary']

function look(fields: Fields): Json {
  const style = fields.text('style')
  if (style !== '' && !STYLES.includes(style)) throw fields.refuse('Invalid button style specified')
  const icon = fields.text('icon_custom_emoji_id')
  return { ...(style ? { style } : {}), ...(icon ? { icon_custom_emoji_id: icon } : {}) }
}

/** Of several kinds in one inline button the first in the server's own order wins. */
export function inlineButton(given: unknown): ReadButton {
  const refuse = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`)
  if (!isObject(given)) throw refuse('InlineKeyboardButton must be an Object')
  const fields = new Fields(given, refuse)
  const text = fields.requiredText('text')
  const { shown, check = always } = inlineKind(fields)
  return { text, shown: { ...look(fields), ...shown }, check }
}

interface Kind {
  shown: Json
  check?: (chat: ChatRecord) => void
}

function inlineKind(fields: Fields): Kind {
  const url = fields.text('url')
  if (url !== '') return { shown: { url }, check: () => checkUrl(url) }
  const data = fields.text('callback_data')
  if (data !== '') return { shown: { callback_data: data }, check: () => checkData(data) }
  if (fields.has('callback_game')) return { shown: { callback_game: {} } }
  if (fields.has('pay')) return { shown: { pay: true } }
  for (const name of ['switch_inline_query', 'switch_inline_query_chosen_chat', 'switch_inline_query_current_chat'])
    if (fields.has(name)) return { shown: { [name]: switchInline(fields, name) } }
  if (fields.has('login_url')) {
    const login = fields.inner('login_url')
    const address = login.requiredText('url')
    // Telegram shows such a button as a plain link.
    return { shown: { url: address }, check: () => checkSecure('Inline keyboard button login URL', address) }
  }
  if (fields.has('web_app')) return webApp(fields, 'Inline keyboard button Web App URL')
  if (fields.has('copy_text')) {
    const copied = fields.inner('copy_text').requiredText('text')
    return { shown: { copy_text: { text: copied } }, check: () => checkCopied(copied) }
  }
  if (fields.has('disabled')) return { shown: { disabled: fields.inner('disabled').object } }
  throw fields.refuse('Text buttons are unallowed in the inline keyboard')
}

function switchInline(fields: Fields, name: string) {
  if (name !== 'switch_inline_query_chosen_chat') return fields.requiredText(name)
  const chosen = fields.inner(name)
  const kinds = ['allow_user_chats', 'allow_bot_chats', 'allow_group_chats', 'allow_channel_chats']
  const allowed = kinds.filter((kind) => chosen.flag(kind)).map((kind) => [kind, true])
  return { query: chosen.text('query'), ...Object.fromEntries(allowed) }
}

function webApp(fields: Fields, name: string): Kind {
  const url = fields.inner('web_app').requiredText('url')
  return {
    shown: { web_app: { url } },
    check(chat) {
      checkSecure(name, url)
      if (name.startsWith('Inline') && chat.kind !== 'private') throw badRequest('BUTTON_TYPE_INVALID')
    },
  }
}

function checkData(data: string) {
  if (Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID')
}

function checkCopied(text: string) {
  if (text === '' || [...text].length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID')
}

function checkUrl(url: string) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`
  const { protocol = '', hostname = '' } = URL.canParse(full) ? new URL(full) : {}
  if (protocol === 'tg:' || (/^https?:$/.test(protocol) && hostname.includes('.'))) return
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
}

/** Only https; here also a page of this machine, which has no certificate. */
function checkSecure(name: string, url: string) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
  const wrong = (why: string) => badRequest(`${name} '${url}' is invalid: ${why}`)
  if (!URL.canParse(full)) throw wrong('Wrong HTTP URL')
  const { protocol, hostname } = new URL(full)
  if (isOfThisMachine(full)) return
  if (protocol !== 'https:') throw wrong('Only HTTPS links are allowed')
  if (!hostname.includes('.')) throw wrong('Wrong HTTP URL')
}

export function isOfThisMachine(url: string): boolean {
  const { protocol, hostname = '' } = URL.canParse(url) ? new URL(url) : {}
  return protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname)
}

const REFUSALS: Record<string, string> = {
  request_contact: 'phone number can be requested in private chats only',
  request_location: 'location can be requested in private chats only',
  request_poll: 'poll can be requested in private chats only',
  web_app: 'web App buttons can be used in private chats only',
  request_users: 'users can be requested in private chats only',
  request_chat: 'chats can be requested in private chats only',
  request_managed_bot: 'managed bots can be requested in private chats only',
}

/** A reply keyboard's button: text, or something to share. */
export function replyButton(given: unknown): ReadButton {
  if (typeof given === 'string') return { text: given, shown: {}, check: always }
  const refuse = (why: string) => badRequest(`can't parse keyboard button: ${why}`)
  if (!isObject(given)) throw refuse('KeyboardButton must be a String or an Object')
  const fields = new Fields(given, refuse)
  const text = fields.requiredText('text')
  const shown = replyKind(fields)
  const kind = Object.keys(shown)[0]
  return {
    text,
    shown: { ...look(fields), ...shown },
    check(chat) {
      if (kind && chat.kind !== 'private') throw badRequest(REFUSALS[kind] ?? '')
      if (kind === 'web_app') checkSecure('Keyboard button Web App URL', (shown.web_app as { url: string }).url)
    },
  }
}

function replyKind(fields: Fields): Json {
  if (fields.flag('request_contact') || fields.flag('request_phone_number')) return { request_contact: true }
  if (fields.flag('request_location')) return { request_location: true }
  if (fields.has('request_poll')) {
    const type = fields.inner('request_poll').text('type')
    return { request_poll: ['quiz', 'regular'].includes(type) ? { type } : {} }
  }
  if (fields.has('web_app')) return { web_app: { url: fields.inner('web_app').requiredText('url') } }
  const users = ['request_users', 'request_user'].find((name) => fields.has(name))
  if (users) return { request_users: requestOf(fields.inner(users), { max_quantity: 1 }) }
  // Shown, so that pressing it can say that managed bots are not simulated.
  if (fields.has('request_managed_bot'))
    return { request_managed_bot: requestOf(fields.inner('request_managed_bot'), {}) }
  if (fields.has('request_chat')) return { request_chat: requestOf(fields.inner('request_chat'), {}) }
  return {}
}

function requestOf(request: Fields, defaults: Json): Json {
  const request_id = request.requiredInteger('request_id')
  return { ...defaults, ...request.object, request_id }
}

export const asInline = ({ text, shown }: ReadButton) => ({ text, ...shown }) as unknown as InlineKeyboardButton
