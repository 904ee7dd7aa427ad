import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { after, type Db } from '#platform/bot.ts'
import { RETAKE_BAN } from '../leases.ts'
import { GIVEN_BACK } from './assignments.ts'
import { type NewTask, type Tables, type Task, type TaskStatus, tables } from './tables.ts'

export interface Search {
  readonly words: string
  readonly leastCents: number
}

export const add = (db: Db, task: NewTask): Promise<Task> =>
  tables(db).insertInto('tasks').values(task).returningAll().executeTakeFirstOrThrow()

export const find = (db: Db, id: number): Promise<Task | undefined> =>
  tables(db).selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()

/** The task, held until the transaction ends. */
export const lock = (db: Db, id: number): Promise<Task | undefined> =>
  tables(db).selectFrom('tasks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Open tasks with a free slot, oldest first. */
export const free = (db: Db, { words, leastCents }: Search, limit: number, offset = 0): Promise<Task[]> =>
  tables(db)
    .selectFrom('tasks')
    .selectAll()
    .where(isFree)
    .where('reward_cents', '>=', leastCents)
    .where((eb) => eb.and(words.split(' ').filter(Boolean).map(contains)))
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()

/** Free tasks that this person has never taken or has dropped, and whose time they did not let run out lately; oldest first. */
export const freeFor = (db: Db, userId: number, now: Date, mostCents: number, limit: number): Promise<Task[]> =>
  tables(db)
    .selectFrom('tasks')
    .selectAll()
    .where(isFree)
    .where('reward_cents', '<=', mostCents)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assignments')
            .select('assignments.id')
            .whereRef('assignments.task_id', '=', 'tasks.id')
            .where('assignments.user_id', '=', userId)
            .where((eb) =>
              eb.or([
                eb('assignments.status', 'not in', GIVEN_BACK),
                eb.and([
                  eb('assignments.status', '=', 'expired'),
                  eb('assignments.ended_at', '>', after(now, -RETAKE_BAN)),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute()

/** Other free tasks, those of the same repository first. */
export const similar = (db: Db, task: Task, limit: number): Promise<Task[]> =>
  tables(db)
    .selectFrom('tasks')
    .selectAll()
    .where(isFree)
    .where('id', '<>', task.id)
    .orderBy((eb) => eb.case().when('repo_name', '=', task.repo_name).then(0).else(1).end())
    .orderBy('id')
    .limit(limit)
    .execute()

/** Takes one slot under the row's lock; undefined when the task is not open or its last slot is gone. */
export const takeSlot = (db: Db, id: number): Promise<Task | undefined> =>
  tables(db)
    .updateTable('tasks')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', id)
    .where(isFree)
    .returningAll()
    .executeTakeFirst()

export const freeSlot = (db: Db, id: number) =>
  tables(db)
    .updateTable('tasks')
    .set((eb) => ({ taken: eb('taken', '-', 1) }))
    .where('id', '=', id)
    .execute()

export const change = (db: Db, id: number, values: Partial<Omit<Task, 'id' | 'taken'>>) =>
  tables(db).updateTable('tasks').set(values).where('id', '=', id).execute()

/** Moves the task on if it is in one of these states; undefined when it is not. */
export const move = (db: Db, id: number, from: readonly TaskStatus[], values: { status: TaskStatus } & Partial<Task>) =>
  tables(db)
    .updateTable('tasks')
    .set(values)
    .where('id', '=', id)
    .where('status', 'in', from)
    .returningAll()
    .executeTakeFirst()

const isFree = (eb: ExpressionBuilder<Tables, 'tasks'>) =>
  eb.and([eb('status', '=', 'open'), eb('taken', '<', eb.ref('slots'))])

function contains(word: string) {
  const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<SqlBool>`search like lower(${pattern})`
}
