import { type Context, type Person, Refusal } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { parseLogin } from '../github/login.ts'
import { assignmentRef, parseAssignmentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

/** Whom an admin means: by our number, by an assignment they have, by Telegram username or by linked GitHub login. */
export async function namedPerson(ctx: Context, who: string): Promise<Person> {
  const person = await find(ctx, who)
  if (!person) throw new Refusal(say.manage.ban.nobody)
  return person
}

async function find(ctx: Context, who: string): Promise<Person | undefined> {
  if (/^[0-9]{1,9}$/.test(who)) return ctx.someone(Number(who))
  const id = parseAssignmentRef(who)
  if (id !== undefined) {
    const named = await assignments.find(ctx.db, id)
    if (!named) throw new Refusal(say.pay.hold.none(assignmentRef(id)))
    return ctx.someone(named.user_id)
  }
  const name = parseLogin(who)
  if (name === undefined) return undefined
  const account = await accounts.withLogin(ctx.db, name)
  const [here, there] = [await ctx.someone(name), account && (await ctx.someone(account.person_id))]
  if (here && there && here.id !== there.id) throw new Refusal(say.manage.ban.two(quoted(who), here.id, there.id))
  return here ?? there
}
