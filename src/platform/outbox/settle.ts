import type { Database, Queryable } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import type { Clock } from '../ops/clock.ts'
import type { Patient } from './patience.ts'
import { type Finished, record, type TellResults } from './record.ts'

export interface SettleOptions {
  database: Database
  clock: Clock
  tell: TellResults
  patient: Patient
}

/** Writes down what became of calls, those that end at the same moment together. */
export function createSettle({ database, clock, tell, patient }: SettleOptions) {
  return batcher<Finished>(async (all) => {
    await patient(() =>
      all.every(isPlain)
        ? takeAway(database, all)
        : database.transaction((transaction) => record(transaction, all, clock.now(), tell)),
    )
    return all.map(() => undefined)
  })
}

const takeAway = async (target: Queryable, delivered: readonly Finished[]) => {
  await target.query('delete from posthouse.outbox where id = any($1::bigint[])', [delivered.map(({ row }) => row.id)])
}

/** Delivered, and nobody wants to know more about it: it need not be kept. */
const isPlain = ({ row, state }: Finished) => state === 2 && row.name === null && row.followUp === null
