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
  payee: {
    notLinked: 'GitHub не привязан',
    unproven: 'аккаунт GitHub не подтверждён',
    banned: 'человек заблокирован',
  },
  split: {
    usage:
      'Формат: /split A42 60 40 @octocat — доли в процентах или в USD (не больше 5), затем для каждой, кроме первой, логин GitHub или задание, например A43',
    count: (shares, people) => `Долей ${shares}, значит, нужно ещё имён: ${people}. Первая доля остаётся исполнителю.`,
    sum: (said, reward) => `Вместе эти доли дают ${said}. Должно быть 100 процентов или ${reward}.`,
    nothing: 'Одна из долей была бы меньше цента.',
    nobody: (who) => fmt`Аккаунт GitHub «${who}» здесь никто не привязал.`,
    twice: (who) => fmt`У «${who}» уже есть доля.`,
    cannotBePaid: (who, why) => fmt`«${who}» нельзя заплатить: ${why}.`,
    hasOwn: (who, own, state) =>
      fmt`У «${who}» есть ${own} за то же задание (${state}); одно задание оплачивается человеку один раз.`,
    notNow: (own, state) => fmt`Вознаграждение за ${own} сейчас не разделить: ${state}.`,
    already: (own) => `${own} — уже доля, второй раз её не делят.`,
    sure: (own, task, reward) => fmt`Разделить вознаграждение за ${bold(own)} (${task}, ${reward})?`,
    share: (amount, person, login) => fmt`${bold(amount)} — id ${person} (GitHub ${login})`,
    means:
      'Каждая доля — отдельная выплата и требует одобрений, как целая. Если кто-то из них взял это задание, его взятие закончится. Отменить это нельзя.',
    done: (own) => fmt`Вознаграждение за ${bold(own)} разделено:`,
    made: (own, ref, amount, state) => fmt`${own} ${bold(amount)} — ${ref}, ${state}`,
    keeps: (own, task, amount) => fmt`Вознаграждение за ${task} разделено. Ваша доля за ${bold(own)}: ${bold(amount)}.`,
    gets: (own, task, amount, root) =>
      fmt`У вас доля за ${task}, за работу ${root}: ${bold(amount)}. Это ваше ${bold(own)}: /my`,
  },
  button: {
    splitSure: 'Да, разделить',
    voidSure: 'Да, отменить',
    reverseSure: 'Да, вернулась',
    enter: 'Да, записать',
  },
}
