import { useCallback, useEffect, useEffectEvent, useState } from 'react'

export type Loaded<T> = {
  data: T | undefined
  error: Error | undefined
  reload: () => void
  change: (edit: (data: T) => T) => void
}

type State<T> = { key: string; data: T | undefined; error: Error | undefined }

/**
 * Loads when `key` changes and on `reload()`. While reloading, and when a reload fails, the old data stays on the screen.
 * With `keep`, it stays also while another key is loading.
 */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>, keep = false): Loaded<T> {
  const [state, setState] = useState<State<T>>({ key, data: undefined, error: undefined })
  const [turn, setTurn] = useState(0)
  const latest = useEffectEvent(load)

  useEffect(() => {
    const stop = new AbortController()
    latest(stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setState({ key, data, error: undefined })
      },
      (error: Error) => {
        if (stop.signal.aborted) return
        setState((old) => ({ key, data: old.key === key || keep ? old.data : undefined, error }))
      },
    )
    return () => stop.abort()
  }, [key, turn, keep])

  const reload = useCallback(() => setTurn((turn) => turn + 1), [])
  const change = useCallback((edit: (data: T) => T) => {
    setState((old) => (old.data === undefined ? old : { ...old, data: edit(old.data) }))
  }, [])
  const mine = state.key === key
  return { data: mine || keep ? state.data : undefined, error: mine ? state.error : undefined, reload, change }
}
