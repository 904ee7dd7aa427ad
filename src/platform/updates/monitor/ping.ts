import { seconds } from '../../ops/clock.ts'
import type { Log } from '../../ops/log.ts'
import type { Metrics } from '../../ops/metrics.ts'
import { reasonOf } from './reason.ts'

export type Ping = () => Promise<void>

const ANSWER_MS = seconds(5)

/** Asks for an address after every round: a service outside misses it when the whole house is dead, and nobody here could say so. */
export function createPing({ url, log, metrics }: { url: string; log: Log; metrics: Metrics }): Ping {
  const pings = metrics.counter('deadman_pings_total', 'Requests to DEADMAN_PING_URL, by outcome', ['result'])
  for (const result of ['done', 'failed']) pings.add(0, { result })
  return async () => {
    const problem = await ask(url)
    pings.add(1, { result: problem === undefined ? 'done' : 'failed' })
    // The host only: the rest of the address is what the service knows us by.
    if (problem !== undefined) log.warn('deadman_ping_failed', { host: new URL(url).hostname, message: problem })
  }
}

async function ask(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
    await answer.body?.cancel()
    return answer.ok ? undefined : `status ${answer.status}`
  } catch (error) {
    return reasonOf(error)
  }
}
