import type { Animation, Audio, Document, PhotoSize, Sticker, Video, VideoNote, Voice } from '@grammyjs/types'
import type { FileRecord } from '../types.ts'
import type { Content } from './messages.ts'
import type { World } from './world.ts'

/** One renderer per kind of file. A file's id is its own name here; a bot's copy gets the bot's id for it. */

const common = (file: FileRecord) => ({ file_id: file.unique, file_unique_id: file.unique, file_size: file.size })
const size = (file: FileRecord) => ({ width: file.width ?? 0, height: file.height ?? 0 })
const named = (file: FileRecord) => ({ file_name: file.name, mime_type: file.mime })

/** The old name `thumb` is still sent beside the new one. */
function thumbnail(world: World, file: FileRecord) {
  const picture = file.thumbnail === undefined ? undefined : world.files.get(file.thumbnail)
  if (!picture) return {}
  const shown: PhotoSize = { ...common(picture), ...size(picture) }
  return { thumbnail: shown, thumb: shown }
}

export const photoJson = (sizes: FileRecord[]): PhotoSize[] => sizes.map((file) => ({ ...common(file), ...size(file) }))

const documentJson = (world: World, file: FileRecord): Document => ({
  ...named(file),
  ...thumbnail(world, file),
  ...common(file),
})

const voiceJson = (file: FileRecord): Voice => ({
  duration: file.duration ?? 0,
  mime_type: file.mime,
  ...common(file),
})

const videoJson = (world: World, file: FileRecord): Video => ({
  duration: file.duration ?? 0,
  ...size(file),
  ...named(file),
  ...thumbnail(world, file),
  ...common(file),
})

const animationJson = (world: World, file: FileRecord): Animation => videoJson(world, file)

const audioJson = (world: World, file: FileRecord): Audio => ({
  duration: file.duration ?? 0,
  ...named(file),
  ...(file.title ? { title: file.title } : {}),
  ...(file.performer ? { performer: file.performer } : {}),
  ...thumbnail(world, file),
  ...common(file),
})

const videoNoteJson = (world: World, file: FileRecord): VideoNote => ({
  duration: file.duration ?? 0,
  length: file.width || 240,
  ...thumbnail(world, file),
  ...common(file),
})

export const stickerJson = (world: World, file: FileRecord): Sticker =>
  ({
    ...size(file),
    ...(file.emoji ? { emoji: file.emoji } : {}),
    ...(file.set ? { set_name: file.set } : {}),
    is_animated: file.sticker === 'animated',
    is_video: file.sticker === 'video',
    type: file.stickerType ?? 'regular',
    ...(file.mask ? { mask_position: file.mask } : {}),
    ...(file.customEmoji ? { custom_emoji_id: file.customEmoji } : {}),
    ...thumbnail(world, file),
    ...common(file),
  }) as Sticker

/** A message's field for a file, by its kind; an animation is also sent as a document, for old bots. */
export function mediaContent(world: World, files: FileRecord[]): Content {
  const file = files[0] as FileRecord
  switch (file.kind) {
    case 'photo':
      return { photo: photoJson(files) }
    case 'video':
      return { video: videoJson(world, file) }
    case 'audio':
      return { audio: audioJson(world, file) }
    case 'animation':
      return { animation: animationJson(world, file), document: documentJson(world, file) }
    case 'sticker':
      return { sticker: stickerJson(world, file) }
    case 'video_note':
      return { video_note: videoNoteJson(world, file) }
    case 'voice':
      return { voice: voiceJson(file) }
    default:
      return { document: documentJson(world, file) }
  }
}
