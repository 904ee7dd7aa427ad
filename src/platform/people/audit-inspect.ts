import { type AuditRow, BEGINNING, type Link, linkAfter } from './audit-link.ts'

export type ChainedRow = AuditRow & Link

/** Something about the audit log that its chain does not allow. */
export interface Finding {
  fault:
    | 'edited'
    | 'missing'
    /** The chain ends before its head, or elsewhere than it. */
    | 'cut off'
    /** Rows older than a minute that nobody has chained. */
    | 'unchained'
    /** A head that was noted down is not in the chain. */
    | 'another chain'
  /** The place in the chain; of several missing ones the first. */
  seq?: number
  /** The row's id, when the row is there. */
  id?: number
  /** How many rows it is about. */
  count: number
}

/** Reads the chain row by row and says what is wrong with it. Each row is held against the hash stored before it, so one edit is one finding. */
export function createInspector() {
  let last: Link | undefined = BEGINNING
  let place = BEGINNING.seq
  return {
    /** The rows must come in the order of `seq`. */
    see(row: ChainedRow): Finding[] {
      const found: Finding[] = []
      const skipped = row.seq - place - 1
      if (skipped > 0) found.push({ fault: 'missing', seq: place + 1, count: skipped })
      // What stood before a gap is not known, so what follows it cannot be recomputed.
      if (skipped < 0 || (skipped === 0 && last && linkAfter(last, row).hash !== row.hash)) {
        found.push({ fault: 'edited', seq: row.seq, id: row.id, count: 1 })
      }
      place = Math.max(place, row.seq)
      last = { seq: row.seq, hash: row.hash }
      return found
    },
    /** When all rows were seen: what the head says about the end. */
    end(head: Link | undefined): Finding[] {
      const { seq, hash } = head ?? BEGINNING
      if (seq > place) return [{ fault: 'missing', seq: place + 1, count: seq - place }]
      if (seq < place || hash !== (last ?? BEGINNING).hash) return [{ fault: 'cut off', seq, count: 1 }]
      return []
    },
  }
}
