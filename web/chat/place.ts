/** Who you are and which chat is open live in the address, so that several tabs can be several people. */
import { type MouseEvent, useSyncExternalStore } from 'react'

export type Place = { as: number | undefined; chat: number | undefined; topic?: number | undefined }

export function readPlace(search: string): Place {
  const params = new URLSearchParams(search)
  return { as: integer(params.get('as')), chat: integer(params.get('chat')), topic: integer(params.get('topic')) }
}

export function hrefOf({ as, chat, topic }: Place): string {
  const params = new URLSearchParams()
  if (as !== undefined) params.set('as', String(as))
  if (chat !== undefined) params.set('chat', String(chat))
  if (chat !== undefined && topic !== undefined) params.set('topic', String(topic))
  const query = params.toString()
  return query === '' ? '?' : `?${query}`
}

export function usePlace(): Place {
  return readPlace(useSyncExternalStore(subscribe, () => window.location.search))
}

export function go(place: Place): void {
  if (hrefOf(place) === window.location.search) return
  window.history.pushState(null, '', hrefOf(place))
  window.dispatchEvent(new PopStateEvent('popstate'))
}

/** For real links: a plain click stays in this page, a click that asks for a new tab gets one. */
export function link(place: Place) {
  return {
    href: hrefOf(place),
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      go(place)
    },
  }
}

function subscribe(changed: () => void) {
  window.addEventListener('popstate', changed)
  return () => window.removeEventListener('popstate', changed)
}

function integer(text: string | null): number | undefined {
  return text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
}
