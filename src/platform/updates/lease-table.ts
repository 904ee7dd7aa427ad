import type { Queryable } from '../db/database.ts'

/** Who holds a lease, as people and the mirror in Redis read it. */
export interface Holder {
  bot: string
  host: string
  pid: number
  env: string
}

/** One holding of one lease: nobody else ever has the same two. */
export interface Claim {
  name: string
  owner: string
  epoch: number
}

export interface Acquired {
  epoch: number
  /** Seconds since the heartbeat of whoever held it before; undefined when there never was one. */
  heartbeatAge: number | undefined
}

/** A lease as it lies in the table; ages in seconds by the database's clock. */
export interface LeaseRow extends Claim {
  holder: Holder & { ts: string }
  /** Somebody's, or run out or given back. */
  held: boolean
  acquiredAt: Date
  expiresAt: Date
  renewedAge: number
  heartbeatAge: number | undefined
  /** Changes with every renewal and every new holder. */
  version: string
}

/** How the lease for polling is called. Telegram quarrels per token, so it has the bot's id at Telegram. */
export const pollingLease = (telegramId: number) => `polling ${telegramId}`

/** Standbys are woken on this channel when a lease is given back. */
export const LEASE_FREED = 'posthouse_lease_freed'

/**
 * Takes the lease when nobody has it, or when it is this owner's anyway (an earlier answer was lost on the way), or when it
 * lies as it was `dead` (see `standBy`). Only the database's clock says what has run out: no two machines need to agree.
 */
export async function acquire(
  target: Queryable,
  { name, owner, holder, ttlMs, dead }: AcquireOptions,
): Promise<Acquired | undefined> {
  const { rows } = await target.query<{ epoch: number; age: number | null }>(
    `insert into posthouse.leases as l (name, owner, holder, epoch, acquired_at, renewed_at, expires_at)
     select $1, $2, $3, 1, t.now, t.now, t.now + make_interval(secs => $4::float8 / 1000) from (select clock_timestamp() as now) t
     on conflict (name) do update set owner = excluded.owner, holder = excluded.holder, epoch = l.epoch + 1,
       acquired_at = excluded.acquired_at, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
     where l.expires_at <= excluded.renewed_at or l.owner = excluded.owner or l.epoch || ' ' || l.renewed_at = $5
     returning l.epoch, extract(epoch from l.acquired_at - l.heartbeat_at)::float8 as age`,
    [name, owner, JSON.stringify(holder), ttlMs, dead ?? null],
  )
  const [row] = rows
  return row && { epoch: row.epoch, heartbeatAge: row.age ?? undefined }
}

export interface AcquireOptions {
  name: string
  owner: string
  holder: Holder & { ts: string }
  ttlMs: number
  /** The version of a row whose holder has not renewed it for a whole lease. */
  dead: string | undefined
}

/** False when it is somebody else's by now. One that ran out and that nobody took is still ours. */
export async function renew(target: Queryable, { name, owner, epoch }: Claim, ttlMs: number): Promise<boolean> {
  const { count } = await target.query(
    `update posthouse.leases set renewed_at = t.now, expires_at = t.now + make_interval(secs => $4::float8 / 1000)
     from (select clock_timestamp() as now) t where name = $1 and owner = $2 and epoch = $3`,
    [name, owner, epoch, ttlMs],
  )
  return count === 1
}

/** What the lease is held for was done `age` seconds ago. False as above. */
export async function beat(target: Queryable, { name, owner, epoch }: Claim, age: number): Promise<boolean> {
  const { count } = await target.query(
    `update posthouse.leases set heartbeat_at = clock_timestamp() - make_interval(secs => $4::float8)
     where name = $1 and owner = $2 and epoch = $3`,
    [name, owner, epoch, age],
  )
  return count === 1
}

/** Gives back what is ours, and wakes who waits for it. A renewal that is still on its way finds another owner and changes nothing. */
export async function giveBack(target: Queryable, { name, owner, epoch }: Claim): Promise<void> {
  await target.query(
    `with freed as (
       update posthouse.leases set owner = 'nobody', expires_at = clock_timestamp()
       where name = $1 and owner = $2 and epoch = $3 returning name)
     select pg_notify('${LEASE_FREED}', name) from freed`,
    [name, owner, epoch],
  )
}

/** A heartbeat younger than this says that the holder lives. */
export const ALIVE_S = 60

/**
 * Takes the lease from this holder and no other. The epoch grows, so that a holder that lives is refused at its next
 * renewal. Without `force` a heartbeat that came meanwhile saves it. False when nothing was changed.
 */
export async function takeAway(target: Queryable, { name, owner, epoch }: Claim, force: boolean): Promise<boolean> {
  const { rows } = await target.query(
    `with freed as (
       update posthouse.leases set owner = 'nobody', epoch = epoch + 1, expires_at = clock_timestamp()
       where name = $1 and owner = $2 and epoch = $3
         and ($4 or heartbeat_at is null or heartbeat_at < clock_timestamp() - make_interval(secs => ${ALIVE_S})) returning name)
     select pg_notify('${LEASE_FREED}', name) from freed`,
    [name, owner, epoch, force],
  )
  return rows.length === 1
}

/** All leases for polling, or the one of the name. */
export async function look(target: Queryable, name?: string): Promise<LeaseRow[]> {
  const { rows } = await target.query<Omit<LeaseRow, 'holder'> & { holder: string }>(
    `select name, owner, holder, epoch, acquired_at as "acquiredAt", expires_at as "expiresAt", epoch || ' ' || renewed_at as version,
       expires_at > t.now as held, extract(epoch from t.now - renewed_at)::float8 as "renewedAge",
       extract(epoch from t.now - heartbeat_at)::float8 as "heartbeatAge"
     from posthouse.leases, (select clock_timestamp() as now) t
     where name = coalesce($1, name) and name like 'polling %' order by name`,
    [name ?? null],
  )
  return rows.map((row) => ({ ...row, heartbeatAge: row.heartbeatAge ?? undefined, holder: JSON.parse(row.holder) }))
}

/** Before a single process starts, whoever held a lease is gone: it need not be waited for. */
export const freeAllLeases = (target: Queryable) =>
  target.query('update posthouse.leases set expires_at = clock_timestamp() where expires_at > clock_timestamp()')
