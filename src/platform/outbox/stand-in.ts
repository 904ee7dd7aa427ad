import type { Queryable } from '../db/database.ts'
import { type Clock, seconds } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import { GONE_MS } from './senders.ts'

export interface StandInOptions {
  database: Queryable
  clock: Clock
  log: Log
  sender: Part
}

const LOOK_MS = seconds(5)
/** A minute: a worker that is only being restarted is waited for. */
const ALONE_LOOKS = 12

/**
 * For a process that does not send: it begins to when nobody else has for a minute and something waits. When all workers are
 * dead, what the house has to say about that must not wait for them. It then goes on to the end of the process, as one sender of several.
 */
export function createStandIn({ database, clock, log, sender }: StandInOptions): Part {
  return {
    name: 'stand-in sender',
    async run(signal) {
      for (let alone = 0, waits = false; alone < ALONE_LOOKS || !waits; ) {
        await clock.sleep(LOOK_MS, signal)
        if (signal.aborted) return
        const seen = await look()
        alone = seen.alone ? alone + 1 : 0
        waits = seen.waits
      }
      log.warn('sender_stands_in')
      await sender.run(signal)
    },
  }

  async function look(): Promise<{ alone: boolean; waits: boolean }> {
    try {
      const { rows } = await database.query<{ alone: boolean; waits: boolean }>(
        `select not exists (select from posthouse.senders where seen_at > clock_timestamp() - make_interval(secs => ${GONE_MS / 1000})) as alone,
           exists (select from posthouse.outbox where state < 2) as waits`,
      )
      return rows[0]!
    } catch (error) {
      log.warn('stand_in_not_looked', { message: messageOf(error) })
      return { alone: false, waits: false }
    }
  }
}
