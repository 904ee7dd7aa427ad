import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Entry } from './types.ts'

const NEAR_PX = 80

/** Stays at the end while the reader is there, and does not move when they are reading further up. */
export function useStickyEnd(entries: readonly Entry[] | undefined, draft: string | undefined) {
  const element = useRef<HTMLDivElement>(null)
  const size = useElementSize<HTMLDivElement>()
  const log = useMergedRef(element, size.ref)
  const atEnd = useRef(true)
  const held = useRef<number>(undefined)
  const [away, setAway] = useState(false)

  const toEnd = () => {
    const log = element.current
    if (log) log.scrollTop = log.scrollHeight
  }
  const shape = useRef('')
  const scrolled = () => {
    const log = element.current
    if (!log) return
    // A turned phone or its keyboard scrolls too, before anything else hears of the new size: nobody has moved away.
    const seen = `${log.clientWidth} ${log.clientHeight}`
    if (seen !== shape.current) {
      shape.current = seen
      if (atEnd.current) return toEnd()
    }
    atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX
    setAway(!atEnd.current)
  }
  const hold = () => {
    const log = element.current
    if (log) held.current = log.scrollHeight - log.scrollTop
  }

  const first = entries?.[0]?.message.message_id
  useLayoutEffect(() => {
    const log = element.current
    if (log && held.current !== undefined) log.scrollTop = log.scrollHeight - held.current
    held.current = undefined
  }, [first])
  const mine = entries?.at(-1)?.outgoing ? entries.at(-1)?.message.message_id : undefined
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
  }, [entries, draft, size.height, size.width])
  useEffect(toEnd, [mine])
  return { log, away, scrolled, toEnd, hold }
}
