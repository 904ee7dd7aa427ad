interface Moment {
  at: number
  count: number
}

/**
 * How often something happened within the last `lengthMs`. A bucket that fills up lets twice its rate through in the second after a
 * rest; this never does. Moments are those of the monotonic clock, kept to the millisecond, so that any rate costs the same.
 */
export function createWindow(lengthMs: number) {
  let moments: Moment[] = []
  let first = 0
  let sum = 0

  function forget(now: number) {
    for (let one = moments[first]; one && one.at <= now - lengthMs; one = moments[first]) {
      sum -= one.count
      first += 1
    }
    if (first > lengthMs) {
      moments = moments.slice(first)
      first = 0
    }
  }

  return {
    add(now: number) {
      const at = Math.ceil(now)
      const last = moments.at(-1)
      if (last && last.at >= at) last.count += 1
      else moments.push({ at, count: 1 })
      sum += 1
    },
    count(now: number): number {
      forget(now)
      return sum
    },
    /** Milliseconds until fewer than `most` are left; 0 when that is so now. */
    wait(most: number, now: number): number {
      forget(now)
      let left = sum
      for (let index = first; left >= most; index += 1) {
        const one = moments[index]!
        left -= one.count
        if (left < most) return Math.ceil(one.at + lengthMs - now)
      }
      return 0
    },
  }
}
