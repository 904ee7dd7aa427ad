import { OVER } from '../clock.ts'
import type { Answer, CallbackRecord, ChatRecord, Person, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { forBot } from './visibility.ts'
import { count, millis, personUser, tell, type World } from './world.ts'

/** How long Telegram waits for answerCallbackQuery, in milliseconds. */
export const ANSWER_WITHIN = 15_000

/** People waiting at a pressed button, by the query's id. Runtime only: after a restart nobody waits any more. */
export type Waiting = Map<string, (answer: Answer | null) => void>

/** Presses an inline button. Resolves with what the bot answered, with a link at once, or with null after 15 s. */
export async function press(
  world: World,
  waiting: Waiting,
  {
    person,
    chat,
    stored,
    row,
    column,
  }: { person: Person; chat: ChatRecord; stored: StoredMessage; row: number; column: number },
  wait = true,
): Promise<Answer | null> {
  const button = stored.message.reply_markup?.inline_keyboard[row]?.[column]
  const bot = world.bots.get(stored.inline?.bot ?? stored.sender)
  if (!button || !bot) return null
  if ('url' in button && button.url) return { alert: false, url: button.url }
  if ('web_app' in button && button.web_app) return { alert: false, url: button.web_app.url }
  if ('copy_text' in button && button.copy_text) return { alert: false, copied: button.copy_text.text }
  if (!('callback_data' in button) || !button.callback_data) return null
  const query = remember(world, bot.id, person.id, chat, stored)
  stored.pressed = { row, column }
  tell(world, { type: 'entry', chat, stored })
  const answer = wait ? new Promise<Answer | null>((resolve) => waiting.set(query.id, resolve)) : null
  enqueue(
    world,
    bot,
    'callback_query',
    {
      id: query.id,
      from: personUser(person),
      ...(stored.inline ? { inline_message_id: stored.inline.id } : { message: forBot(bot, stored.message) }),
      chat_instance: chatInstance(chat),
      data: button.callback_data,
    },
    `cb:${person.id}`,
  )
  if (!answer) return null
  const stop = new AbortController()
  const given = await Promise.race([answer, world.clock.sleep(ANSWER_WITHIN, stop.signal).then(() => null)])
  stop.abort(OVER)
  waiting.delete(query.id)
  release(world, chat, stored)
  return given
}

function remember(world: World, bot: number, person: number, chat: ChatRecord, stored: StoredMessage): CallbackRecord {
  const query: CallbackRecord = {
    id: String(4_000_000_000_000_000 + count(world, 'callback')),
    bot,
    person,
    chat: chat.key,
    message: stored.message.message_id,
    made: millis(world),
    answered: false,
  }
  for (const [id, old] of world.callbacks) {
    if (query.made - old.made <= ANSWER_WITHIN) break
    world.callbacks.delete(id)
  }
  world.callbacks.set(query.id, query)
  return query
}

/** A bot answers a press. False when the query is unknown, another bot's, answered already or too old. */
export function answer(world: World, waiting: Waiting, bot: number, id: string, given: Answer): boolean {
  const query = world.callbacks.get(id)
  if (!query || query.bot !== bot || query.answered || millis(world) - query.made > ANSWER_WITHIN) return false
  query.answered = true
  const chat = world.chats.get(query.chat)
  const stored = chat?.messages.get(query.message)
  if (chat && stored) release(world, chat, stored)
  waiting.get(id)?.(given)
  world.touch()
  return true
}

function release(world: World, chat: ChatRecord, stored: StoredMessage) {
  if (!stored.pressed) return
  delete stored.pressed
  if (chat.messages.get(stored.message.message_id) === stored) tell(world, { type: 'entry', chat, stored })
}

const chatInstance = (chat: ChatRecord) => {
  let hash = 1469598103934665603n
  for (const letter of chat.key) hash = BigInt.asIntN(64, (hash ^ BigInt(letter.charCodeAt(0))) * 1099511628211n)
  return String(hash)
}
