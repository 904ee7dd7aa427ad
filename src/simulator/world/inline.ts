import { OVER } from '../clock.ts'
import type { BotRecord, ChatRecord, InlineAnswer, InlineResult, Person, PreparedInline } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { put } from './actions.ts'
import { Impossible } from './impossible.ts'
import { botUser, count, millis, personUser, type World } from './world.ts'

/** How long a query may be answered, in milliseconds: as long as its update is kept. */
const ANSWER_WITHIN = 30_000

export interface Asked {
  offset?: string
  /** Where the person is writing. */
  chat?: ChatRecord
}

/** Somebody types `@bot text` somewhere; resolves with what the bot offers, or with null when it does not answer. */
export async function asksInline(world: World, person: Person, bot: BotRecord, text: string, asked: Asked = {}) {
  if (!bot.supports_inline_queries) throw new Impossible('That bot is not asked inline.')
  const id = String(6_000_000_000_000_000 + count(world, 'callback'))
  const stop = new AbortController()
  const answer = new Promise<InlineAnswer | null>((resolve) => {
    const query = { bot: bot.id, person: person.id, text, made: millis(world), wake: resolve }
    world.inline.queries.set(id, query)
  })
  const kind = asked.chat && (asked.chat.bot === bot.id ? 'sender' : asked.chat.kind)
  enqueue(
    world,
    bot,
    'inline_query',
    {
      id,
      from: personUser(person),
      ...(kind ? { chat_type: kind } : {}),
      query: text.slice(0, 256),
      offset: asked.offset ?? '',
    },
    `inline:${person.id}`,
  )
  const given = await Promise.race([answer, world.clock.sleep(ANSWER_WITHIN, stop.signal).then(() => null)])
  stop.abort(OVER)
  return given
}

/** The bot answers; false when the query is unknown, another bot's, answered already or too old. */
export function answerInline(world: World, bot: BotRecord, id: string, given: Omit<InlineAnswer, 'query'>): boolean {
  const query = world.inline.queries.get(id)
  if (!query || query.bot !== bot.id || query.answered || millis(world) - query.made >= ANSWER_WITHIN) return false
  query.answered = { query: id, ...given }
  query.wake(query.answered)
  return true
}

/** Somebody taps one of the results: it is said in the chat, in their name. */
export function choosesInline(world: World, person: Person, chat: ChatRecord, query: string, result: string) {
  const asked = world.inline.queries.get(query)
  const bot = world.bots.get(asked?.bot ?? 0)
  const found = asked?.answered?.results.find(({ id }) => id === result)
  if (!asked || !bot || !found || asked.person !== person.id) throw new Impossible('There is no such result.')
  const stored = sayVia(world, person, chat, bot, found)
  if (bot.inline_feedback)
    enqueue(
      world,
      bot,
      'chosen_inline_result',
      {
        result_id: found.id,
        from: personUser(person),
        query: asked.text,
        ...(stored.inline ? { inline_message_id: stored.inline.id } : {}),
      },
      `chosen:${person.id}`,
    )
  return stored
}

/** Says what a bot has made in somebody's name; with buttons the bot can edit it by its inline id. */
export function sayVia(world: World, person: Person, chat: ChatRecord, bot: BotRecord, result: InlineResult) {
  const { content, period, markup } = result
  const stored = put(
    world,
    person,
    chat,
    { ...content, via_bot: botUser(bot) },
    {
      ...(markup ? { markup, inline: bot.id } : {}),
      ...(period ? { liveUntil: millis(world) + period * 1000 } : {}),
    },
  )
  return stored
}

/** How long what was prepared may be shared, in milliseconds. */
const SHARE_WITHIN = 86_400_000

/** Keeps a result for one person; returns its id and when it expires, in seconds. */
export function prepare(world: World, given: Omit<PreparedInline, 'expires'>) {
  const id = String(7_000_000_000_000_000 + count(world, 'callback'))
  const expires = millis(world) + SHARE_WITHIN
  world.inline.prepared.set(id, { ...given, expires })
  return { id, expiration_date: Math.floor(expires / 1000) }
}

/** The person shares it from a Mini App; it may be shared once. */
export function sharesPrepared(world: World, person: Person, chat: ChatRecord, id: string) {
  const found = world.inline.prepared.get(id)
  const bot = world.bots.get(found?.bot ?? 0)
  const isOpen = found && found.person === person.id && found.expires > millis(world)
  if (!bot || !isOpen) throw new Impossible('There is no such prepared message.')
  if (!found.kinds.includes(chat.kind === 'private' ? 'bot' : chat.kind))
    throw new Impossible('It may not be shared here.')
  world.inline.prepared.delete(id)
  return sayVia(world, person, chat, bot, found.result)
}
