import { useCallback, useEffect, useRef, useState } from 'react'

/** What is said once and holds for a while: nobody says that it is over. */
export function useFading<T>(initial: T | null, forMs: number): [T | null, (value: T | null) => void] {
  const [value, setValue] = useState<T | null>(null)
  const timer = useRef<number>(undefined)
  const set = useCallback(
    (next: T | null) => {
      window.clearTimeout(timer.current)
      setValue(next)
      if (next !== null) timer.current = window.setTimeout(() => setValue(null), forMs)
    },
    [forMs],
  )
  useEffect(() => set(initial), [initial, set])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return [value, set]
}
