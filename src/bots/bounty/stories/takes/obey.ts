import type { Context, JobContext } from '#platform/bot.ts'
import { dress } from '#testing/dress.ts'
import { ban, banSure, unban } from '../../commands/ban.ts'
import { dropSure, dropThat } from '../../commands/drop.ts'
import { payVoid } from '../../commands/pay.ts'
import { approveReviewed } from '../../commands/review.ts'
import { submit } from '../../commands/submit.ts'
import { take, takeThat } from '../../commands/take.ts'
import { close, pause, resume } from '../../commands/task.ts'
import { unlinkSure } from '../../commands/unlink.ts'
import { uphold } from '../../commands/uphold.ts'
import { reject as rejectDialog } from '../../dialogs/reject.ts'
import { hold, release } from '../../moves/hold.ts'
import { linkAccount } from '../../moves/link-account.ts'
import { openDispute } from '../../moves/open-dispute.ts'
import { assignmentRef } from '../../refs.ts'
import * as assignments from '../../store/assignments.ts'
import * as payments from '../../store/payments.ts'
import { tables } from '../../store/tables.ts'
import type { House } from '../money/house.ts'
import type { GithubModel } from './github.ts'
import { ADMINS, type Command } from './story.ts'

/** Does what the story says next. */
export async function obey(house: House, github: GithubModel, one: Command): Promise<void> {
  switch (one.do) {
    case 'job':
      return house.runJob(one.n, one.how)
    case 'wait':
      house.clock.now = new Date(house.clock.now.getTime() + one.ms)
      return
    case 'github':
      github.states.set(one.pull, one.state)
      return
    case 'link': {
      const user = { id: 1000 + one.account, login: `login${one.account}`, type: 'User' }
      return as(house, one.who, '', (ctx) => linkAccount(ctx, one.who, user, one.proof))
    }
    case 'unlink':
      return as(house, one.who, '', unlinkSure)
    case 'take':
      return as(house, one.who, '', (ctx) => takeThat(ctx, one.task))
    case 'takeNext':
      return as(house, one.who, String(one.count), take)
    case 'pause':
      return as(house, ADMINS[1], '', (ctx) => pause(ctx, one.task))
    case 'resume':
      return as(house, ADMINS[1], '', (ctx) => resume(ctx, one.task))
    case 'close':
      return as(house, ADMINS[1], '', (ctx) => close(ctx, one.task))
    case 'ban':
      await as(house, one.admin, `${one.who} spam`, ban)
      return one.isSure ? as(house, one.admin, '', saysYes) : undefined
    case 'unban':
      return as(house, one.admin, String(one.who), unban)
    case 'yes':
      return as(house, one.admin, '', saysYes)
    default:
      return decide(house, one)
  }
}

async function decide(house: House, one: Extract<Command, { take: number }>) {
  const all = await house.desk.rows<{ id: number; user_id: number }>('select * from bounty.assignments order by id')
  const chosen = all[one.take % Math.max(all.length, 1)]
  if (!chosen) return
  const { id } = chosen
  if ('admin' in one) return judge(house, one.do, one.admin, id)
  const ref = assignmentRef(id)
  // Mostly their own, now and then somebody else's.
  const who = one.take === 7 ? one.who : chosen.user_id
  if (one.do === 'submit') {
    const pull = one.pull === 'own' ? who : one.pull
    return as(house, who, `${ref} o/r#${pull}`, submit)
  }
  if (one.do === 'dispute') return as(house, who, '', (ctx) => openDispute(ctx, id, 'it is not so'))
  return as(house, who, '', (ctx) => (one.do === 'drop' ? dropThat(ctx, id) : dropSure(ctx, id)))
}

/** To whom they wanted to ban last. */
async function saysYes(ctx: Context) {
  const asked = await tables(ctx.db)
    .selectFrom('questions')
    .select('id')
    .where('person_id', '=', ctx.person.id)
    .where('what', '=', 'ban')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (asked) await banSure(ctx, asked.id)
}

type Judgement = Extract<Command, { admin: number; take: number }>['do']

function judge(house: House, what: Judgement, admin: number, id: number) {
  return as(house, admin, '', async (ctx) => {
    if (what === 'approve') return approveReviewed(ctx, id)
    if (what === 'uphold') return uphold(ctx, id)
    if (what === 'reject') return rejectDialog.done(ctx, { assignment: id, reason: 'It is not enough' })
    if (what === 'void') {
      const payment = await payments.ofAssignment(ctx.db, id)
      return payment && payVoid(ctx, payment.id)
    }
    const assignment = await assignments.lock(ctx.db, id)
    if (assignment) await (what === 'hold' ? hold(ctx, assignment, 'a doubt') : release(ctx, assignment))
  })
}

async function as(house: House, id: number, args: string, work: (ctx: Context) => unknown): Promise<void> {
  await house.act(async (ctx) => work(contextOf(ctx, id, args)), id)
}

const contextOf = (ctx: JobContext, id: number, args: string) =>
  dress(ctx, {
    args,
    isPrivate: true,
    update: { message: {} },
    person: { id, telegramId: id, is: () => true },
    show: () => undefined,
    reply: () => undefined,
    begin: () => undefined,
  }) as unknown as Context
