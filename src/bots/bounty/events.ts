import type { Db, JobContext, Metrics } from '#platform/bot.ts'
import { measureMoney } from './measure-money.ts'
import { outsideOf } from './outside.ts'
import { assignmentRef, taskRef } from './refs.ts'
import { declare } from './series.ts'
import * as assignments from './store/assignments.ts'
import type { Account, Assignment, FalseClaim, Payment, Task } from './store/tables.ts'

export function measure(metrics: Metrics, db: Db) {
  declare(metrics)
  const active = metrics.gauge('active_assignments', 'Assignments that are not yet approved, paid or given back')
  measureMoney(metrics, db)
  metrics.beforeScrape(async () => active.set(await assignments.count(db, assignments.HELD)))
}

// One helper per thing that happens: its log line, its metric and its row in the audit log cannot drift apart.

export function taskTaken(ctx: JobContext, task: Task, assignment: Assignment) {
  record(ctx, 'assignment_taken', assignment, { task_id: task.id })
}

export function assignmentDropped(ctx: JobContext, assignment: Assignment) {
  record(ctx, 'assignment_dropped', assignment, { task_id: assignment.task_id })
}

export function assignmentExpired(ctx: JobContext, assignment: Assignment) {
  record(ctx, 'assignment_expired', assignment, { task_id: assignment.task_id })
}

export function assignmentCancelled(ctx: JobContext, assignment: Assignment, why: string) {
  record(ctx, 'assignment_cancelled', assignment, { task_id: assignment.task_id, why })
}

export function disputeOpened(ctx: JobContext, assignment: Assignment, was: string, words: string) {
  ctx.committed(() =>
    ctx.log.info('dispute_opened', { user_id: assignment.user_id, assignment_id: assignment.id, was }),
  )
  ctx.audit('dispute_opened', assignmentRef(assignment.id), { was, words })
}

export function disputeSettled(ctx: JobContext, assignment: Assignment, outcome: string) {
  record(ctx, 'dispute_settled', assignment, { outcome })
}

export function assignmentSubmitted(ctx: JobContext, assignment: Assignment, url: string) {
  ctx.committed(() => outsideOf(ctx).series.submitted.add(1))
  record(ctx, 'assignment_submitted', assignment, { submission: assignment.submission + 1, url })
}

export function firstAnswer(ctx: JobContext, assignment: Assignment) {
  const since = assignment.submitted_at ?? ctx.now
  ctx.committed(() => outsideOf(ctx).series.verification.observe((ctx.now.getTime() - since.getTime()) / 1000))
}

export function submissionJudged(ctx: JobContext, assignment: Assignment, decision: string, reason: string) {
  record(ctx, 'submission_judged', assignment, { decision, reason, submission: assignment.submission })
}

export function assignmentApproved(ctx: JobContext, assignment: Assignment, by: string, cents: number) {
  ctx.committed(() => outsideOf(ctx).series.approved.add(1))
  record(ctx, 'assignment_approved', assignment, { by, amount_cents: cents, head_sha: assignment.head_sha })
}

export function assignmentPaid(ctx: JobContext, assignment: Assignment, payment: Payment) {
  record(ctx, 'assignment_paid', assignment, { payment_id: payment.id, amount_cents: payment.amount_cents })
}

export function assignmentHeld(ctx: JobContext, assignment: Assignment, reason: string, detail: object = {}) {
  record(ctx, 'assignment_held', assignment, { reason, ...detail })
}

export function rewardDivided(ctx: JobContext, assignment: Assignment, shares: readonly object[]) {
  record(ctx, 'reward_divided', assignment, { shares })
}

export function landedClaimed(ctx: JobContext, assignment: Assignment) {
  record(ctx, 'landed_claimed', assignment, { submission: assignment.submission })
}

export function paymentMoved(ctx: JobContext, payment: Payment, status: string, detail: object = {}) {
  const fields = {
    payment_id: payment.id,
    assignment_id: payment.assignment_id,
    amount_cents: payment.amount_cents,
    ...detail,
  }
  ctx.committed(() => outsideOf(ctx).series.payments.add(1, { state: status }))
  ctx.committed(() => ctx.log.info(`payment_${status}`, { user_id: payment.user_id, ...fields }))
  ctx.audit(`payment_${status}`, `P${payment.id}`, fields)
}

export function taskMoved(ctx: JobContext, task: Task, action: string, detail: object = {}) {
  ctx.committed(() => ctx.log.info(action, { task_id: task.id, ...detail }))
  ctx.audit(action, taskRef(task.id), detail)
}

export function accountLinked(ctx: JobContext, personId: number, githubId: number, login: string, proof: string) {
  ctx.committed(() => ctx.log.info('github_linked', { user_id: personId, github_id: githubId, proof }))
  ctx.audit('github_linked', `person ${personId}`, { github_id: githubId, login, proof })
}

export function accountUnlinked(ctx: JobContext, { person_id, github_id, login }: Account) {
  ctx.committed(() => ctx.log.info('github_unlinked', { user_id: person_id, github_id }))
  ctx.audit('github_unlinked', `person ${person_id}`, { github_id, login })
}

export function takesWereBlocked(ctx: JobContext, personId: number, claims: readonly FalseClaim[], until: Date) {
  const assignments = claims.map(({ assignment_id }) => assignmentRef(assignment_id))
  ctx.committed(() => ctx.log.warn('takes_blocked', { user_id: personId, until: until.toISOString() }))
  ctx.audit('takes_blocked', `person ${personId}`, { until: until.toISOString(), assignments })
}

function record(ctx: JobContext, event: string, assignment: Assignment, detail: object) {
  ctx.committed(() => ctx.log.info(event, { user_id: assignment.user_id, assignment_id: assignment.id, ...detail }))
  ctx.audit(event, assignmentRef(assignment.id), detail)
}
