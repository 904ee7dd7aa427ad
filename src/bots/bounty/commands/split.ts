import { button, type Context, join, Refusal, singleUse } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { parseLogin } from '../github/login.ts'
import { money } from '../money.ts'
import { type PayeeFault, payeeFault } from '../moves/payee-gate.ts'
import { amountOf } from '../moves/settle.ts'
import { type Share, splitReward, splittable } from '../moves/split-reward.ts'
import { assignmentRef, parseAssignmentRef, paymentRef, taskRef } from '../refs.ts'
import { readShares, type ShareFault } from '../shares.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as questions from '../store/questions.ts'
import type { Assignment, Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'

type Asked = { assignment: number; shares: Share[] }

/** `/split A42 60 40 @octocat`: the reward of A42 is divided between its claimant and others. Asks once. */
export async function split(ctx: Context) {
  const [ref = '', ...words] = ctx.args.split(/\s+/)
  const id = parseAssignmentRef(ref)
  if (id === undefined || words.length === 0) throw new Refusal(say.manage.split.usage)
  const { assignment, task } = await splittable(ctx, id)
  const shares = await readPeople(ctx, assignment, task, words)
  const asked: Asked = { assignment: id, shares }
  const question = await questions.ask(ctx.db, ctx.person.id, 'split', asked, ctx.now)
  const rows = []
  for (const { person, cents } of shares) {
    const { login } = (await accounts.of(ctx.db, person)) ?? { login: '—' }
    rows.push(say.manage.split.share(money(cents, task.currency), person, login))
  }
  const head = say.manage.split.sure(assignmentRef(id), taskRef(task.id), money(task.reward_cents, task.currency))
  ctx.reply(join([head, ...rows, say.manage.split.means], '\n'), {
    buttons: [[singleUse(say.manage.button.splitSure, 'splitSure', question), button(say.pay.button.leave, 'leave')]],
  })
}

export async function splitSure(ctx: Context, question: number) {
  const asked = await questions.take<Asked>(ctx.db, question, ctx.person.id, 'split', ctx.now)
  if (!asked) throw new Refusal(say.manage.sure.over)
  const { assignment, task } = await splittable(ctx, asked.assignment)
  for (const { person } of asked.shares) await mayShare(ctx, assignment, person, `id ${person}`)
  const made = await splitReward(ctx, assignment, task, asked.shares)
  const rows = made.map(({ own, payment }) =>
    say.manage.split.made(
      assignmentRef(own.id),
      paymentRef(payment.id),
      amountOf(payment),
      say.payment[payment.status],
    ),
  )
  ctx.show(join([say.manage.split.done(assignmentRef(assignment.id)), ...rows], '\n'), {
    buttons: made.map(({ payment }) => button(say.pay.button.look(paymentRef(payment.id)), 'pay', payment.id)),
  })
}

async function readPeople(ctx: Context, assignment: Assignment, task: Task, words: string[]): Promise<Share[]> {
  const read = readShares(words, task.reward_cents)
  if ('kind' in read) throw new Refusal(faultOf(read, task))
  const people = [assignment.user_id]
  for (const word of read.people) {
    const person = await personIn(ctx, word)
    if (people.includes(person)) throw new Refusal(say.manage.split.twice(quoted(word)))
    people.push(person)
  }
  for (const [index, person] of people.entries()) {
    await mayShare(
      ctx,
      assignment,
      person,
      index === 0 ? assignmentRef(assignment.id) : quoted(read.people[index - 1]!),
    )
  }
  return people.map((person, index) => ({ person, cents: read.cents[index]! }))
}

function faultOf(fault: ShareFault, { reward_cents, currency }: Task) {
  switch (fault.kind) {
    case 'unread':
      return say.manage.split.usage
    case 'nothing':
      return say.manage.split.nothing
    case 'count':
      return say.manage.split.count(fault.shares, fault.shares - 1)
    case 'sum':
      return say.manage.split.sum(money(fault.said, '').trim(), money(reward_cents, currency))
  }
}

/** `A43` is whoever has that assignment, anything else the login of a GitHub account that is linked here. */
async function personIn(ctx: Context, word: string): Promise<number> {
  const id = parseAssignmentRef(word)
  if (id !== undefined && !word.startsWith('@')) {
    const named = await assignments.find(ctx.db, id)
    if (!named) throw new Refusal(say.pay.hold.none(assignmentRef(id)))
    return named.user_id
  }
  const login = parseLogin(word)
  const account = login === undefined ? undefined : await accounts.withLogin(ctx.db, login)
  if (!account) throw new Refusal(say.manage.split.nobody(quoted(word)))
  return account.person_id
}

/** A refusal unless this person can be given a share by this admin. */
async function mayShare(ctx: Context, root: Assignment, person: number, as: string) {
  if (person === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  await accounts.lock(ctx.db, person)
  const fault: PayeeFault | undefined = await payeeFault(ctx, person)
  if (fault) throw new Refusal(say.manage.split.cannotBePaid(as, say.manage.payee[fault]))
  if (person === root.user_id) return
  const found = await assignments.ofTask(ctx.db, person, root.task_id)
  const taken = found && (await assignments.lock(ctx.db, found.id))
  if (taken && taken.status !== 'active') {
    throw new Refusal(say.manage.split.hasOwn(as, assignmentRef(taken.id), say.state[taken.status]))
  }
}
