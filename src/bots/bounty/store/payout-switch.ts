import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

/** On until somebody turns it off. */
export const read = async (db: Db) =>
  (await tables(db).selectFrom('payout_switch').selectAll().executeTakeFirst()) ?? ON

/** The same, held until the transaction ends: whoever lets a payment leave holds it, so that "off" means off and limits are exact. */
export async function lock(db: Db, now: Date) {
  await tables(db)
    .insertInto('payout_switch')
    .values({ is_on: true, reason: '', changed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tables(db).selectFrom('payout_switch').selectAll().forUpdate().executeTakeFirstOrThrow()
}

/** False when it stood there already. */
export async function turn(db: Db, isOn: boolean, reason: string, now: Date): Promise<boolean> {
  const { is_on } = await lock(db, now)
  if (is_on === isOn) return false
  await tables(db).updateTable('payout_switch').set({ is_on: isOn, reason, changed_at: now }).execute()
  return true
}

/** Whether the admins were told that payments from shadow wait for them; whoever calls has locked it. */
export const tellShadow = (db: Db, isTold: boolean) =>
  tables(db).updateTable('payout_switch').set({ shadow_told: isTold }).execute()

const ON = { is_on: true, reason: '' }
