import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { type Events, type Live, Stream } from './events.ts'

const Current = createContext<Stream | undefined>(undefined)

export function LiveProvider({ person, children }: { person: number; children: ReactNode }) {
  const stream = useMemo(() => new Stream(person, Date.now), [person])
  useEffect(() => stream.open(), [stream])
  return <Current value={stream}>{children}</Current>
}

/** Calls `handler` (always the latest one) for every event of that name while the component is shown. */
export function useEvent<K extends keyof Events>(name: K, handler: (event: Events[K]) => void): void {
  const stream = useContext(Current)
  const latest = useEffectEvent(handler)
  useEffect(() => stream?.on(name, (event) => latest(event)), [stream, name])
}

const nowhere: Live = { state: 'connecting', since: 0 }
const never = () => () => {}

export function useLive(): Live {
  const stream = useContext(Current)
  return useSyncExternalStore(stream?.onLive ?? never, () => stream?.live ?? nowhere)
}
