import { useEffect, useEffectEvent, useRef } from 'react'

type Actions = { help: () => void; inspector: () => void; back: () => void }

/** The keys of the whole page. Fields keep theirs: nothing here happens while somebody types, except Escape. */
export function useKeys(actions: Actions): void {
  const covered = useRef(false)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (covered.current) return
    if (event.key === 'Escape') return stepBack(actions.back)
    if (isField(document.activeElement)) return
    const action = actionOf(event.key, actions)
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    // Looked at before anybody acts: the Escape that closes a dialog must not also leave the chat under it.
    const look = () => {
      covered.current = document.querySelector('[role=dialog], [role=menu]') !== null
    }
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', look, true)
    window.addEventListener('keydown', listener)
    return () => {
      window.removeEventListener('keydown', look, true)
      window.removeEventListener('keydown', listener)
    }
  }, [])
}

function actionOf(key: string, { help, inspector }: Actions): (() => void) | undefined {
  if (key === '?') return help
  if (key === 'i') return inspector
  if (key === '/') return () => (find('[data-composer]') ?? find('[data-search]'))?.focus()
  if (key === 'j') return () => step(1)
  if (key === 'k') return () => step(-1)
  return undefined
}

/** First out of the field, then out of the chat. */
function stepBack(back: () => void) {
  const active = document.activeElement
  if (isField(active) && active instanceof HTMLElement) active.blur()
  else back()
}

/** Moves among the rows of the list that has the focus, or of the chats. */
function step(by: number) {
  const list = document.activeElement?.closest('[data-list]') ?? find('[data-list]')
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const here = rows.indexOf(document.activeElement as HTMLElement)
  const open = rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const from = here === -1 ? open : here
  rows[from === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by))]?.focus()
}

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector)
}

function isField(element: Element | null): boolean {
  return element instanceof HTMLElement && element.matches('input, textarea, select, [contenteditable]')
}
