/** The simulator's time, which need not be this machine's. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const Offset = createContext(0)

export function ClockProvider({ offsetMs, children }: { offsetMs: number; children: ReactNode }) {
  return <Offset value={offsetMs}>{children}</Offset>
}

/** The time now, told again every `everyMs`. */
export function useNow(everyMs = 30_000): Date {
  const offset = useContext(Offset)
  const [local, setLocal] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setLocal(Date.now()), everyMs)
    return () => window.clearInterval(timer)
  }, [everyMs])
  return new Date(Math.max(local, Date.now()) + offset)
}
