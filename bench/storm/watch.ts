import { setTimeout as delay } from 'node:timers/promises'
import type { Outcome } from './check/outcome.ts'
import type { Place } from './database/place.ts'
import type { Ledger } from './telegram/ledger.ts'

export interface Watch {
  /** What was seen to be wrong while the storm blew. */
  readonly wrong: string[]
  readonly samples: number
  end(): Promise<void>
}

const EVERY_MS = 1_000
/** Twice the longest thing that a live owner may be busy with: a call that hangs 4 s and its lease. */
const STUCK_MS = 12_000

/** Looks in while the storm blows: what is confirmed is there, nothing is there twice, nothing is held without end. */
export function watch(place: Place, ledger: Ledger, isWell: () => boolean, seen: () => void): Watch {
  const wrong = new Set<string>()
  const heads = new Map<string, { what: string; since: number }>()
  const over = new AbortController()
  let samples = 0
  const looking = look()
  return {
    get wrong() {
      return [...wrong]
    },
    get samples() {
      return samples
    },
    async end() {
      over.abort()
      await looking
    },
  }

  async function look() {
    while (!over.signal.aborted) {
      await delay(EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined)
      await sample().then(
        () => {
          samples += 1
          if (wrong.size > 0) seen()
        },
        () => undefined,
      )
    }
  }

  async function sample() {
    const taken = ledger.written.filter(({ takenAt }) => takenAt !== undefined).length
    const [stored] = await place.rows<{ count: number }>(
      `select count(*) as count from posthouse.inbox where kind = 'update'`,
    )
    if ((stored?.count ?? 0) < taken)
      wrong.add(`I1 seen at once: ${taken} updates were confirmed and ${stored?.count} are in the inbox`)
    const twice = await place.rows<Outcome['applied'][number]>(
      'select bot, chat, mark, kind from storm.applied group by 1, 2, 3, 4 having count(*) > 1 limit 5',
    )
    for (const { bot, chat, mark, kind } of twice) wrong.add(`I2 ${bot} ${chat}: ${kind} ${mark} was applied twice`)
    if (!place.cluster) return
    const held = await place.rows<{ key: string; what: string }>(
      `select 'lane ' || l.bot || ' ' || l.chat as key, l.owner || ' ' || (select min(id) from posthouse.outbox o
         where o.bot = l.bot and o.chat = l.chat and o.state < 2) as what from posthouse.lanes l where l.owner is not null
       union all select 'job ' || id, owner || ' ' || attempts from posthouse.jobs where state = 1`,
    )
    stuck(held.filter(({ what }) => what !== null))
  }

  /** Only while somebody is there who could go on with it. */
  function stuck(held: readonly { key: string; what: string }[]) {
    if (!isWell()) heads.clear()
    const now = performance.now()
    for (const key of heads.keys()) if (!held.some((one) => one.key === key)) heads.delete(key)
    for (const { key, what } of held) {
      const known = heads.get(key)
      if (known?.what !== what) heads.set(key, { what, since: now })
      else if (now - known.since > STUCK_MS)
        wrong.add(`I9 ${key} is held by ${what.split(' ')[0]} and nothing has happened for ${STUCK_MS / 1000} s`)
    }
  }
}
