import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from '@grammyjs/types'
import type { ChatRecord, InlineMarkup } from '../types.ts'
import { asInline, inlineButton, type ReadButton, replyButton } from './buttons.ts'
import { badRequest } from './errors.ts'
import { Fields, isObject } from './fields.ts'
import type { CallContext } from './methods/context.ts'

export type Markup =
  | { kind: 'none' }
  | { kind: 'inline'; markup: InlineMarkup }
  | { kind: 'keyboard'; markup: ReplyKeyboardMarkup }
  | { kind: 'remove' }
  | { kind: 'force_reply'; placeholder?: string }

/** A row keeps twelve buttons, a keyboard three hundred; beyond a hundred the server refuses the whole. */
const ROW = 12
const KEPT = 300
const MAX_BUTTONS = 100

/** What was asked for, before the chat is known. The second step says what it becomes there. */
export type ReadMarkup = (chat: ChatRecord) => Markup

/** Reads `reply_markup`: its form is checked now, its content once there is a chat. */
export function readMarkup(ctx: CallContext): ReadMarkup {
  const given = ctx.params.json('reply_markup', "can't parse reply keyboard markup JSON object")
  if (given === undefined) return () => ({ kind: 'none' })
  if (!isObject(given)) throw badRequest('object expected as reply markup')
  const fields = new Fields(given)
  const rows = read(fields, 'keyboard', 'Field "keyboard" must be an Array of Arrays', replyButton)
  const inline = read(
    fields,
    'inline_keyboard',
    'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    inlineButton,
  )
  const options = keyboardOptions(fields)
  const removes = fields.flag('remove_keyboard') || fields.flag('hide_keyboard')
  const forces = fields.flag('force_reply') || fields.flag('force_reply_keyboard')
  return (chat) => {
    if (rows.length > 0) {
      const keyboard = kept(rows, chat, 'Keyboard button text must be non-empty')
      if (keyboard.length === 0) return { kind: 'none' }
      const buttons = keyboard.map((row) => row.map(({ text, shown }) => ({ text, ...shown })))
      return { kind: 'keyboard', markup: { ...options, keyboard: buttons } as ReplyKeyboardMarkup }
    }
    if (inline.length > 0) {
      const keyboard = kept(inline, chat, 'Inline keyboard button text must be non-empty')
      if (keyboard.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long')
      if (keyboard.length === 0) return { kind: 'none' }
      return { kind: 'inline', markup: { inline_keyboard: keyboard.map((row) => row.map(asInline)) } }
    }
    if (removes) return { kind: 'remove' }
    const { input_field_placeholder: placeholder } = options
    return forces ? { kind: 'force_reply', ...(placeholder ? { placeholder } : {}) } : { kind: 'none' }
  }
}

/** Only an inline keyboard, as edits allow. */
export function readInline(ctx: CallContext): (chat: ChatRecord) => InlineKeyboardMarkup | undefined {
  const becomes = readMarkup(ctx)
  return (chat) => {
    const read = becomes(chat)
    if (read.kind !== 'none' && read.kind !== 'inline') throw badRequest('inline keyboard expected')
    return read.kind === 'inline' ? read.markup : undefined
  }
}

/** What a chat's keyboard becomes after a message with this markup. */
export function applyKeyboard(chat: ChatRecord, markup: Markup) {
  if (markup.kind === 'keyboard') chat.keyboard = markup.markup
  if (markup.kind === 'remove') chat.keyboard = null
}

function read(fields: Fields, name: string, refusal: string, button: (given: unknown) => ReadButton): ReadButton[][] {
  return (fields.list(name) ?? []).map((row) => {
    if (!Array.isArray(row)) throw badRequest(refusal)
    return row.map(button)
  })
}

/** Buttons without text and rows without buttons are dropped, and so is what is too much. */
function kept(rows: ReadButton[][], chat: ChatRecord, empty: string): ReadButton[][] {
  let left = KEPT
  const full = rows.map((row) => {
    const buttons = row.filter(({ text }) => text !== '').slice(0, Math.min(ROW, left))
    left -= buttons.length
    for (const button of buttons) {
      button.text = button.text.trim()
      if (button.text === '') throw badRequest(empty)
      button.check(chat)
    }
    return buttons
  })
  return full.filter((row) => row.length > 0)
}

function keyboardOptions(fields: Fields) {
  const names = ['is_persistent', 'resize_keyboard', 'one_time_keyboard', 'selective'] as const
  const placeholder = fields.text('input_field_placeholder')
  return {
    ...Object.fromEntries(names.filter((name) => fields.flag(name)).map((name) => [name, true])),
    ...(placeholder ? { input_field_placeholder: placeholder } : {}),
  }
}
