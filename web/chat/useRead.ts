import { useEffect } from 'react'
import { api } from './api.ts'
import type { Entry } from './types.ts'

type Where = { person: number; chat: number; thread: number | undefined }

/** What is on the screen of a visible tab has been read. */
export function useRead({ person, chat, thread }: Where, last: Entry | undefined, done: () => void): void {
  const seen = last && !last.outgoing ? last.message.message_id : undefined
  useEffect(() => {
    if (seen === undefined) return
    const read = () => {
      if (!document.hidden) api.read(person, chat, thread).then(done, () => undefined)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [person, chat, thread, seen, done])
}
