import type { Db } from '#platform/bot.ts'
import { GIVEN_BACK } from './assignments.ts'
import { tables } from './tables.ts'

/** False when this person waits already. */
export async function add(db: Db, personId: number, chat: number, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(db)
    .insertInto('waiters')
    .values({ person_id: personId, chat, asked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const remove = (db: Db, personId: number) =>
  tables(db).deleteFrom('waiters').where('person_id', '=', personId).execute()

/** Takes the first few off the list, in the order of asking; those who have or had this task keep their place. */
export async function takeFirst(db: Db, taskId: number, limit: number): Promise<{ id: number; telegramId: number }[]> {
  return tables(db)
    .deleteFrom('waiters')
    .where('person_id', 'in', (eb) =>
      eb
        .selectFrom('waiters as first')
        .select('first.person_id')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('assignments')
                .select('assignments.id')
                .whereRef('assignments.user_id', '=', 'first.person_id')
                .where('assignments.task_id', '=', taskId)
                .where((one) =>
                  one.or([one('assignments.status', 'not in', GIVEN_BACK), one('assignments.status', '=', 'expired')]),
                ),
            ),
          ),
        )
        .orderBy('first.asked_at')
        .orderBy('first.person_id')
        .limit(limit),
    )
    .returning(['person_id as id', 'chat as telegramId'])
    .execute()
}
