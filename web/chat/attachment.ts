import type { Attachment, FileKind } from './api.ts'

/** What Telegram itself takes as a photo. */
export const isPicture = (file: File): boolean => ['image/jpeg', 'image/png', 'image/webp'].includes(file.type)
const isFilm = (file: File) => file.type === 'video/mp4' || file.type === 'video/webm'
const isVoice = (file: File) => file.type === 'audio/ogg'
const isMusic = (file: File) => file.type === 'audio/mpeg' || file.type === 'audio/mp4'

/** Files of which each may be seen or heard in the chat, unless they are to stay files. */
export const hasOwnKind = (files: readonly File[]): boolean => kindOf(files) !== 'document'

export function attachment(files: readonly File[], asFile: boolean, caption: string): Attachment {
  const kind = asFile ? 'document' : kindOf(files)
  return { kind, files, ...(caption === '' ? {} : { caption }) }
}

/** A request has one kind for all its files. */
function kindOf(files: readonly File[]): FileKind {
  const kinds: [FileKind, (file: File) => boolean][] = [
    ['photo', isPicture],
    ['video', isFilm],
    ['voice', isVoice],
    ['audio', isMusic],
  ]
  const found = kinds.find(([, fits]) => files.every(fits))?.[0] ?? 'document'
  return found === 'voice' && files.length > 1 ? 'audio' : found
}
