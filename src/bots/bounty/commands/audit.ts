import { button, type Context, join, Refusal } from '#platform/bot.ts'
import { auditLine, type Readership } from '../audit-line.ts'
import { verifyAudit } from '../jobs/verify-audit.ts'
import { assignmentRef, parseAssignmentRef, parsePaymentRef, parseTaskRef, paymentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

const PER_PAGE = 10
const KINDS = ['assignment', 'payment', 'task'] as const
type Kind = (typeof KINDS)[number]

/** `/audit A42` for one's own; for admins also anybody's, payments, tasks, and `/audit verify`. */
export async function audit(ctx: Context) {
  const isAdmin = ctx.person.is('admin')
  if (isAdmin && /^verify$/i.test(ctx.args)) return verify(ctx)
  const [kind, id] = subjectIn(ctx.args)
  if (id === undefined) throw new Refusal(isAdmin ? say.audit.usageForAdmins : say.audit.usage)
  await showPage(ctx, kind, id, 0)
}

export async function auditPage(ctx: Context, kind: number, id: number, page: number) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  await showPage(ctx, KINDS[kind]!, id, page)
}

function verify(ctx: Context) {
  ctx.reply(say.audit.verify.working, { as: 'audit-verify' })
  ctx.enqueue(verifyAudit, { chat: ctx.chat }, { key: `chat ${ctx.chat}` })
}

function subjectIn(text: string): [Kind, number | undefined] {
  if (/^\s*[#№]/.test(text)) return ['task', parseTaskRef(text)]
  return /^\s*[PpРр]/.test(text) ? ['payment', parsePaymentRef(text)] : ['assignment', parseAssignmentRef(text)]
}

async function showPage(ctx: Context, kind: Kind, id: number, page: number) {
  const found = await FIND[kind](ctx, id)
  const isAdmin = ctx.person.is('admin')
  // Whether it is somebody else's or nobody's is not told.
  if (!found || !(isAdmin || found.owner === ctx.person.id)) throw new Refusal(say.audit.none(refOf[kind](id)))
  const events = await ctx.history(found.subjects, { most: PER_PAGE + 1, from: page * PER_PAGE })
  if (events.length === 0) return ctx.show(page > 0 ? say.audit.noMore : say.audit.none(refOf[kind](id)))
  const { owner, currency } = found
  const readership: Readership = { reader: ctx.person.id, isAdmin, claimant: owner, currency }
  const rows = events.slice(0, PER_PAGE).map((event) => auditLine(event, readership))
  const at = KINDS.indexOf(kind)
  const turn = [
    ...(page > 0 ? [button('‹', 'audit', at, id, page - 1)] : []),
    ...(events.length > PER_PAGE ? [button('›', 'audit', at, id, page + 1)] : []),
  ]
  ctx.show(join([say.audit.title(refOf[kind](id)), ...rows], '\n'), { buttons: turn.length > 0 ? [turn] : [] })
}

interface Found {
  /** What the audit log calls it; an assignment is told together with its payment. */
  subjects: string[]
  owner: number | undefined
  currency: string
}

const refOf = { assignment: assignmentRef, payment: paymentRef, task: taskRef } as const

const FIND: Readonly<Record<Kind, (ctx: Context, id: number) => Promise<Found | undefined>>> = {
  async assignment(ctx, id) {
    const assignment = await assignments.find(ctx.db, id)
    const task = assignment && (await tasks.find(ctx.db, assignment.task_id))
    if (!assignment || !task) return undefined
    const payment = (await payments.ofAssignments(ctx.db, [id])).get(id)
    const subjects = [assignmentRef(id), ...(payment ? [paymentRef(payment.id)] : [])]
    return { subjects, owner: assignment.user_id, currency: task.currency }
  },
  async payment(ctx, id) {
    const payment = await payments.find(ctx.db, id)
    return payment && { subjects: [paymentRef(id)], owner: payment.user_id, currency: payment.currency }
  },
  async task(ctx, id) {
    const task = await tasks.find(ctx.db, id)
    return task && { subjects: [taskRef(id)], owner: undefined, currency: task.currency }
  },
}
