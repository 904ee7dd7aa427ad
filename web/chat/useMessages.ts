import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from './api.ts'
import { useEvent } from './live.tsx'
import { type Loaded, useLoad } from './load.ts'
import type { Entry, Page } from './types.ts'

const TYPING_MS = 6000

export type Messages = Loaded<Page> & { put: (entry: Entry) => void; earlier: () => Promise<void>; refresh: () => void }

/** One chat, kept up to date by the live stream. */
export function useMessages(person: number, chat: number): Messages {
  const page = useLoad(`messages ${person} ${chat}`, () => api.messages(person, chat))
  const { data, change, reload } = page
  const [typing, setTyping] = useTyping(data?.typing ?? null)

  const put = useCallback(
    (entry: Entry) => change((page) => ({ ...page, entries: upsert(page.entries, entry) })),
    [change],
  )

  /** The events tell of messages; the keyboard and the block are asked for. */
  const refresh = useCallback(() => {
    api
      .messages(person, chat, { limit: 1 })
      .then(({ reply_keyboard, blocked }) => change((page) => ({ ...page, reply_keyboard, blocked })), reload)
  }, [person, chat, change, reload])

  const earlier = async () => {
    const before = data?.entries[0]?.message.message_id
    if (before === undefined) return
    const older = await api.messages(person, chat, { before })
    change((page) => ({ ...page, more: older.more, entries: page.entries.reduce(upsert, older.entries) }))
  }

  useEvent('entry', (event) => {
    if (event.chat !== chat) return
    if (!data) return reload()
    put(event.entry)
    if (event.entry.outgoing) return
    setTyping(null)
    refresh()
  })
  useEvent('removed', (event) => {
    if (event.chat !== chat) return
    change((page) => ({
      ...page,
      entries: page.entries.filter(({ message }) => message.message_id !== event.message_id),
    }))
  })
  useEvent('typing', (event) => {
    if (event.chat === chat) setTyping(event.action)
  })
  useEvent('resync', reload)

  return { ...page, data: data && { ...data, typing }, put, earlier, refresh }
}

function useTyping(initial: string | null): [string | null, (action: string | null) => void] {
  const [action, setAction] = useState<string | null>(null)
  const timer = useRef<number>(undefined)
  const set = useCallback((next: string | null) => {
    window.clearTimeout(timer.current)
    setAction(next)
    if (next !== null) timer.current = window.setTimeout(() => setAction(null), TYPING_MS)
  }, [])
  useEffect(() => set(initial), [initial, set])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return [action, set]
}

function upsert(entries: Entry[], entry: Entry): Entry[] {
  const id = entry.message.message_id
  const at = entries.findIndex(({ message }) => message.message_id >= id)
  if (at === -1) return [...entries, entry]
  const replaces = entries[at]?.message.message_id === id
  return [...entries.slice(0, at), entry, ...entries.slice(replaces ? at + 1 : at)]
}
