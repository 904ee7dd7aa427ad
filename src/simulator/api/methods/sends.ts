import { textContent } from '../../world/messages.ts'
import { millis, tell } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { chatToWrite } from '../target.ts'
import { checkText, readFormatted, readText } from '../text.ts'
import type { Method } from './context.ts'
import { chatToSend, preview, sending } from './say.ts'

const sendMessage = sending((ctx) => {
  const shown = preview(ctx)
  const read = readText(ctx)
  return () => {
    const { text, entities } = checkText(read)
    return { content: { ...textContent(text, entities), ...shown } }
  }
})

/** What a bot may be seen to do, also by the names of old. */
const ACTIONS: Record<string, string> = Object.fromEntries(
  [
    'typing',
    'upload_photo',
    'record_video',
    'upload_video',
    'record_voice',
    'upload_voice',
    'upload_document',
    'choose_sticker',
    'find_location',
    'record_video_note',
    'upload_video_note',
    'cancel',
  ].map((action) => [action, action]),
)
Object.assign(ACTIONS, {
  record_audio: 'record_voice',
  upload_audio: 'upload_voice',
  pick_up_location: 'find_location',
})

const sendChatAction: Method = (ctx) => {
  const action = ACTIONS[ctx.params.text('action').toLowerCase()]
  if (!action) throw badRequest('wrong parameter action in request')
  const chat = chatToSend(ctx)
  // Clients show an action for five seconds.
  chat.typing = action === 'cancel' ? null : { action, until: millis(ctx.world) + 5000 }
  tell(ctx.world, { type: 'typing', chat, action })
  return true
}

/** How long, in milliseconds, a draft stays when nothing follows it. */
const DRAFT = 30_000

/** A preview of what is being written: no message, and gone when one comes. */
const sendMessageDraft: Method = (ctx) => {
  const { params, world, bot } = ctx
  const read = readFormatted(ctx, 'text', 'parse_mode', 'entities')
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID')
  const id = params.integer('draft_id', 0)
  if (id === 0) throw badRequest('RANDOM_ID_INVALID')
  const { text, entities } = read.text === '' ? { text: '', entities: [] } : checkText(read)
  chat.draft = { bot: bot.id, id, text, entities, until: millis(world) + DRAFT }
  tell(world, { type: 'draft', chat })
  return true
}

export const sendMethods = { sendMessage, sendChatAction, sendMessageDraft }
