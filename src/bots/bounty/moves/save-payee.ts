import { after, button, type Context, lines } from '#platform/bot.ts'
import { countryName } from '../countries.ts'
import { outsideOf } from '../outside.ts'
import { countryFault } from '../payee-rules.ts'
import * as payees from '../store/payees.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { NEW_PAYEE_PAUSE } from './payee-account.ts'
import { wakePayee } from './wake-payee.ts'

interface Said {
  /** '' when nothing is said about it. */
  readonly country: string
  readonly account: string
}

/** Writes down what the person says of themselves as a payee. What is on its way already is not turned round. */
export async function savePayee(ctx: Context, { country, account }: Said) {
  const before = await payees.of(ctx.db, ctx.person.id)
  const isNewCountry = country !== '' && country !== before?.country
  const isNewAccount = account !== '' && account !== before?.account
  if (isNewCountry) {
    await payees.put(ctx.db, ctx.person.id, { country })
    ctx.audit('payee_country', `person ${ctx.person.id}`, { from: before?.country ?? undefined, to: country })
  }
  if (isNewAccount) {
    await payees.put(ctx.db, ctx.person.id, { account, set_at: ctx.now })
    ctx.audit('payee_named', `person ${ctx.person.id}`, { from: before?.account ?? undefined, to: account })
  }
  const from = moment(after(ctx.now, NEW_PAYEE_PAUSE), ctx.now)
  ctx.reply(
    lines(
      country !== '' && aboutCountry(ctx, country),
      account !== '' && (isNewAccount ? say.office.payee.named(account, from) : say.office.payee.current(account)),
    ),
    { buttons: country === '' ? [] : [button(say.button.tasks, 'tasks', 0, 0)] },
  )
  if (isNewCountry || isNewAccount) await wakePayee(ctx, ctx.person.id)
}

/** Whoever lives where nobody can be paid hears it now, not when the work is done. */
function aboutCountry(ctx: Context, country: string) {
  const { payeeRules } = outsideOf(ctx)
  const isClosed = payeeRules !== undefined && countryFault(country, payeeRules) !== undefined
  return (isClosed ? say.people.payee.notThere : say.people.payee.noted)(countryName(country))
}
