import { texts } from '#platform/bot.ts'
import { en } from './en.ts'
import * as payEn from './pay/en.ts'
import * as payRu from './pay/ru.ts'
import * as payUk from './pay/uk.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

/** The catalogues with what each area adds to them. */
export const catalogues = {
  en: { ...en, pay: { ...en.pay, ...payEn.pay }, payment: { ...en.payment, ...payEn.payment } },
  uk: { ...uk, pay: { ...uk.pay, ...payUk.pay }, payment: { ...uk.payment, ...payUk.payment } },
  ru: { ...ru, pay: { ...ru.pay, ...payRu.pay }, payment: { ...ru.payment, ...payRu.payment } },
}

export const say = texts(catalogues)
