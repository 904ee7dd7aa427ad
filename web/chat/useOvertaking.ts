import { useCallback, useRef } from 'react'

/**
 * An answer may be older than the news that came while it was on its way: they travel on two connections.
 * `missed` says that there was news; when the answer is there, `overtaken` says once that it has to be asked for again.
 */
export function useOvertaking<T>(ask: () => Promise<T>) {
  const asking = useRef(0)
  const behind = useRef(false)

  const load = async (): Promise<T> => {
    asking.current++
    behind.current = false
    try {
      return await ask()
    } finally {
      asking.current--
    }
  }
  const missed = useCallback(() => {
    if (asking.current > 0) behind.current = true
  }, [])
  const overtaken = useCallback(() => {
    const again = behind.current && asking.current === 0
    if (again) behind.current = false
    return again
  }, [])
  return { load, missed, overtaken }
}
