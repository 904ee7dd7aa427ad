import type { Rows } from '#platform/db/database.ts'
import type { Agenda } from './agenda.ts'
import type { Store, Tabled } from './store.ts'

/** Answers that need no database. */
export interface IdleAnswers {
  /** Nothing, where nothing can be found; undefined when the database has to be asked. */
  answer<Row>(text: string, values: readonly unknown[]): Promise<Rows<Row> | undefined>
  /** What was found when the database was asked, nothing being written in the same transaction before. */
  learn(text: string, values: readonly unknown[], found: Rows<unknown>): Promise<void>
  /** A statement whose effect is committed, or was taken back. */
  written(text: string, found: Rows<unknown>): void
}

/**
 * Idle loops look for work several times a second, and nearly always there is none: nine of ten statements of a world.
 * What found nothing finds nothing again until its tables were written to or one of the times in them has come; and in
 * an empty table nobody finds anything. Then the database need not be asked.
 */
export function idleAnswers(store: Store, agenda: Agenda): IdleAnswers {
  const found = new Map<string, { from: number; until: number; tables: readonly string[] }>()
  const canBeEmpty = new Set<string>()
  const states = new Map<string, Tabled>()

  return {
    async answer(text, values) {
      const moment = momentOf(values)
      if (moment === undefined || !canBeEmpty.has(text)) return undefined
      const [driving] = tablesIn(text)
      if (driving !== undefined && (await stateOf(driving))?.rows === 0) return nothing()
      const known = found.get(keyOf(text, values))
      return known && moment >= known.from && moment < known.until ? nothing() : undefined
    },
    async learn(text, values, { count }) {
      const moment = momentOf(values)
      const tables = tablesIn(text)
      if (count > 0 || moment === undefined || !LOOKS.test(text) || HIDDEN.test(text)) return
      const states = await Promise.all(tables.map(stateOf))
      const times = states.flatMap((state) => state?.times.filter((at) => at >= moment) ?? [])
      canBeEmpty.add(text)
      found.set(keyOf(text, values), { from: moment, until: Math.min(...times, Number.POSITIVE_INFINITY), tables })
    },
    written(text, { count }) {
      if ((count === 0 && !HIDDEN.test(text)) || /^\s*select\b/i.test(text)) return
      const tables = new Set(tablesIn(text))
      for (const table of tables) states.delete(table)
      for (const [key, known] of found) if (known.tables.some((table) => tables.has(table))) found.delete(key)
    },
  }

  async function stateOf(table: string): Promise<Tabled | undefined> {
    const known = states.get(table)
    if (known) return known
    const state = await agenda.during(store.lookAt(table))
    if (state) states.set(table, state)
    return state
  }
}

const LOOKS = /^\s*(with|select|update|delete)\b/i

/** Writes within a statement that may say that it found nothing. */
const HIDDEN = /^\s*with\b[\s\S]*\b(insert into|delete from|(?<!for )update \w+\.)/i

const nothing = () => ({ rows: [], count: 0 })

const tablesIn = (text: string) => [...text.matchAll(/\bposthouse\.(\w+)/g)].map(([, table]) => table!)

const keyOf = (text: string, values: readonly unknown[]) =>
  JSON.stringify([text, values.filter((value) => !(value instanceof Date))])

/** The earliest time among the values is what the process takes for now. */
function momentOf(values: readonly unknown[]): number | undefined {
  const moments = values.flatMap((value) => (value instanceof Date ? [value.getTime()] : []))
  return moments.length > 0 ? Math.min(...moments) : undefined
}
