import { useEffect, useState } from 'react'

const PATIENCE_MS = 4000

/** Whether a page is there and yet nothing was heard of it: most likely it never loaded Telegram's script. */
export function useQuiet(loaded: boolean, heard: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!loaded || heard) return
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS)
    return () => window.clearTimeout(timer)
  }, [loaded, heard])
  return late && !heard
}
