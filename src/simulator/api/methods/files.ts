import type { FileKind } from '../../types.ts'
import { fileIdFor, fileOfBot, looksLikeFileId, openLink } from '../../world/files.ts'
import { badRequest } from '../errors.ts'
import { BackendRefusal } from '../input-files.ts'
import { mediaToSay, readMedia } from '../media.ts'
import type { Method } from './context.ts'
import { sending } from './say.ts'

const DOWNLOAD_LIMIT = 20 * 1024 * 1024

const sender = (kind: FileKind): Method =>
  sending(async (ctx) => {
    const media = await readMedia(ctx, kind)
    return () => {
      try {
        return { content: mediaToSay(ctx, media) }
      } catch (error) {
        throw error instanceof BackendRefusal ? error.alone() : error
      }
    }
  })

const getFile: Method = ({ world, bot, params }) => {
  const id = params.text('file_id').trim()
  if (id === '') throw badRequest('file_id not specified')
  const file = fileOfBot(world, bot, id)
  if (!file)
    throw badRequest(looksLikeFileId(id) ? 'wrong file_id or the file is temporarily unavailable' : 'invalid file_id')
  if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big')
  return {
    file_id: fileIdFor(bot, file.unique),
    file_unique_id: file.unique,
    file_size: file.size,
    file_path: openLink(world, bot, file),
  }
}

export const fileMethods = {
  sendPhoto: sender('photo'),
  sendDocument: sender('document'),
  sendVoice: sender('voice'),
  sendVideo: sender('video'),
  sendAudio: sender('audio'),
  sendAnimation: sender('animation'),
  sendSticker: sender('sticker'),
  sendVideoNote: sender('video_note'),
  getFile,
}
