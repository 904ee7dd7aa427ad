import { useEffect, useEffectEvent, useRef } from 'react'
import { api } from './api.ts'
import type { Entry } from './types.ts'

type Where = { person: number; chat: number; thread: number | undefined }

/** What is on the screen of a visible tab has been read; each message is said to be so once. */
export function useRead({ person, chat, thread }: Where, entries: readonly Entry[], done: () => void): void {
  // Not among the reasons to say it again: what it sets off would be one.
  const said = useEffectEvent(done)
  const upTo = useRef({ where: '', id: 0 })
  const seen = entries.findLast((entry) => !entry.outgoing)?.message.message_id
  useEffect(() => {
    if (seen === undefined) return
    const where = `${person} ${chat} ${thread}`
    const read = () => {
      const before = upTo.current
      // A page of messages that was asked for earlier may come later and end with an older one.
      if (document.hidden || (before.where === where && before.id >= seen)) return
      upTo.current = { where, id: seen }
      api.read(person, chat, thread).then(
        () => said(),
        () => {
          if (upTo.current.where === where && upTo.current.id === seen) upTo.current = before
        },
      )
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [person, chat, thread, seen])
}
