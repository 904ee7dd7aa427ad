import type { Chance } from '#testing/promise/random.ts'
import type { CallFault } from './ledger.ts'

/** What a chat shows: messages with their buttons. */
export interface Shown {
  id: number
  bot: string
  chat: number
  text: string
  buttons: { data: string }[]
}

export interface Parameters {
  chat_id?: number
  message_id?: number
  text?: string
  callback_query_id?: string
  reply_markup?: { inline_keyboard?: { callback_data?: string }[][] }
}

export type Result = { ok: true; result: unknown } | { ok: false; code: number; description: string }

/** The few methods that the storm's bot needs, with Telegram's own refusals. */
export function createChats() {
  const messages = new Map<number, Shown>()
  const shown = (bot: string, parameters: Parameters, id: number): Shown => ({
    id,
    bot,
    chat: Number(parameters.chat_id),
    text: parameters.text ?? '',
    buttons: (parameters.reply_markup?.inline_keyboard ?? [])
      .flat()
      .flatMap(({ callback_data }) => (callback_data ? [{ data: callback_data }] : [])),
  })
  const view = ({ id, chat, text }: Shown) => ({
    message_id: id,
    date: 1_770_000_000,
    chat: { id: chat, type: 'private' },
    text,
  })

  return {
    /** Messages of the chat that have a button. */
    pressable: (bot: string, chat: number) =>
      [...messages.values()].filter((one) => one.bot === bot && one.chat === chat && one.buttons.length > 0),
    apply(bot: string, method: string, parameters: Parameters): Result {
      if (method === 'answerCallbackQuery') return { ok: true, result: true }
      if (typeof parameters.text !== 'string' || parameters.text === '') {
        return { ok: false, code: 400, description: 'Bad Request: message text is empty' }
      }
      if (method === 'sendMessage') {
        const message = shown(bot, parameters, messages.size + 1)
        messages.set(message.id, message)
        return { ok: true, result: view(message) }
      }
      if (method !== 'editMessageText') return { ok: false, code: 404, description: 'Not Found' }
      const known = messages.get(Number(parameters.message_id))
      if (!known || known.bot !== bot || known.chat !== parameters.chat_id) {
        return { ok: false, code: 400, description: 'Bad Request: message to edit not found' }
      }
      if (known.text === parameters.text) {
        return {
          ok: false,
          code: 400,
          description:
            'Bad Request: message is not modified: specified new message content and reply markup are exactly the same',
        }
      }
      // The keyboard stays, so that people can go on pressing; a real edit would take it away.
      known.text = parameters.text
      return { ok: true, result: view(known) }
    },
  }
}

const SHARES: readonly [CallFault, number][] = [
  ['too many', 0.012],
  ['error before', 0.015],
  ['error after', 0.01],
  ['html', 0.015],
  ['reset before', 0.015],
  ['reset after', 0.02],
  ['hang before', 0.003],
  ['hang after', 0.004],
  ['slow', 0.03],
]

export function faultOf(chance: Chance): CallFault | undefined {
  let at = chance.whole(0, 999_999) / 1e6
  for (const [fault, share] of SHARES) {
    if (at < share) return fault
    at -= share
  }
  return undefined
}
