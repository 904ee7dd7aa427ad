import type { ChatRecord, Topic } from '../../types.ts'
import { unpin } from '../../world/details.ts'
import { fileIdFor } from '../../world/files.ts'
import type { Right } from '../../world/right-names.ts'
import { hasRight } from '../../world/rights.ts'
import { GENERAL, topicOf } from '../../world/threads.ts'
import { COLORS, closeTopic, deleteTopic, editTopic, generalOf, hideGeneral, openTopic } from '../../world/topics.ts'
import { hasTopics } from '../../world/writing.ts'
import { badRequest } from '../errors.ts'
import { me, needRight } from '../rights.ts'
import { chatToWrite } from '../target.ts'
import { cleanName } from './chats.ts'
import type { CallContext, Method } from './context.ts'

const createForumTopic: Method = (ctx) => {
  const chat = forum(ctx)
  if (chat.kind !== 'private') needRight(ctx, chat, 'can_manage_topics', 'not enough rights to create a topic')
  const name = cleanName(ctx.params.text('name'), 128)
  if (name === '') throw badRequest('name must be non-empty')
  const color = ctx.params.integer('icon_color', 0)
  if (color !== 0 && !COLORS.includes(color)) throw badRequest('invalid icon color specified')
  const emoji = readEmoji(ctx)
  return topicJson(
    openTopic(ctx.world, chat, ctx.bot.id, { name, ...(color ? { color } : {}), ...(emoji ? { emoji } : {}) }),
  )
}

const topicJson = ({ id, name, color, emoji }: Topic) => ({
  message_thread_id: id,
  name,
  icon_color: color,
  ...(emoji ? { icon_custom_emoji_id: emoji } : {}),
})

const editForumTopic: Method = (ctx) => {
  const chat = forum(ctx)
  const topic = ownTopic(ctx, chat, 'can_manage_topics', 'edit')
  const given = ctx.params.text('name')
  const name = cleanName(given, 128)
  if (given !== '' && name === '') throw badRequest('name must be non-empty')
  const redraws = ctx.params.has('icon_custom_emoji_id')
  if (given === '' && !redraws) return true
  return changed(
    editTopic(ctx.world, chat, ctx.bot.id, topic, {
      ...(given === '' ? {} : { name }),
      ...(redraws ? { emoji: readEmoji(ctx) } : {}),
    }),
  )
}

const closeForumTopic: Method = (ctx) => toggled(ctx, true)
const reopenForumTopic: Method = (ctx) => toggled(ctx, false)

function toggled(ctx: CallContext, closed: boolean) {
  const chat = forumGroup(ctx)
  const topic = ownTopic(ctx, chat, 'can_manage_topics', 'close or open')
  return changed(closeTopic(ctx.world, chat, ctx.bot.id, topic, closed))
}

const deleteForumTopic: Method = (ctx) => {
  const chat = forum(ctx)
  deleteTopic(ctx.world, chat, ownTopic(ctx, chat, 'can_delete_messages', 'delete'))
  return true
}

const unpinAllForumTopicMessages: Method = (ctx) => {
  const chat = forum(ctx)
  const id = threadId(ctx)
  if (!topicOf(chat, id)) throw badRequest('TOPIC_ID_INVALID')
  return unpinned(ctx, chat, id)
}

const unpinAllGeneralForumTopicMessages: Method = (ctx) => unpinned(ctx, forumGroup(ctx), GENERAL)

function unpinned(ctx: CallContext, chat: ChatRecord, id: number) {
  if (chat.kind !== 'private')
    needRight(ctx, chat, 'can_pin_messages', 'not enough rights to manage pinned messages in the chat')
  unpin(ctx.world, chat, (message) => (message.is_topic_message ? message.message_thread_id : GENERAL) === id)
  return true
}

const editGeneralForumTopic: Method = (ctx) => {
  const chat = forumGroup(ctx)
  needRight(ctx, chat, 'can_manage_topics', 'not enough rights to edit the topic')
  const name = cleanName(ctx.params.text('name'), 128)
  if (name === '') return true
  return changed(editTopic(ctx.world, chat, ctx.bot.id, generalOf(chat), { name }))
}

