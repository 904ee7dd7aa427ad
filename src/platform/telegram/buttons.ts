import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types'
import type { Language } from '../people/language.ts'
import { resolve, type Sayable } from './text.ts'

export type ButtonArgument = string | number

/** An inline button: it opens a link, or calls the bot's handler of that name with the arguments. */
export interface Button {
  label: Sayable
  url?: string
  name?: string
  args?: readonly ButtonArgument[]
  /** What it was packed into before: the same button under another message. */
  packed?: string
  once?: boolean
}

/** Rows of buttons; a button standing alone is a row of its own. */
export type Buttons = readonly (Button | readonly Button[])[]

/**
 * A button that calls `buttons[name]` of the bot with the arguments.
 * @example button(say.drop, 'drop', assignment.id)
 */
export const button = (label: Sayable, name: string, ...args: readonly ButtonArgument[]): Button => ({
  label,
  name,
  args,
})

/**
 * A button that works once: for money and roles. One press can reach us twice with different update ids; the second
 * is answered "this button is old". All single-use buttons under one message share their life: pressing one ends all.
 */
export const singleUse = (label: Sayable, name: string, ...args: readonly ButtonArgument[]): Button => ({
  label,
  name,
  args,
  once: true,
})

/** A button that opens a link. */
export const linkButton = (label: Sayable, url: string): Button => ({ label, url })

const VERSION = '1'
const MOST_BYTES = 64

/** Packs into Telegram's 64 bytes: `1|name|nonce|arg|arg…`. The nonce is empty for buttons that may be pressed again. */
export function pack(name: string, args: readonly ButtonArgument[], nonce: string): string {
  const data = [VERSION, name, nonce, ...args.map((arg) => encodeURIComponent(String(arg)))].join('|')
  if (Buffer.byteLength(data) > MOST_BYTES)
    throw new Error(`Button "${name}" needs more than ${MOST_BYTES} bytes: ${data}`)
  return data
}

export interface Press {
  name: string
  args: string[]
  nonce: string
}

/** Reads what `pack` made; undefined for anything else, such as a button of an older release or a forged one. */
export function unpack(data: string): Press | undefined {
  const [version, name, nonce, ...args] = data.split('|')
  if (version !== VERSION || !name || nonce === undefined) return undefined
  try {
    return { name, nonce, args: args.map(decodeURIComponent) }
  } catch {
    return undefined
  }
}

/** The buttons of a keyboard that was made before; pressed here or there, a single-use one works once. */
export const buttonsOf = ({ inline_keyboard }: InlineKeyboardMarkup): Buttons =>
  inline_keyboard.map((row) =>
    row.flatMap((button): Button[] => {
      if ('url' in button) return [{ label: button.text, url: button.url }]
      return 'callback_data' in button ? [{ label: button.text, packed: button.callback_data }] : []
    }),
  )

export function keyboardOf(buttons: Buttons, language: Language, nonce: () => string): InlineKeyboardMarkup {
  let shared: string | undefined
  const one = ({ label, url, name, args = [], packed, once }: Button): InlineKeyboardButton => {
    const text = resolve(label, language).text
    if (url !== undefined) return { text, url }
    if (packed !== undefined) return { text, callback_data: packed }
    if (once) shared ??= nonce()
    return { text, callback_data: pack(name ?? '', args, once ? (shared ?? '') : '') }
  }
  return { inline_keyboard: buttons.map((row) => ('label' in row ? [row] : [...row]).map(one)) }
}
