import type { Database, Queryable } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import type { Clock } from '../ops/clock.ts'
import { keyOfLane, LEAVE, type Leaving, leavingColumns } from './lanes.ts'
import type { Patient } from './patience.ts'
import { type Finished, record, type TellResults } from './record.ts'

/** A row that is finished, and whether its lane may go when nothing else was written to it. */
export interface Settlement {
  finished?: Finished
  leaving?: Leaving
}

export interface Settle {
  /** Resolves when it is committed: true when the lane is gone. */
  add(settlement: Settlement): Promise<boolean>
}

export interface SettleOptions {
  database: Database
  clock: Clock
  owner: string
  tell: TellResults
  patient: Patient
}

/** Writes down what became of calls, those that end at the same moment together. */
export function createSettle({ database, clock, owner, tell, patient }: SettleOptions): Settle {
  return batcher<Settlement, boolean>(async (all) => {
    const finished = all.flatMap(({ finished }) => finished ?? [])
    const leaving = all.flatMap(({ leaving }) => leaving ?? [])
    const gone = await patient(() =>
      finished.every(isPlain)
        ? settle(database, finished, leaving)
        : database.transaction(async (transaction) => {
            await record(
              transaction,
              finished.filter((one) => !isPlain(one)),
              clock.now(),
              tell,
            )
            return settle(transaction, finished.filter(isPlain), leaving)
          }),
    )
    return all.map(({ leaving }) => leaving !== undefined && gone.has(keyOfLane(leaving)))
  })

  /** In one statement, as there are thousands a second: what is delivered need not be kept. */
  async function settle(target: Queryable, delivered: readonly Finished[], leaving: readonly Leaving[]) {
    const { rows } = await target.query<{ bot: string; chat: number }>(
      `with delivered as (delete from posthouse.outbox where id = any($5::bigint[])), ${LEAVE}`,
      [owner, ...leavingColumns(leaving), delivered.map(({ row }) => row.id)],
    )
    return new Set(rows.map(keyOfLane))
  }
}

const isPlain = ({ row, state }: Finished) => state === 2 && row.name === null && row.followUp === null
