import type { Texts } from './texts.ts'

/** What somebody is doing, by the chat action a bot gave. */
export function typingWords(action: string, t: Texts): string {
  const words: Record<string, string> = {
    typing: t.typing,
    upload_photo: t.actionPhoto,
    record_video: t.actionRecordVideo,
    upload_video: t.actionVideo,
    record_voice: t.actionRecordVoice,
    upload_voice: t.actionVoice,
    record_audio: t.actionRecordVoice,
    upload_audio: t.actionVoice,
    upload_document: t.actionDocument,
    choose_sticker: t.actionSticker,
    find_location: t.actionLocation,
    record_video_note: t.actionRecordNote,
    upload_video_note: t.actionNote,
  }
  return words[action] ?? t.typing
}
