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
    noAccount: 'не вказано рахунок Stripe',
    noCountry: 'країна невідома',
    country: 'у цю країну платити не можна',
    noForm: 'немає податкової форми, а сума за рік її потребує',
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
  export: {
    usage:
      'Формат: /export csv, /export csv 2026-11, /export csv takes 2026, /export csv people 2026, /export csv tasks',
    kind: { payments: 'Виплати', takes: 'Узяті завдання', tasks: 'Завдання', people: 'Отримувачі' },
    always: 'усі',
    empty: (kind, when) => fmt`${kind}, ${when}: немає жодного рядка, тож і файла немає.`,
    tooLong: (most) => `Це понад ${most} рядків. Назвіть місяць: /export csv 2026-11`,
    here: (kind, when, rows) => fmt`${kind}, ${when}. Рядків: ${rows}. Це особисті дані: бережіть їх.`,
  },
  blocked: {
    notLinked: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але ваш GitHub більше не під’єднано. Під’єднайте його — і вони підуть: /link`,
    unproven: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але ваш акаунт GitHub не підтверджено. Підтвердьте його — і вони підуть: /link`,
    banned: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але поки вас заблоковано, виплат немає.`,
    noAccount: (own: string, amount: string) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але я не знаю, куди їх надіслати. Вкажіть свій рахунок Stripe, і вони підуть: /payee acct_…`,
    noCountry: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але я не знаю, у якій країні ви живете. Вкажіть, і вони підуть: /payee`,
    country: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але тим, хто живе у вашій країні, звідси не заплатити. Переїхали? /payee. Якщо ні, напишіть тим, хто веде ці завдання.`,
    noForm: (own, amount) =>
      fmt`Ваші ${bold(amount)} за ${bold(own)} схвалено, і вони лишаються вашими, але сума за рік потребує податкової форми. Передайте її тим, хто веде ці завдання, і вони підуть.`,
    forAdmins: (ref, own, amount, why) =>
      fmt`Виплата ${bold(ref)} (${own}, ${amount}) чекає на отримувача: ${why}. Піде сама, щойно це виправлять.`,
    over: (own, amount) => fmt`Ваші ${bold(amount)} за ${bold(own)} більше нічого не тримає.`,
  },
  ban: {
    usage: 'Формат: /ban @ann причина, /ban 12 причина, /ban A42 причина',
    unbanUsage: 'Формат: /unban @ann, /unban 12, /unban A42',
    nobody: 'Нікого з таким іменем чи номером не знаю.',
    two: (who, one, other) => fmt`«${who}» — це id ${one} (Telegram) або id ${other} (GitHub). Вкажіть номер.`,
    self: 'Не себе; це має вирішити хтось інший.',
    equal: 'Це адміністратор: таке може лише суперадміністратор, а суперадміністратора — ніхто.',
    already: (id) => `Людину ${id} вже заблоковано. /unban ${id}`,
    notBanned: (id) => `Людину ${id} не заблоковано.`,
    sure: (name, id, login, reason) =>
      fmt`Заблокувати ${bold(name)} (id ${id}, GitHub ${login})? Людина прочитає причину: ${reason}`,
    ends: (own) => fmt`У роботі, одразу дістанеться іншим: ${bold(own)}.`,
    owed: (own) => fmt`Схвалено, лишається боргом і чекає до розблокування: ${bold(own)}.`,
    done: (name, id) => fmt`${bold(name)} заблоковано. Скасувати: /unban ${id}`,
    undone: (name, id) => fmt`${bold(name)} (id ${id}) розблоковано.`,
    told: (reason) =>
      fmt`Ви більше не можете тут брати, здавати й оскаржувати завдання. Причина: ${reason}
Те, що було в роботі, повернулося іншим. Схвалене лишається вашим і чекає. Вважаєте, що це помилка? Напишіть тим, хто веде ці завдання.`,
    refused: (reason) =>
      fmt`Це неможливо: вас тут заблоковано. Причина: ${reason} Якщо це помилка, напишіть тим, хто веде ці завдання.`,
    over: 'Вас розблоковано: можна знову брати завдання. /tasks',
  },
  stats: {
    title: bold('Як справи'),
    tasks: (open, paused, drafts, closed) =>
      `Завдання: відкритих ${open}, призупинених або на закритті ${paused}, чернеток ${drafts}, закритих ${closed}.`,
    takes: (held, owed, paid, back) =>
      `Узято: у роботі ${held}, схвалено, але не виплачено ${owed}, виплачено ${paid}, повернуто ${back}.`,
    paid: bold('Виплачено за місяцями'),
    nothing: 'Ще нічого не виплачено.',
    median: (time) => fmt`Від схвалення до грошей, медіана: ${time}.`,
    noMedian: 'Від схвалення до грошей: ще невідомо.',
    unknown: (n) => `Під сумнівом: ${n}. /payouts unknown`,
    oldest: (ref, age) => fmt`Найдавніша виплата, що чекає: ${ref}, ${age}.`,
    noOldest: 'Жодна виплата не чекає.',
    drift: (accounts) => `Книга не сходиться: ${accounts}. /reconcile`,
    noDrift: 'Книга сходиться до цента.',
  },
  help: `/split A42 60 40 @octocat — поділити винагороду
/export csv 2026-11 — виплати, узяте, завдання, отримувачі файлом
/ban 12 причина, /unban 12 — кому не можна брати завдання
/stats — як справи`,
  button: {
    banSure: 'Так, заблокувати',
    splitSure: 'Так, поділити',
    voidSure: 'Так, скасувати',
    reverseSure: 'Так, повернулася',
    enter: 'Так, записати',
  },
}
