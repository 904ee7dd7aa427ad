import { setTimeout as delay } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import type { Place } from './database/place.ts'

/** What a house holds when it is at rest, by place. */
export interface Resources {
  descriptors: number
  timers: number
  connections: number
}

export async function measure(crew: Crew, place: Place): Promise<Resources> {
  const counts = crew.now().map((life) => life.descriptors() ?? 0)
  const timers = await Promise.all(crew.now().map((life) => life.ask({ say: 'resources' }).catch(() => [])))
  return {
    descriptors: Math.max(0, ...counts),
    timers: Math.max(0, ...timers.map(([one]) => (one as { timers: number } | undefined)?.timers ?? 0)),
    connections: await connections(place),
  }
}

/** Connections of one house's pool to PostgreSQL. */
export const POOL_SIZE = 6

/** What stays in pools: connections to Telegram (16 for each of two bots), to a door (40, twice when it is the only one), to the database. PGlite keeps its files open. */
const ROOM = { descriptors: 125, files: 160, timers: 60 }
/** A house's pool (`poolSize`), the line of the short way and the one that listens. */
const CONNECTIONS = POOL_SIZE + 2
const PATIENCE_MS = 8_000

/** I15: after the storm nobody holds much more than before it. */
export async function leaked(crew: Crew, place: Place, before: Resources): Promise<string[]> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const wrong = await look()
    if (wrong.length === 0 || performance.now() > end) return wrong
    await delay(500)
  }

  async function look() {
    const now = await measure(crew, place)
    const most = crew.now().length * CONNECTIONS
    const descriptors = before.descriptors + ROOM.descriptors + (place.cluster ? 0 : ROOM.files)
    const idle = place.cluster ? await place.rows<{ pid: number }>(HANGING) : []
    return [
      ...(now.descriptors > descriptors
        ? [`I15 a process holds ${now.descriptors} descriptors, ${before.descriptors} before the storm`]
        : []),
      ...(now.timers > before.timers + ROOM.timers
        ? [`I15 a process holds ${now.timers} timers, ${before.timers} before the storm`]
        : []),
      ...(now.connections > most
        ? [`I15 ${now.connections} connections to PostgreSQL; ${most} are wanted at most`]
        : []),
      ...(idle.length > 0 ? [`I15 ${idle.length} transactions were left open or hold locks`] : []),
    ]
  }
}

const HANGING = `select pid from pg_stat_activity where application_name like 'posthouse%' and state like 'idle in transaction%'
    and clock_timestamp() - state_change > interval '2 s'
  union select pid from pg_locks where locktype = 'advisory' and granted
    and pid in (select pid from pg_stat_activity where application_name like 'posthouse%' and state = 'idle')`

async function connections(place: Place): Promise<number> {
  if (!place.cluster) return 0
  const [row] = await place.rows<{ count: number }>(
    `select count(*) as count from pg_stat_activity where application_name like 'posthouse%'`,
  )
  return row?.count ?? 0
}
