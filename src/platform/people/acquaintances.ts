import type { Queryable } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import { load, type Row } from './rows.ts'

/** People as they were read, for as long as nobody has changed: with many updates a second reading them again is a tenth of the database's work. */
export interface Acquaintances {
  /** Rows by Telegram id, of those who are known. */
  read(target: Queryable, bot: string, ids: readonly number[]): Promise<Map<number, Row>>
  /** Someone who is remembered, as of `version`. */
  recall(bot: string, id: number): Row | undefined
  version(): number
  /** To be called when a transaction that has read here is not kept. */
  forget(): void
}

const MOST = 20_000

export function createAcquaintances(): Acquaintances {
  const rows = new Map<string, Row>()
  let version = 0
  return {
    async read(target, bot, ids) {
      const strangers = ids.filter((id) => !rows.has(keyOf(bot, id)))
      // The version is read before the rows, so that these are at least as new as it says.
      const [now, met] = await Promise.all([
        versionOf(target),
        strangers.length > 0 ? load(target, bot, strangers) : new Map<number, Row>(),
      ])
      if (now !== version || rows.size > MOST) {
        rows.clear()
        version = now
        if (strangers.length < ids.length) return remember(await load(target, bot, ids))
      }
      remember(met)
      return new Map(ids.flatMap((id) => (rows.has(keyOf(bot, id)) ? [[id, rows.get(keyOf(bot, id))!]] : [])))

      function remember(found: Map<number, Row>) {
        for (const [id, row] of found) rows.set(keyOf(bot, id), row)
        return found
      }
    },
    recall: (bot, id) => rows.get(keyOf(bot, id)),
    version: () => version,
    forget() {
      rows.clear()
      version = 0
    },
  }
}

/** A person is known by the number of their private chat. */
const keyOf = (bot: string, id: number) => keyOfChat({ bot, chat: id })

async function versionOf(target: Queryable): Promise<number> {
  const { rows } = await target.query<{ n: number }>('select n from posthouse.people_version')
  return rows[0]?.n ?? 0
}
