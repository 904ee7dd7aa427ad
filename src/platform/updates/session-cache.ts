import type { Queryable } from '../db/database.ts'
import { loadSessions, type Place, type SessionChange, saveSessions } from './sessions.ts'

/**
 * Sessions as this process has last read or written them. What is kept here is true in a transaction that holds the lock of the
 * session's chat and has found the process in the same era as before: in it nobody else has written sessions (`standingOf`).
 */
export interface SessionCache {
  /** Asks for those that are not kept; to be issued behind the statement that locks the chats. */
  read(transaction: Queryable, places: readonly Place[]): Reading
  /** The era in which what is kept here was read. */
  era(): number | undefined
  /** What is stored at a place: `null` nothing, `undefined` when that is not known here. */
  recall(place: Place): string | null | undefined
  /** From now on only the database knows what is stored there. To be called before it is written; what is returned, after the commit. */
  change(changes: readonly SessionChange[]): () => void
  /** Writes what has changed in locked chats. Resolves to what is to be called after the commit. */
  write(
    transaction: Queryable,
    changes: readonly SessionChange[],
    era: number | undefined,
    now: Date,
  ): Promise<() => void>
}

export interface Reading {
  /** Resolves when what was asked for has come. */
  asked: Promise<unknown>
  /** What is stored at these places, whose chats are locked, by their keys. */
  settle(places: readonly Place[], era: number | undefined): Promise<Map<string, string>>
}

/** Nothing is stored there. */
const NOTHING = null
/** Between a write and its commit, and after a write that was not committed, only the database knows. */
type Unsettled = symbol

const MOST = 50_000

export function createSessionCache(): SessionCache {
  const kept = new Map<string, string | typeof NOTHING | Unsettled>()
  let keptIn: number | undefined

  const isKept = ({ key }: Place) => {
    const value = kept.get(key)
    return value !== undefined && typeof value !== 'symbol'
  }

  function change(changes: readonly SessionChange[]) {
    const mine = Symbol()
    for (const { place } of changes) kept.set(place.key, mine)
    return () => {
      for (const { place, data } of changes) if (kept.get(place.key) === mine) kept.set(place.key, data ?? NOTHING)
    }
  }

  return {
    read(transaction, places) {
      const unknown = new Map(places.filter((place) => !isKept(place)).map((place) => [place.key, place]))
      const asked = loadSessions(transaction, [...unknown.values()])
      return {
        asked,
        async settle(locked, era) {
          if (era !== keptIn || kept.size > MOST) {
            kept.clear()
            keptIn = era
          }
          const found = await asked
          const late = locked.filter((place) => !unknown.has(place.key) && !isKept(place))
          const foundLate = await loadSessions(transaction, late)
          const sessions = new Map<string, string>()
          for (const place of locked) {
            const { key } = place
            const isRead = unknown.has(key) || !isKept(place)
            const data = isRead ? (found.get(key) ?? foundLate.get(key)) : (kept.get(key) as string | typeof NOTHING)
            if (isRead && era !== undefined) kept.set(key, data ?? NOTHING)
            if (data != null) sessions.set(key, data)
          }
          return sessions
        },
      }
    },
    era: () => keptIn,
    recall({ key }) {
      const value = kept.get(key)
      return typeof value === 'symbol' ? undefined : value
    },
    change,
    async write(transaction, changes, era, now) {
      const keep = era !== undefined && era === keptIn ? change(changes) : () => undefined
      await saveSessions(transaction, changes, now)
      return keep
    },
  }
}
