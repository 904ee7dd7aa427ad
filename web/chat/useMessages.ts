import { useCallback, useEffect } from 'react'
import { api } from './api.ts'
import { useEvent } from './live.tsx'
import { type Loaded, useLoad } from './load.ts'
import { topicOf } from './topics/topicOf.ts'
import type { Draft, Entry, Page } from './types.ts'
import { useFading } from './useFading.ts'
import { useOvertaking } from './useOvertaking.ts'

const TYPING_MS = 6000
const DRAFT_MS = 30_000

export type Messages = Loaded<Page> & { put: (entry: Entry) => void; earlier: () => Promise<void>; refresh: () => void }

/** One chat, or one topic of it, kept up to date by the live stream. */
export function useMessages(person: number, chat: number, thread: number | undefined): Messages {
  const { load, missed, overtaken } = useOvertaking(() => api.messages(person, chat, { thread }))
  const page = useLoad(`messages ${person} ${chat} ${thread}`, load)
  const { data, change, reload } = page
  const [typing, setTyping] = useFading<string>(data?.typing ?? null, TYPING_MS)
  const [draft, setDraft] = useFading<Draft>(data?.draft ?? null, DRAFT_MS)

  const put = useCallback(
    (entry: Entry) => change((page) => ({ ...page, entries: upsert(page.entries, entry) })),
    [change],
  )

  /** The events tell of messages; the keyboard, the pins and the block are asked for. */
  const refresh = useCallback(() => {
    api
      .messages(person, chat, { thread, limit: 1 })
      .then(
        ({ reply_keyboard, blocked, pinned }) => change((page) => ({ ...page, reply_keyboard, blocked, pinned })),
        reload,
      )
  }, [person, chat, thread, change, reload])

  const earlier = async () => {
    const before = data?.entries[0]?.message.message_id
    if (before === undefined) return
    const older = await api.messages(person, chat, { before, thread })
    change((page) => ({ ...page, more: older.more, entries: page.entries.reduce(upsert, older.entries) }))
  }

  useEffect(() => {
    if (data && overtaken()) reload()
  }, [data, overtaken, reload])

  useEvent('entry', (event) => {
    if (event.chat !== chat) return
    missed()
    if (!data) return reload()
    if (thread === undefined || topicOf(event.entry.message) === thread) put(event.entry)
    if (!event.entry.outgoing) {
      setTyping(null)
      setDraft(null)
    }
    refresh()
  })
  useEvent('removed', (event) => {
    if (event.chat !== chat) return
    missed()
    change((page) => ({ ...page, entries: struck(page.entries, event.message_id) }))
  })
  useEvent('typing', (event) => {
    if (event.chat === chat) setTyping(event.action)
  })
  useEvent('draft', (event) => {
    if (event.chat !== chat) return
    missed()
    setDraft(event.draft)
  })
  useEvent('chats', refresh)
  useEvent('resync', reload)

  return { ...page, data: data && { ...data, typing, draft }, put, earlier, refresh }
}

function upsert(entries: Entry[], entry: Entry): Entry[] {
  const id = entry.message.message_id
  const at = entries.findIndex(({ message }) => message.message_id >= id)
  if (at === -1) return [...entries, entry]
  const replaces = entries[at]?.message.message_id === id
  return [...entries.slice(0, at), entry, ...entries.slice(replaces ? at + 1 : at)]
}

/** Who looks on sees that something was there; the next visit shows nothing of it. */
const struck = (entries: Entry[], id: number): Entry[] =>
  entries.map((entry) => (entry.message.message_id === id ? { ...entry, deleted: true } : entry))
