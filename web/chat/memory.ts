/** What this browser remembers. Storage may be forbidden; then the page simply forgets when it is closed. */
import { useCallback, useSyncExternalStore } from 'react'

const held = new Map<string, string>()
const changes = new EventTarget()

export function recall(key: string): string | null {
  const value = held.get(key)
  if (value !== undefined) return value
  try {
    return window.localStorage.getItem(`posthouse.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string | null): void {
  if (value === null) held.delete(key)
  else held.set(key, value)
  try {
    if (value === null) window.localStorage.removeItem(`posthouse.${key}`)
    else window.localStorage.setItem(`posthouse.${key}`, value)
  } catch {
    // Kept in `held` for the life of the page.
  }
  changes.dispatchEvent(new Event('change'))
}

export function useRemembered(key: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(subscribe, () => recall(key))
  return [value, useCallback((next: string | null) => remember(key, next), [key])]
}

/** What is typed and not yet sent, per person and chat. */
export const draftKey = (person: number, chat: number) => `draft.${person}.${chat}`

export function writeDraft(person: number, chat: number, text: string): void {
  remember(draftKey(person, chat), text === '' ? null : text)
}

function subscribe(changed: () => void) {
  changes.addEventListener('change', changed)
  return () => changes.removeEventListener('change', changed)
}
