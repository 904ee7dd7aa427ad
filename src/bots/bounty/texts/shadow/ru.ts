import { bold, fmt, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const ru: SameKeys<typeof en> = {
  payee: (own, amount) =>
    fmt`Сейчас было бы выплачено ${bold(amount)} за ${bold(own)}. Выплаты здесь только испытывают, поэтому ничего ещё не отправлено; когда испытание кончится, решит администратор.`,
  admin: (ref, own, amount) =>
    fmt`Сейчас была бы отправлена выплата ${bold(ref)} (${own}, ${amount}). Выплаты работают в тени: ничего не отправляется.`,
  state: 'было бы выплачено; выплата из теневого режима, уйдёт только когда её отпустит администратор',
  payouts: (unsent, inFlight) =>
    fmt`${bold('Выплаты работают в тени')} (PAYOUT_MODE): ничего не отправляется. Ещё не отправлено: ${unsent}. Отправлено раньше и не выяснено: ${inFlight}.`,
  waiting: (count, amount) => fmt`Из теневого режима, не отправлено: ${count}, вместе ${bold(amount)}.`,
  ended: (count, amount) =>
    fmt`${bold('Выплаты настоящие.')} Из теневого режима ждёт: ${count}, вместе ${bold(amount)}. Ни одна не уйдёт, пока её не отпустит администратор.`,
  sure: (count, amount) =>
    fmt`Отпустить то, что ждёт из теневого режима: ${count}, вместе ${bold(amount)}? Тогда каждая будет действительно выплачена по обычным правилам. Того, что причитается вам, среди них нет.`,
  released: (count, amount) => fmt`Отпущено: ${count}, вместе ${bold(amount)}.`,
  none: 'Из теневого режима ничто не ждёт вашего решения.',
  notYet: 'Выплаты ещё работают в тени. Сначала задайте PAYOUT_MODE=live и перезапустите.',
  over: (own, amount) => fmt`Испытание кончилось: выплата ${amount} за ${bold(own)} идёт дальше.`,
  button: { release: 'Отпустить', sure: 'Да, выплатить' },
}
