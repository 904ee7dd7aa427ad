import { useState } from 'react'
import { api } from './api.ts'
import { attachment } from './attachment.ts'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { draftKey, recall, writeDraft } from './memory.ts'
import type { Target } from './target.ts'
import type { Entry } from './types.ts'

type Where = { me: number; chat: number; thread: number | undefined }
type Written = {
  files: readonly File[]
  asFile: boolean
  setFiles: (files: readonly File[]) => void
  target: Target | undefined
  setTarget: (target: Target | undefined) => void
  sent: (entry: Entry) => void
}

export type Other = 'contact' | 'dice' | { sticker: string }

/** What the composer sends. Whatever does not go out is put back where it was written, with the reason. */
export function useSending({ me, chat, thread }: Where, { files, asFile, setFiles, target, setTarget, sent }: Written) {
  const t = useTexts()
  const [error, setError] = useState<string>()
  const [unsent, setUnsent] = useState<{ file: File; duration: number }>()
  const begin = () => {
    setError(undefined)
    setUnsent(undefined)
  }

  const words = async (said: string) => {
    begin()
    if (said === '' && files.length === 0) return
    writeDraft(me, chat, '')
    setFiles([])
    setTarget(undefined)
    try {
      if (files.length > 0) {
        for (const entry of await api.attach(me, chat, attachment(files, asFile, said), thread)) sent(entry)
      } else sent(await api.say(me, chat, said, aboutIt(target, thread)))
    } catch (problem) {
      const typedSince = recall(draftKey(me, chat))
      writeDraft(me, chat, typedSince ? `${said}\n${typedSince}` : said)
      setFiles(files)
      if (target) setTarget(target)
      setError(t.notSent(reasonOf(problem, t)))
    }
  }

  const edit = async ({ message }: Entry, said: string) => {
    begin()
    if (said === '') return
    if (said === (message.text ?? message.caption)) return setTarget(undefined)
    try {
      sent(await api.edit(me, chat, message.message_id, said))
      setTarget(undefined)
    } catch (problem) {
      setError(t.notEdited(reasonOf(problem, t)))
    }
  }

  const voice = async (file: File, duration: number) => {
    begin()
    try {
      for (const entry of await api.attach(me, chat, { kind: 'voice', files: [file], duration }, thread)) sent(entry)
    } catch (problem) {
      setUnsent({ file, duration })
      setError(t.voiceNotSent(reasonOf(problem, t)))
    }
  }

  const other = async (what: Other) => {
    setError(undefined)
    try {
      if (what === 'contact') sent(await api.contact(me, chat, thread))
      else if (what === 'dice') sent(await api.dice(me, chat, thread))
      else sent(await api.sticker(me, chat, what.sticker, thread))
    } catch (problem) {
      setError(t.notSent(reasonOf(problem, t)))
    }
  }

  return { error, words, edit, voice, other, again: unsent && (() => voice(unsent.file, unsent.duration)) }
}

/** Which message is answered, with which of its words, and in which topic. */
function aboutIt(target: Target | undefined, thread: number | undefined) {
  const answered = target?.kind === 'reply' ? target : undefined
  const quote = answered?.quote ? { quote: answered.quote } : {}
  return {
    ...(answered ? { reply: { message: answered.entry.message.message_id, ...quote } } : {}),
    ...(thread === undefined ? {} : { thread }),
  }
}
