import type { Queryable } from '../db/database.ts'
import { audit } from '../people/audit.ts'
import type { Deed } from '../people/desk.ts'
import { ALIVE_S, type LeaseRow, look, takeAway } from '../updates/lease-table.ts'

/** `alive`: Telegram answered the holder less than a minute ago, and nobody insisted. `changed`: it is not as it was shown. */
export type Release = 'released' | 'alive' | 'changed'

/** Who polls for which bot; other leases of the house are not among them. */
export const locksOf = async (target: Queryable): Promise<LeaseRow[]> =>
  (await look(target)).filter(({ name }) => name.startsWith('polling '))

export const isAlive = ({ heartbeatAge }: LeaseRow) => heartbeatAge !== undefined && heartbeatAge < ALIVE_S

/** Takes the lease from exactly the holder that was shown; one that lives is refused at its next renewal. Audited. */
export async function releaseLock(
  transaction: Queryable,
  row: LeaseRow,
  { now, by, actor, reason, force = false }: Deed,
): Promise<Release> {
  if (!force && isAlive(row)) return 'alive'
  if (!(await takeAway(transaction, row, force))) return 'changed'
  await audit(transaction, now, {
    bot: row.holder.bot,
    actor,
    action: 'lock_release',
    subject: row.name,
    detail: { holder: row.holder, epoch: row.epoch, force, reason, by },
  })
  return 'released'
}
