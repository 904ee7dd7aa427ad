/** The only source of time. Tests pass one that they move by hand, so three hours can pass in a millisecond. */
export interface Clock {
  now(): Date
  /** Milliseconds since some moment; runs on evenly whatever is done to the date. For how long something has lasted. */
  monotonic(): number
  /** Resolves after `ms`, or at once when `signal` is aborted; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep,
}

/** Without the error, and the stack in it, that Node's own makes for each sleep that is cut short: a batch has two of them. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}

export const seconds = (n: number) => n * 1000
export const minutes = (n: number) => n * 60_000
export const hours = (n: number) => n * 3_600_000
export const days = (n: number) => n * 86_400_000
export const after = (from: Date, ms: number) => new Date(from.getTime() + ms)
