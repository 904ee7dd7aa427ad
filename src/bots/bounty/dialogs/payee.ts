import { button, type Context, dialog, join, Refusal, reader } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { countriesLike, countryName, parseCountry } from '../countries.ts'
import { savePayee } from '../moves/save-payee.ts'
import { outsideOf } from '../outside.ts'
import { say } from '../texts/index.ts'

const MOST_LIKE = 6
/** So many countries are still read in a question. */
const MOST_NAMED = 12

export const country = reader(({ text }) => {
  const code = parseCountry(text)
  if (code !== undefined) return code
  const like = countriesLike(text, MOST_LIKE)
  throw new Refusal(like.length > 0 ? say.people.payee.whichCountry : say.people.payee.badCountry(quoted(text)), {
    buttons: like.map((one) => button(countryName(one), 'payeeCountry', one)),
  })
})

export const readAccount = (text: string): string | undefined => /^acct_[A-Za-z0-9]{8,64}$/.exec(text)?.[0]

const account = reader(({ text }) => {
  const read = readAccount(text)
  if (read === undefined) throw new Refusal(say.people.payee.badAccount)
  return read
})

function askCountry(ctx: Context) {
  const open = outsideOf(ctx).payeeRules?.countries ?? []
  if (open.length === 0 || open.length > MOST_NAMED) return say.people.payee.askCountry
  return say.people.payee.askCountryOf(join(open.map(countryName), ', '))
}

/** Who the payee is, before the first take. The account is asked for where the receiver wants one: otherwise it is known to be ''. */
export const payee = dialog('payee')
  .ask('country', askCountry, country)
  .ask('account', say.people.payee.askAccount, account)
  .finish((ctx, answers) => savePayee(ctx, answers))
