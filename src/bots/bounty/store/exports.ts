import { sql } from 'kysely'
import type { Db } from '#platform/bot.ts'
import type { Cell } from '../csv.ts'
import type { Period } from '../period.ts'
import { assignmentRef, paymentRef, taskRef } from '../refs.ts'
import { tables } from './tables.ts'

export type Table = readonly (readonly Cell[])[]

/** Digits with a point: what every spreadsheet reads as a number. */
const amount = (cents: number | null) => (cents === null ? null : (cents / 100).toFixed(2))

/** What was paid in the period, and what was made in it and is not paid. The first row are the names of the columns. */
export async function payments(db: Db, limit: number, period?: Period): Promise<Table> {
  const rows = await tables(db)
    .selectFrom('payments')
    .innerJoin('assignments', 'assignments.id', 'payments.assignment_id')
    .leftJoin('github_accounts', 'github_accounts.person_id', 'payments.user_id')
    .selectAll('payments')
    .select(['assignments.task_id', 'github_accounts.login', 'github_accounts.github_id'])
    .$if(period !== undefined, (query) =>
      query
        .where(({ fn }) => fn.coalesce('payments.paid_at', 'payments.created_at'), '>=', period!.from)
        .where(({ fn }) => fn.coalesce('payments.paid_at', 'payments.created_at'), '<', period!.to),
    )
    .orderBy('payments.id')
    .limit(limit)
    .execute()
  return [
    'payment,assignment,task,person,github_login,github_id,amount,currency,status,payout_id,idempotency_key,attempts,note,created_at,due_at,first_sent_at,paid_at'.split(
      ',',
    ),
    ...rows.map((row) => [
      paymentRef(row.id),
      assignmentRef(row.assignment_id),
      taskRef(row.task_id),
      row.user_id,
      row.login,
      row.github_id,
      amount(row.amount_cents),
      row.currency,
      row.status,
      row.payout_id,
      row.idempotency_key,
      row.attempts,
      row.reason,
      row.created_at,
      row.due_at,
      row.first_sent_at,
      row.paid_at,
    ]),
  ]
}

/** One row for each payee and currency: what was paid to them in the period, and what came back in it. */
export async function people(db: Db, limit: number, period?: Period): Promise<Table> {
  const from = period?.from ?? new Date(0)
  const to = period?.to ?? new Date('9999-01-01')
  const paid = sql<boolean>`coalesce(payments.paid_at, payments.created_at) >= ${from} and coalesce(payments.paid_at, payments.created_at) < ${to}`
  const back = sql<boolean>`transfers.at >= ${from} and transfers.at < ${to}`
  const rows = await tables(db)
    .selectFrom('payments')
    .innerJoin(
      sql<{ id: number; display_name: string }>`(select id, display_name from posthouse.people)`.as('people'),
      (join) => join.onRef('people.id', '=', 'payments.user_id'),
    )
    .leftJoin('github_accounts', 'github_accounts.person_id', 'payments.user_id')
    .leftJoin('payees', 'payees.person_id', 'payments.user_id')
    .leftJoin('transfers', (join) =>
      join.on('transfers.kind', '=', 'reverse').on('transfers.subject', '=', sql<string>`'P' || payments.id`),
    )
    .select(['payments.user_id', 'people.display_name', 'github_accounts.login', 'payees.country', 'payments.currency'])
    .select([
      sql<boolean>`coalesce(payees.form_on_file, false)`.as('form_on_file'),
      sql<number>`count(*) filter (where ${paid})`.as('payments'),
      sql<number>`coalesce(sum(payments.amount_cents) filter (where ${paid}), 0)::bigint`.as('cents'),
      sql<number>`coalesce(sum(payments.amount_cents) filter (where ${back}), 0)::bigint`.as('reversed'),
    ])
    .where('payments.status', 'in', ['paid', 'reversed'])
    .where((eb) => eb.or([paid, back]))
    .groupBy([
      'payments.user_id',
      'people.display_name',
      'github_accounts.login',
      'payees.country',
      'payees.form_on_file',
      'payments.currency',
    ])
    .orderBy('payments.user_id')
    .orderBy('payments.currency')
    .limit(limit)
    .execute()
  return [
    'person,name,github_login,country,form_on_file,payments,amount,reversed,currency'.split(','),
    ...rows.map((row) => [
      row.user_id,
      row.display_name,
      row.login,
      row.country,
      row.form_on_file,
      row.payments,
      amount(row.cents),
      amount(row.reversed),
      row.currency,
    ]),
  ]
}

/** What was taken in the period. */
export async function takes(db: Db, limit: number, period?: Period): Promise<Table> {
  const rows = await tables(db)
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .leftJoin('github_accounts', 'github_accounts.person_id', 'assignments.user_id')
    .selectAll('assignments')
    .select(['tasks.reward_cents', 'tasks.currency', 'tasks.title', 'github_accounts.login'])
    .$if(period !== undefined, (query) =>
      query.where('assignments.taken_at', '>=', period!.from).where('assignments.taken_at', '<', period!.to),
    )
    .orderBy('assignments.id')
    .limit(limit)
    .execute()
  return [
    'assignment,task,title,person,github_login,status,reward,share_of,currency,pull_request,approved_by,note,taken_at,due_at,submitted_at,approved_at,ended_at'.split(
      ',',
    ),
    ...rows.map((row) => [
      assignmentRef(row.id),
      taskRef(row.task_id),
      row.title,
      row.user_id,
      row.login,
      row.status,
      amount(row.share_cents ?? row.reward_cents),
      row.share_of === null ? null : assignmentRef(row.share_of),
      row.currency,
      row.pr_name === null ? null : `${row.pr_name}#${row.pr_number}`,
      row.verified_by,
      row.reason,
      row.taken_at,
      row.due_at,
      row.submitted_at,
      row.verified_at,
      row.ended_at,
    ]),
  ]
}

/** What was created in the period. */
export async function tasks(db: Db, limit: number, period?: Period): Promise<Table> {
  const rows = await tables(db)
    .selectFrom('tasks')
    .selectAll()
    .$if(period !== undefined, (query) =>
      query.where('created_at', '>=', period!.from).where('created_at', '<', period!.to),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return [
    'task,title,status,reward,currency,slots,taken,repository,branches,issue,created_by,created_at,published_at,closed_at'.split(
      ',',
    ),
    ...rows.map((row) => [
      taskRef(row.id),
      row.title,
      row.status,
      amount(row.reward_cents),
      row.currency,
      row.slots,
      row.taken,
      row.repo_name,
      row.branches,
      row.issue_number,
      row.created_by,
      row.created_at,
      row.published_at,
      row.closed_at,
    ]),
  ]
}
