import { isDeepStrictEqual } from 'node:util'
import type { ReactionType } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { botsIn, isAdmin } from './chats.ts'
import { chatOf, tell, unix, userOf, type World } from './world.ts'

/** Somebody's reactions to a message become these; bots are told what people do. */
export function react(world: World, chat: ChatRecord, stored: StoredMessage, actor: number, reactions: ReactionType[]) {
  const before = stored.reactors?.[actor] ?? []
  if (isDeepStrictEqual(before, reactions)) return
  const { [actor]: _, ...others } = stored.reactors ?? {}
  const reactors = reactions.length > 0 ? { ...others, [actor]: reactions } : others
  if (Object.keys(reactors).length > 0) {
    stored.reactors = reactors
    stored.reactions = Object.values(reactors).flat()
  } else {
    delete stored.reactors
    delete stored.reactions
  }
  if (!world.bots.has(actor)) tellBots(world, chat, stored, { actor, before, reactions })
  tell(world, { type: 'entry', chat, stored })
  world.touch()
}

interface Change {
  actor: number
  before: ReactionType[]
  reactions: ReactionType[]
}

function tellBots(world: World, chat: ChatRecord, stored: StoredMessage, { actor, before, reactions }: Change) {
  const about = { chat: chatOf(world, chat), message_id: stored.message.message_id, date: unix(world) }
  for (const bot of botsIn(world, chat)) {
    if (chat.kind !== 'private' && !isAdmin(chat.members.get(bot.id))) continue
    // In channels reactions are anonymous: bots get their numbers only.
    if (chat.kind === 'channel')
      enqueue(world, bot, 'message_reaction_count', { ...about, reactions: counts(stored) }, `mrc:${chat.id}`)
    else
      enqueue(
        world,
        bot,
        'message_reaction',
        { ...about, ...whoIs(world, chat, actor), old_reaction: before, new_reaction: reactions },
        `mr:${chat.id}`,
      )
  }
}

const whoIs = (world: World, chat: ChatRecord, actor: number) =>
  chat.members.get(actor)?.rights?.is_anonymous ? { actor_chat: chatOf(world, chat) } : { user: userOf(world, actor) }

function counts(stored: StoredMessage) {
  const all = Object.values(stored.reactors ?? {}).flat()
  const kinds = all.filter((one, i) => all.findIndex((other) => isDeepStrictEqual(other, one)) === i)
  return kinds.map((type) => ({ type, total_count: all.filter((one) => isDeepStrictEqual(one, type)).length }))
}

const keyOf = (reaction: ReactionType) =>
  reaction.type === 'emoji' ? reaction.emoji : reaction.type === 'custom_emoji' ? reaction.custom_emoji_id : 'paid'

const EMOJI =
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  )

/** An emoji of the fixed list that the chat allows, or a custom one that is allowed or already there. */
export function isAvailable(chat: ChatRecord, stored: StoredMessage, reaction: ReactionType): boolean {
  const isAllowed = (chat.availableReactions ?? []).some((one) => keyOf(one) === keyOf(reaction))
  if (reaction.type === 'emoji') return EMOJI.includes(reaction.emoji) && (!chat.availableReactions || isAllowed)
  const isThere = counts(stored).some(({ type }) => keyOf(type) === keyOf(reaction))
  return reaction.type === 'custom_emoji' && (isAllowed || isThere)
}
