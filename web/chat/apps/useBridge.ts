import { type RefObject, useEffect, useEffectEvent, useReducer, useState } from 'react'
import { isFelt, refusalOf } from './refusals.ts'
import { after, blank, type Sheet } from './sheet.ts'
import { type Asked, useDoings } from './useDoings.ts'
import { type Heard, hear, words } from './wire.ts'

const KEPT = 100

/** One line of what an app asked for, and what became of it. */
export type Noted = Heard & { id: number; how: 'done' | 'felt' | 'refused' | 'unknown' }

export type Bridge = {
  sheet: Sheet
  noted: readonly Noted[]
  asked: Asked | undefined
  /** Tells the app something. */
  tell: (type: string, data?: object) => void
  closePopup: (button?: string) => void
}

type Setting = Parameters<typeof useDoings>[0] & { frame: RefObject<HTMLIFrameElement | null>; origin: string }

/** Listens to the app in the frame, and to nobody else. */
export function useBridge({ frame, origin, ...setting }: Omit<Setting, 'tell'>): Bridge {
  const [sheet, change] = useReducer(after, blank)
  const [noted, setNoted] = useState<readonly Noted[]>([])
  const say = (message: string) => {
    // A sandboxed frame without an origin of its own can only be addressed as anybody's.
    if (message !== '') frame.current?.contentWindow?.postMessage(message, origin === 'null' ? '*' : origin)
  }
  const tell = (type: string, data?: object) => say(words(type, data))
  const { asked, act } = useDoings({ ...setting, tell })

  const take = (heard: Heard): Noted['how'] => {
    const changed = after(sheet, heard) !== sheet
    if (changed) change(heard)
    if (act(heard) || changed) return 'done'
    if (isFelt(heard.type)) return 'felt'
    const refusal = refusalOf(heard)
    say(refusal ?? '')
    return refusal === undefined ? 'unknown' : 'refused'
  }
  const received = useEffectEvent((event: MessageEvent) => {
    if (event.source !== frame.current?.contentWindow || event.origin !== origin) return
    const heard = hear(event.data)
    if (!heard) return
    const how = take(heard)
    setNoted((old) => [...old.slice(1 - KEPT), { ...heard, how, id: (old.at(-1)?.id ?? 0) + 1 }])
  })
  useEffect(() => {
    const listener = (event: MessageEvent) => received(event)
    window.addEventListener('message', listener)
    return () => window.removeEventListener('message', listener)
  }, [])

  return {
    sheet,
    noted,
    asked,
    tell,
    closePopup: (button) => {
      change({ type: 'popup_closed', data: {} })
      tell('popup_closed', button === undefined ? {} : { button_id: button })
    },
  }
}
