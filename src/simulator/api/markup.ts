import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from '@grammyjs/types'
import type { ChatRecord, InlineMarkup } from '../types.ts'
import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

type Json = Record<string, unknown>

export type Markup =
  | { kind: 'none' }
  | { kind: 'inline'; markup: InlineMarkup }
  | { kind: 'keyboard'; markup: ReplyKeyboardMarkup }
  | { kind: 'remove' }
  | { kind: 'force_reply' }

const MAX_BUTTONS = 100

/** Reads `reply_markup`; of several kinds the first in Telegram's own order wins. */
export function readMarkup(ctx: CallContext, chat: ChatRecord): Markup {
  const given = ctx.params.json('reply_markup', "can't parse reply keyboard markup JSON object")
  if (given === undefined || given === null) return { kind: 'none' }
  if (!isObject(given)) throw badRequest('object expected as reply markup')
  if ('keyboard' in given) return keyboard(given, chat)
  if ('inline_keyboard' in given) {
    const rows = inlineRows(given.inline_keyboard)
    return rows.length > 0 ? { kind: 'inline', markup: { inline_keyboard: rows } } : { kind: 'none' }
  }
  if (given.remove_keyboard === true) return { kind: 'remove' }
  if (given.force_reply === true) return { kind: 'force_reply' }
  return { kind: 'none' }
}

/** Only an inline keyboard, as edits allow. */
export function readInline(ctx: CallContext, chat: ChatRecord): InlineKeyboardMarkup | undefined {
  const read = readMarkup(ctx, chat)
  return read.kind === 'inline' ? read.markup : undefined
}

/** What a chat's keyboard becomes after a message with this markup. */
export function applyKeyboard(chat: ChatRecord, markup: Markup) {
  if (markup.kind === 'keyboard') chat.keyboard = markup.markup
  if (markup.kind === 'remove') chat.keyboard = null
}

function inlineRows(given: unknown): InlineKeyboardButton[][] {
  if (!Array.isArray(given)) throw badRequest('field "inline_keyboard" must be of type Array')
  const rows = given.map((row) => {
    if (!Array.isArray(row))
      throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return row.map(inlineButton)
  })
  const full = rows.filter((row) => row.length > 0)
  if (full.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long')
  return full
}

function inlineButton(given: unknown): InlineKeyboardButton {
  const unparsed = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`)
  if (!isObject(given)) throw unparsed('Expected an Object')
  if (!('text' in given)) throw unparsed('Can\'t find field "text"')
  if (typeof given.text !== 'string') throw unparsed('Field "text" must be of type String')
  const text = given.text.trim()
  if (text === '') throw badRequest('inline keyboard button text must be non-empty')
  const look = {
    ...(typeof given.style === 'string' ? { style: given.style } : {}),
    ...(typeof given.icon_custom_emoji_id === 'string' ? { icon_custom_emoji_id: given.icon_custom_emoji_id } : {}),
  }
  const button = (fields: Json) => ({ text, ...look, ...fields }) as InlineKeyboardButton
  if (typeof given.url === 'string' && given.url !== '') return button({ url: link(given.url) })
  if (typeof given.callback_data === 'string' && given.callback_data !== '') {
    if (Buffer.byteLength(given.callback_data) > 64) throw badRequest('BUTTON_DATA_INVALID')
    return button({ callback_data: given.callback_data })
  }
  for (const field of OTHER_KINDS) if (field in given) return button({ [field]: given[field] })
  throw unparsed('Text buttons are unallowed in the inline keyboard')
}

const OTHER_KINDS = [
  'callback_game',
  'pay',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'login_url',
  'web_app',
  'copy_text',
]

function link(url: string): string {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`
  try {
    const { protocol, hostname } = new URL(full)
    if (protocol === 'tg:' || (/^https?:$/.test(protocol) && hostname.includes('.'))) return url
  } catch {
    // falls through to the refusal
  }
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
}

function keyboard(given: Json, chat: ChatRecord): Markup {
  if (!Array.isArray(given.keyboard)) throw badRequest('field "keyboard" must be of type Array')
  const rows = given.keyboard.map((row) => {
    if (!Array.isArray(row)) throw badRequest('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    return row.map((button) => replyButton(button, chat))
  })
  const { keyboard: _, ...options } = given
  return {
    kind: 'keyboard',
    markup: { ...options, keyboard: rows.filter((row) => row.length > 0) } as unknown as ReplyKeyboardMarkup,
  }
}

const PRIVATE_ONLY: Record<string, string> = {
  request_contact: 'phone number can be requested in private chats only',
  request_location: 'location can be requested in private chats only',
  request_poll: 'poll can be requested in private chats only',
  request_users: 'users can be requested in private chats only',
  request_chat: 'chats can be requested in private chats only',
  web_app: 'web App buttons can be used in private chats only',
}

function replyButton(given: unknown, chat: ChatRecord) {
  if (typeof given === 'string') return { text: given }
  if (!isObject(given) || typeof given.text !== 'string')
    throw badRequest('can\'t parse keyboard button: Can\'t find field "text"')
  for (const [field, refusal] of Object.entries(PRIVATE_ONLY))
    if (given[field] && chat.kind !== 'private') throw badRequest(refusal)
  return given
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
