import { hostname } from 'node:os'
import type { Database, Queryable } from '../../db/database.ts'
import type { Holder } from '../lease-table.ts'

export interface TurnOptions {
  database: Database
  /** This start of this process; the same as of its polling leases. */
  owner: string
  environment: string
  bots: readonly string[]
}

/** A little less than a minute, as it is looked at every five seconds. */
const DUE_S = 56
/** Whoever had the last turn and does not take the next is gone. */
const GONE_S = 120

/** The monitor's lease. With the bots in it, so that houses that share a database and run different bots have one each. */
export const monitorLease = (bots: readonly string[]) => `monitor ${bots.toSorted().join(' ')}`

/**
 * Whose turn it is to look after the bots: a row of `posthouse.leases`, taken for each round. A process that does not poll
 * takes it from one that does, so that nobody looks after itself where there is somebody else. Two that look at
 * once would do no harm.
 */
export function createTurn({ database, owner, environment, bots }: TurnOptions) {
  const name = monitorLease(bots)
  return {
    /** True when a round is to be done, and by us. */
    async take(): Promise<boolean> {
      const holder: Holder = { bot: 'monitor', host: hostname(), pid: process.pid, env: environment }
      const { count } = await database.query(
        `insert into posthouse.leases as l (name, owner, holder, epoch, acquired_at, renewed_at, expires_at)
         select $1, $2, $3, 1, t.now, t.now, t.now + make_interval(secs => ${GONE_S}) from (select clock_timestamp() as now) t
         on conflict (name) do update set owner = excluded.owner, holder = excluded.holder,
           epoch = l.epoch + (l.owner <> excluded.owner)::int,
           acquired_at = case when l.owner = excluded.owner then l.acquired_at else excluded.acquired_at end,
           renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
         where (l.renewed_at <= excluded.renewed_at - make_interval(secs => ${DUE_S})
             and (l.owner = excluded.owner or l.expires_at <= excluded.renewed_at))
           or (${polls('l.owner')} and not ${polls('excluded.owner')})
         returning 1`,
        [name, owner, JSON.stringify(holder)],
      )
      return count === 1
    },
    /** The round is done; what the dead-man switch looks at. */
    done: () =>
      database.query('update posthouse.leases set heartbeat_at = clock_timestamp() where name = $1 and owner = $2', [
        name,
        owner,
      ]),
    /** Another process need not wait for us. */
    giveBack: () =>
      database.query('update posthouse.leases set expires_at = clock_timestamp() where name = $1 and owner = $2', [
        name,
        owner,
      ]),
  }
}

const polls = (owner: string) =>
  `exists (select from posthouse.leases p where p.owner = ${owner} and p.name like 'polling %' and p.expires_at > clock_timestamp())`

/** When the last round was done. */
export async function lastRound(target: Queryable, bots: readonly string[]): Promise<Date | undefined> {
  const { rows } = await target.query<{ at: Date | null }>(
    'select heartbeat_at as at from posthouse.leases where name = $1',
    [monitorLease(bots)],
  )
  return rows[0]?.at ?? undefined
}
