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
  payee: {
    notLinked: 'GitHub не під’єднано',
    unproven: 'акаунт GitHub не підтверджено',
    banned: 'людину заблоковано',
  },
  split: {
    usage:
      'Формат: /split A42 60 40 @octocat — частки у відсотках або в USD (не більше 5), потім для кожної, крім першої, логін GitHub або завдання, як-от A43',
    count: (shares, people) => `Часток ${shares}, тож потрібно ще імен: ${people}. Перша частка лишається виконавцеві.`,
    sum: (said, reward) => `Разом ці частки дають ${said}. Має бути 100 відсотків або ${reward}.`,
    nothing: 'Одна з часток була б меншою за цент.',
    nobody: (who) => fmt`Акаунта GitHub «${who}» тут ніхто не під’єднав.`,
    twice: (who) => fmt`«${who}» уже має частку.`,
    cannotBePaid: (who, why) => fmt`«${who}» не можна заплатити: ${why}.`,
    hasOwn: (who, own, state) =>
      fmt`«${who}» має ${own} за те саме завдання (${state}); одне завдання оплачується людині раз.`,
    notNow: (own, state) => fmt`Винагороду за ${own} зараз не поділити: ${state}.`,
    already: (own) => `${own} — уже частка, вдруге її не ділять.`,
    sure: (own, task, reward) => fmt`Поділити винагороду за ${bold(own)} (${task}, ${reward})?`,
    share: (amount, person, login) => fmt`${bold(amount)} — id ${person} (GitHub ${login})`,
    means:
      'Кожна частка — окрема виплата і потребує схвалень, як ціла. Якщо хтось із них узяв це завдання, його взяття завершиться. Скасувати це не можна.',
    done: (own) => fmt`Винагороду за ${bold(own)} поділено:`,
    made: (own, ref, amount, state) => fmt`${own} ${bold(amount)} — ${ref}, ${state}`,
    keeps: (own, task, amount) => fmt`Винагороду за ${task} поділено. Ваша частка за ${bold(own)}: ${bold(amount)}.`,
    gets: (own, task, amount, root) =>
      fmt`Ви маєте частку за ${task}, за роботу ${root}: ${bold(amount)}. Це ваше ${bold(own)}: /my`,
  },
  button: {
    splitSure: 'Так, поділити',
    voidSure: 'Так, скасувати',
    reverseSure: 'Так, повернулася',
    enter: 'Так, записати',
  },
}
