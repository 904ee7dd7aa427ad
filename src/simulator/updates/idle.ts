/** Tells when the number of pending updates has come down to zero. */
export function createIdle(pending: () => number) {
  let waiters: (() => void)[] = []
  return {
    pending,
    check() {
      if (waiters.length === 0 || pending() > 0) return
      const woken = waiters
      waiters = []
      for (const wake of woken) wake()
    },
    settled: () => (pending() === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiters.push(resolve))),
  }
}