const closeGeneralForumTopic: Method = (ctx) => {
  const chat = managed(ctx)
  return changed(closeTopic(ctx.world, chat, ctx.bot.id, generalOf(chat), true))
}

const reopenGeneralForumTopic: Method = (ctx) => {
  const chat = managed(ctx)
  hideGeneral(ctx.world, chat, ctx.bot.id, false)
  return changed(closeTopic(ctx.world, chat, ctx.bot.id, generalOf(chat), false))
}

const hideGeneralForumTopic: Method = (ctx) => changed(hideGeneral(ctx.world, managed(ctx), ctx.bot.id, true))
const unhideGeneralForumTopic: Method = (ctx) => changed(hideGeneral(ctx.world, managed(ctx), ctx.bot.id, false))

function managed(ctx: CallContext): ChatRecord {
  const chat = forumGroup(ctx)
  needRight(ctx, chat, 'can_manage_topics', 'not enough rights to close or open the topic')
  return chat
}

function changed(isChanged: boolean): true {
  if (!isChanged) throw badRequest('TOPIC_NOT_MODIFIED')
  return true
}

function forum(ctx: CallContext): ChatRecord {
  const chat = chatToWrite(ctx)
  if (!hasTopics(ctx.world, chat)) throw badRequest('the chat is not a forum')
  return chat
}

function forumGroup(ctx: CallContext): ChatRecord {
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private' || !hasTopics(ctx.world, chat)) throw badRequest('the chat is not a supergroup forum')
  return chat
}

/** A topic the bot may change: with the right, or because it began it. */
function ownTopic(ctx: CallContext, chat: ChatRecord, right: Right, deed: string): Topic {
  const id = threadId(ctx)
  const topic = id === GENERAL && chat.kind !== 'private' ? generalOf(chat) : topicOf(chat, id)
  const may = chat.kind === 'private' || hasRight(me(ctx, chat), right)
  if (topic && !may && topic.creator !== ctx.bot.id) throw badRequest(`not enough rights to ${deed} the topic`)
  if (!topic || (id === GENERAL && deed === 'delete')) throw badRequest('TOPIC_ID_INVALID')
  return topic
}

function threadId({ params }: CallContext): number {
  const id = params.integer('message_thread_id', 0, 0)
  if (id === 0) throw badRequest('invalid message thread identifier specified')
  return id
}

/** A custom emoji's number, as text; what is no number is none. */
function readEmoji({ params }: CallContext): string {
  const number = /^\d+/.exec(params.text('icon_custom_emoji_id'))?.[0] ?? ''
  return /^0*$/.test(number) ? '' : number
}

/** A few of the icons that everybody may use. */
const ICONS: [string, string][] = [
  ['5434144690511290129', '📰'],
  ['5312536423851630001', '💡'],
  ['5312016608254762256', '⚡️'],
  ['5377544228505134960', '🎙'],
  ['5418085807791545980', '🔝'],
  ['5370870893004203704', '🗣'],
]

const getForumTopicIconStickers: Method = ({ bot }) =>
  ICONS.map(([custom_emoji_id, emoji]) => ({
    file_id: fileIdFor(bot, `icon${custom_emoji_id}`),
    file_unique_id: `icon${custom_emoji_id}`,
    type: 'custom_emoji',
    width: 512,
    height: 512,
    is_animated: true,
    is_video: false,
    emoji,
    set_name: 'Topics',
    custom_emoji_id,
    file_size: 4096,
  }))

export const topicMethods = {
  createForumTopic,
  editForumTopic,
  closeForumTopic,
  reopenForumTopic,
  deleteForumTopic,
  unpinAllForumTopicMessages,
  unpinAllGeneralForumTopicMessages,
  editGeneralForumTopic,
  closeGeneralForumTopic,
  reopenGeneralForumTopic,
  hideGeneralForumTopic,
  unhideGeneralForumTopic,
  getForumTopicIconStickers,
}
