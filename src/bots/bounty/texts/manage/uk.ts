import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const uk: Catalogue = {
  sure: {
    over: 'Це запитання вже неактуальне. Надішліть команду ще раз.',
    void: (ref, own, amount, person) =>
      fmt`Скасувати ${bold(ref)} (${own}, ${bold(amount)} для id ${person})? Людина дізнається, гроші повернуться, і скасувати це вже не можна.`,
    reverse: (ref, amount, payout, reason) =>
      fmt`Записати, що ${bold(ref)} (${bold(amount)}, ${payout}) повернулася: ${reason}
Погоджуйтеся, лише якщо гроші справді є; скасувати це не можна.`,
    verdict: {
      paid: (ref, own, amount, payout) =>
        fmt`Ви другий, хто це каже: записати ${bold(ref)} (${own}, ${bold(amount)}) як виплачену під номером ${payout}? Скасувати це не можна.`,
      failed: (ref, own, amount) =>
        fmt`Ви другий, хто це каже: записати, що ${bold(ref)} (${own}, ${bold(amount)}) не надійшла? Тоді її можна буде виплатити знову; скасувати це не можна.`,
    },
  },
  button: {
    voidSure: 'Так, скасувати',
    reverseSure: 'Так, повернулася',
    enter: 'Так, записати',
  },
}
