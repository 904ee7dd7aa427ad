import { useEffect, useRef } from 'react'
import { api } from '../api.ts'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import type { Chat, Topic } from '../types.ts'

const GATHER_MS = 150
const none: readonly Topic[] = []

/** A chat's topics with what is unread in each; empty where a chat has none. */
export function useTopics(person: number, chat: Chat): { topics: readonly Topic[]; reload: () => void } {
  const has = chat.topics !== undefined
  const { data, reload } = useLoad(`topics ${person} ${chat.id} ${has}`, (signal) =>
    has ? api.topics(person, chat.id, signal) : Promise.resolve([]),
  )
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const soon = () => {
    if (!has) return
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(reload, GATHER_MS)
  }
  useEvent('entry', (event) => event.chat === chat.id && soon())
  useEvent('chats', soon)
  useEvent('resync', soon)
  return { topics: data ?? none, reload }
}
