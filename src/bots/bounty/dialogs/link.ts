import { dialog, Refusal, reader } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { parseLogin } from '../github/login.ts'
import { lookUpLogin } from '../moves/look-up-login.ts'
import { say } from '../texts/index.ts'

const login = reader(({ text }) => {
  const read = parseLogin(text)
  if (read === undefined) throw new Refusal(say.link.badLogin(quoted(text)))
  return read
})

export const link = dialog('link')
  .ask('login', say.link.ask, login)
  .finish((ctx, answers) => lookUpLogin(ctx, answers.login))
