import type { Clock } from './clock.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'

/** Anything that runs for as long as the process. `run` resolves soon after `signal` is aborted, with its work finished. */
export interface Part {
  readonly name: string
  run(signal: AbortSignal): Promise<void>
}

/** A part that works in rounds: it looks for work, does it, and says how much there was. */
export interface Rounds extends Part {
  /** Does what is due now and resolves to the number of things done; 0 means there is nothing to do at this moment. */
  round(): Promise<number>
  /** Tells a sleeping loop to look again now. */
  wake(): void
}

export interface LoopOptions {
  name: string
  clock: Clock
  log: Log
  round(): Promise<number>
  /** How long to wait before looking again when nobody wakes the loop. */
  idleMs: number
}

/** Rounds follow each other while there is work; then the loop sleeps until it is woken or `idleMs` is over. */
export function loop({ name, clock, log, round, idleMs }: LoopOptions): Rounds {
  let woken = false
  let alarm: (() => void) | undefined
  const wake = () => {
    woken = true
    alarm?.()
  }
  async function rest(ms: number, signal: AbortSignal) {
    if (woken || signal.aborted) return
    const stop = new AbortController()
    alarm = () => stop.abort()
    signal.addEventListener('abort', alarm, { once: true })
    await clock.sleep(ms, stop.signal)
    signal.removeEventListener('abort', alarm)
    alarm = undefined
  }
  return {
    name,
    round,
    wake,
    async run(signal) {
      let failures = 0
      while (!signal.aborted) {
        woken = false
        try {
          const done = await round()
          failures = 0
          if (done === 0) await rest(idleMs, signal)
        } catch (error) {
          failures += 1
          log.error(`${name}_failed`, error, { failures, message: messageOf(error) })
          woken = false
          await rest(Math.min(250 * 2 ** failures, 10_000), signal)
        }
      }
    },
  }
}
