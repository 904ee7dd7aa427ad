import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const ru: Catalogue = {
  sure: {
    over: 'Этот вопрос уже неактуален. Пришлите команду ещё раз.',
    void: (ref, own, amount, person) =>
      fmt`Отменить ${bold(ref)} (${own}, ${bold(amount)} для id ${person})? Человек узнает, деньги вернутся, и отменить это уже нельзя.`,
    reverse: (ref, amount, payout, reason) =>
      fmt`Записать, что ${bold(ref)} (${bold(amount)}, ${payout}) вернулась: ${reason}
Соглашайтесь, только если деньги действительно есть; отменить это нельзя.`,
    verdict: {
      paid: (ref, own, amount, payout) =>
        fmt`Вы второй, кто это говорит: записать ${bold(ref)} (${own}, ${bold(amount)}) как выплаченную под номером ${payout}? Отменить это нельзя.`,
      failed: (ref, own, amount) =>
        fmt`Вы второй, кто это говорит: записать, что ${bold(ref)} (${own}, ${bold(amount)}) не дошла? Тогда её можно будет выплатить снова; отменить это нельзя.`,
    },
  },
  button: {
    voidSure: 'Да, отменить',
    reverseSure: 'Да, вернулась',
    enter: 'Да, записать',
  },
}
