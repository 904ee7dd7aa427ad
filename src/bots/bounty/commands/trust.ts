import { type Context, type Person, type Phrase, Refusal } from '#platform/bot.ts'
import { namedPerson } from '../moves/named-person.ts'
import * as trusted from '../store/trusted.ts'
import { say } from '../texts/index.ts'

/** `/trust @ann`: a rule by age and by what was paid is wrong about somebody; this lets one person pass. */
export async function trust(ctx: Context) {
  const { id, name, telegramId } = await other(ctx, say.people.trust.usage)
  if (!(await trusted.add(ctx.db, id, ctx.person.id, ctx.now))) throw new Refusal(say.people.trust.already(id))
  ctx.audit('person_trusted', `person ${id}`)
  ctx.send(telegramId, say.people.trust.told)
  ctx.reply(say.people.trust.done(name, id))
}

/** `/untrust @ann`: the rules hold for them again; what they have taken stays theirs. */
export async function untrust(ctx: Context) {
  const { id, name } = await other(ctx, say.people.trust.untrustUsage)
  if (!(await trusted.remove(ctx.db, id))) throw new Refusal(say.people.trust.not(id))
  ctx.audit('person_untrusted', `person ${id}`)
  ctx.reply(say.people.trust.undone(name, id))
}

/** Nobody vouches for themselves. */
async function other(ctx: Context, usage: Phrase): Promise<Person> {
  if (ctx.args === '' || /\s/.test(ctx.args)) throw new Refusal(usage)
  const person = await namedPerson(ctx, ctx.args)
  if (person.id === ctx.person.id) throw new Refusal(say.manage.ban.self)
  return person
}
