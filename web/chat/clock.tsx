/** The simulator's time, which need not be this machine's nor as fast. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** What the simulator's clock showed when this machine's showed `at`, and how many of its seconds pass in one here. */
export type Reading = { time: number; at: number; rate: number }

const Current = createContext<Reading | undefined>(undefined)

export function ClockProvider({ reading, children }: { reading: Reading | undefined; children: ReactNode }) {
  return <Current value={reading}>{children}</Current>
}

/** The time now, told again every `everyMs`. */
export function useNow(everyMs = 30_000): Date {
  const reading = useContext(Current)
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = window.setInterval(() => tick(Date.now()), everyMs)
    return () => window.clearInterval(timer)
  }, [everyMs])
  const here = Date.now()
  return new Date(reading ? reading.time + (here - reading.at) * reading.rate : here)
}
