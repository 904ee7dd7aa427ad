import { button, type Context, lines, type Person, Refusal, singleUse } from '#platform/bot.ts'
import { cleanLine, endWithStop } from '../clean.ts'
import { banPerson } from '../moves/ban-person.ts'
import { namedPerson } from '../moves/named-person.ts'
import { refsOf } from '../moves/own.ts'
import { wakePayee } from '../moves/wake-payee.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as bans from '../store/bans.ts'
import * as questions from '../store/questions.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 300

type Asked = { person: number; reason: string }

/** `/ban @ann reason`, `/ban 12 reason`, `/ban A42 reason`: asks once, and says what it would end. */
export async function ban(ctx: Context) {
  const [, who = '', text = ''] = /^(\S+)\s+([\s\S]+)$/.exec(ctx.args) ?? []
  const reason = cleanLine(text)
  if (reason === '') throw new Refusal(say.manage.ban.usage)
  if (reason.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  const person = await bannable(ctx, await namedPerson(ctx, who))
  const held = await assignments.heldBy(ctx.db, person.id)
  const owed = (await assignments.liveOf(ctx.db, person.id)).filter(({ status }) => assignments.OWED.includes(status))
  const login = (await accounts.of(ctx.db, person.id))?.login ?? '—'
  const asked: Asked = { person: person.id, reason: endWithStop(reason) }
  const question = await questions.ask(ctx.db, ctx.person.id, 'ban', asked, ctx.now)
  const sure = lines(
    say.manage.ban.sure(person.name, person.id, login, asked.reason),
    held.length > 0 && say.manage.ban.ends(refsOf(held)),
    owed.length > 0 && say.manage.ban.owed(refsOf(owed)),
  )
  ctx.reply(sure, {
    buttons: [[singleUse(say.manage.button.banSure, 'banSure', question), button(say.pay.button.leave, 'leave')]],
  })
}

export async function banSure(ctx: Context, question: number) {
  const asked = await questions.take<Asked>(ctx.db, question, ctx.person.id, 'ban', ctx.now)
  if (!asked) throw new Refusal(say.manage.sure.over)
  const person = await bannable(ctx, await ctx.someone(asked.person))
  if (!(await banPerson(ctx, person, asked.reason))) throw new Refusal(say.manage.ban.already(person.id))
  ctx.show(say.manage.ban.done(person.name, person.id))
}

/** `/unban 12`: the person may take tasks again, and what waited for it goes on. */
export async function unban(ctx: Context) {
  if (ctx.args === '' || /\s/.test(ctx.args)) throw new Refusal(say.manage.ban.unbanUsage)
  const person = await judged(ctx, await namedPerson(ctx, ctx.args))
  const before = await bans.remove(ctx.db, person.id)
  if (!before) throw new Refusal(say.manage.ban.notBanned(person.id))
  ctx.audit('person_unbanned', `person ${person.id}`, { reason: before.reason })
  await wakePayee(ctx, person.id)
  ctx.send(person.telegramId, say.manage.ban.over)
  ctx.reply(say.manage.ban.undone(person.name, person.id))
}

async function bannable(ctx: Context, found: Person | undefined): Promise<Person> {
  const person = await judged(ctx, found)
  if (await bans.of(ctx.db, person.id)) throw new Refusal(say.manage.ban.already(person.id))
  return person
}

/** Nobody judges themselves, nobody a superadmin, and only superadmins judge an admin. */
async function judged(ctx: Context, person: Person | undefined): Promise<Person> {
  if (!person) throw new Refusal(say.manage.ban.nobody)
  if (person.id === ctx.person.id) throw new Refusal(say.manage.ban.self)
  const isEqual = person.is('superadmin') || (person.is('admin') && !ctx.person.is('superadmin'))
  if (isEqual) throw new Refusal(say.manage.ban.equal)
  return person
}
