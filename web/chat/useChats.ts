import { useEffect, useRef } from 'react'
import { api } from './api.ts'
import { useEvent } from './live.tsx'
import { type Loaded, useLoad } from './load.ts'
import type { ChatRow } from './types.ts'

const GATHER_MS = 120

/** This person's chats, newest first, asked again shortly after anything in them changed. */
export function useChats(person: number): Loaded<ChatRow[]> {
  const chats = useLoad(`chats ${person}`, (signal) => api.chats(person, signal))
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const soon = () => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(chats.reload, GATHER_MS)
  }
  useEvent('chats', soon)
  useEvent('entry', soon)
  useEvent('removed', soon)
  useEvent('resync', chats.reload)
  return chats
}
