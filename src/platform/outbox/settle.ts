import type { Database, Queryable } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import type { Clock } from '../ops/clock.ts'
import type { Along } from './handover.ts'
import type { Patient } from './patience.ts'
import { type Finished, record, type TellResults } from './record.ts'

export interface SettleOptions {
  database: Database
  clock: Clock
  tell: TellResults
  patient: Patient
  /** A statement is under way, and another may follow that takes along what is delivered by then. */
  isAwaited(): boolean
}

export interface Settle {
  /** Resolves when it is written down what became of a call. */
  add(finished: Finished): Promise<void>
  /** What is delivered and need not be kept, for a statement that deletes it with what else it does. */
  takeAlong(): Along
  /** No statement follows: what waited for one is written down by itself. */
  flush(): void
}

/** Writes down what became of calls, those that end at the same moment together. */
export function createSettle({ database, clock, tell, patient, isAwaited }: SettleOptions): Settle {
  let held: { finished: Finished; resolve(): void; reject(error: unknown): void }[] = []
  const writing = batcher<Finished>(async (all) => {
    const told = await patient(() =>
      all.every(isPlain)
        ? takeAway(database, all)
        : database.transaction((transaction) => record(transaction, all, clock.now(), tell)),
    )
    told?.()
    return all.map(() => undefined)
  })

  function hand() {
    const all = held
    held = []
    return all
  }

  function writeByItself(all: typeof held) {
    for (const { finished, resolve, reject } of all) writing.add(finished).then(resolve, reject)
  }

  return {
    add: (finished) =>
      isPlain(finished) && isAwaited()
        ? new Promise((resolve, reject) => held.push({ finished, resolve, reject }))
        : writing.add(finished),
    takeAlong() {
      const all = hand()
      return {
        ids: all.map(({ finished }) => finished.row.id),
        end(isDeleted) {
          if (!isDeleted) return writeByItself(all)
          for (const { resolve } of all) resolve()
        },
      }
    },
    flush: () => writeByItself(hand()),
  }
}

const takeAway = async (target: Queryable, delivered: readonly Finished[]): Promise<undefined> => {
  await target.query('delete from posthouse.outbox where id = any($1::bigint[])', [delivered.map(({ row }) => row.id)])
}

/** Delivered, and nobody wants to know more about it: it need not be kept. */
const isPlain = ({ row, state }: Finished) => state === 2 && row.name === null && row.followUp === null
