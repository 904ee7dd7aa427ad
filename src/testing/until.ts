import { setTimeout as delay } from 'node:timers/promises'

/** Looks every few milliseconds until `holds` is true; fails with what `describe` says when the deadline has passed. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
  describe: () => string | Promise<string> = () => 'it did not happen',
): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${deadlineMs} ms: ${await describe()}`)
    await delay(5)
  }
}

/** The promise, or a failure with what `describe` says when the deadline has passed. */
export async function inTime<T>(promise: Promise<T>, deadlineMs: number, describe: () => string): Promise<T> {
  const over = new AbortController()
  const late = delay(deadlineMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`Not within ${deadlineMs} ms: ${describe()}`)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    over.abort()
  }
}
