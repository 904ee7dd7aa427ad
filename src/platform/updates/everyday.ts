import { isLanguage, LANGUAGES } from '../people/language.ts'
import { button } from '../telegram/buttons.ts'
import { say } from '../texts.ts'
import { type Handler, type Press, press } from './bot.ts'
import { text } from './reader.ts'

/** `/lang`: list it as `commands: { lang: chooseLanguage }` beside `buttons: { language }`. */
export const chooseLanguage: Handler = (ctx) =>
  ctx.reply(say.language, {
    buttons: LANGUAGES.map((language) => button(say.languageName.in(language), 'language', language)),
  })

/** The press that belongs to `chooseLanguage`. */
export const language: Press = press(async (ctx, chosen) => {
  if (!isLanguage(chosen)) return
  await ctx.speak(chosen)
  ctx.show(say.languageIs)
}, text)

/** `/cancel`: the router has left the dialog already when there was one. */
export const cancel: Handler = (ctx) => ctx.reply(say.nothingToCancel)
