import { button, type Context, code, lines, type Phrase, Refusal } from '#platform/bot.ts'
import { countryName, isCountry } from '../countries.ts'
import { country as countryReader, payee as payeeDialog, readAccount } from '../dialogs/payee.ts'
import { namedPerson } from '../moves/named-person.ts'
import { savePayee } from '../moves/save-payee.ts'
import { wakePayee } from '../moves/wake-payee.ts'
import { outsideOf } from '../outside.ts'
import * as payees from '../store/payees.ts'
import type { Payee } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** `/payee`, `/payee Ukraine`, `/payee acct_…`: who one is as a payee; for admins also `/payee @ann form on`. */
export async function payee(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  const { payouts, payeeRules } = outsideOf(ctx)
  if (!payouts.wantsAccount && !payeeRules) throw new Refusal(say.office.payee.notHere)
  if (ctx.args === '') return show(ctx)
  const [, who, word] = /^(\S+)\s+form\s+(on|off)$/i.exec(ctx.args) ?? []
  if (who && word && payeeRules && ctx.person.is('admin')) return markForm(ctx, who, word.toLowerCase() === 'on')
  const account = payouts.wantsAccount ? readAccount(ctx.args) : undefined
  if (account) return savePayee(ctx, { country: '', account })
  if (!payeeRules || /^acct_/i.test(ctx.args)) throw new Refusal(usage(ctx))
  askRest(
    ctx,
    await payees.of(ctx.db, ctx.person.id),
    countryReader.read({ text: ctx.args, message: undefined, now: ctx.now }),
  )
}

/** A country that was picked from a few. */
export async function payeeCountry(ctx: Context, picked: string) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  if (!outsideOf(ctx).payeeRules) throw new Refusal(say.office.payee.notHere)
  if (!isCountry(picked)) throw new Refusal(usage(ctx))
  askRest(ctx, await payees.of(ctx.db, ctx.person.id), picked)
}

export async function payeeAnew(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  if (!outsideOf(ctx).payeeRules) throw new Refusal(say.office.payee.notHere)
  askRest(ctx, await payees.of(ctx.db, ctx.person.id))
}

/** Asks what is not known yet; the account only where the receiver wants one. */
function askRest(ctx: Context, before: Payee | undefined, country?: string) {
  const wantsAccount = outsideOf(ctx).payouts.wantsAccount && !before?.account
  ctx.begin(payeeDialog, { ...(country ? { country } : {}), ...(wantsAccount ? {} : { account: '' }) })
}

async function show(ctx: Context) {
  const { payouts, payeeRules } = outsideOf(ctx)
  const known = await payees.of(ctx.db, ctx.person.id)
  if (!payeeRules) return ctx.reply(known?.account ? say.office.payee.current(known.account) : usage(ctx))
  if (!known?.country) return askRest(ctx, known)
  if (payouts.wantsAccount && !known.account) return askRest(ctx, known, known.country)
  const form = known.form_on_file ? say.people.payee.formThere : say.people.payee.formMissing
  const card = lines(
    say.people.payee.country(countryName(known.country)),
    known.account !== null && say.people.payee.account(code(known.account)),
    payeeRules.formAbove !== undefined && form,
  )
  ctx.reply(card, { buttons: [button(say.people.payee.button.anew, 'payeeAnew')] })
}

/** An admin has the tax form of somebody, or has it no more. Nobody says so of themselves. */
async function markForm(ctx: Context, who: string, isOn: boolean) {
  const { id, name } = await namedPerson(ctx, who)
  if (id === ctx.person.id) throw new Refusal(say.manage.ban.self)
  const before = await payees.of(ctx.db, id)
  const said = (isOn ? say.people.payee.formOn : say.people.payee.formOff)(name, id)
  if ((before?.form_on_file ?? false) === isOn) throw new Refusal(said)
  await payees.put(ctx.db, id, { form_on_file: isOn })
  ctx.audit('payee_form', `person ${id}`, { on_file: isOn })
  ctx.reply(said)
  if (isOn) await wakePayee(ctx, id)
}

function usage(ctx: Context): Phrase {
  const { payouts, payeeRules } = outsideOf(ctx)
  if (!payeeRules) return say.office.payee.usage
  return lines(say.people.payee.usage, payouts.wantsAccount && say.office.payee.usage)
}
