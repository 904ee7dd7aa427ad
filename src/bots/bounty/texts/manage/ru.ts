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
    noAccount: 'не указан счёт Stripe',
    noCountry: 'страна неизвестна',
    country: 'в эту страну платить нельзя',
    noForm: 'нет налоговой формы, а сумма за год её требует',
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
  export: {
    usage:
      'Формат: /export csv, /export csv 2026-11, /export csv takes 2026, /export csv people 2026, /export csv tasks',
    kind: { payments: 'Выплаты', takes: 'Взятые задания', tasks: 'Задания', people: 'Получатели' },
    always: 'все',
    empty: (kind, when) => fmt`${kind}, ${when}: нет ни одной строки, поэтому и файла нет.`,
    tooLong: (most) => `Это больше ${most} строк. Назовите месяц: /export csv 2026-11`,
    here: (kind, when, rows) => fmt`${kind}, ${when}. Строк: ${rows}. Это личные данные: берегите их.`,
  },
  blocked: {
    notLinked: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но ваш GitHub больше не привязан. Привяжите его — и они уйдут: /link`,
    unproven: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но ваш аккаунт GitHub не подтверждён. Подтвердите его — и они уйдут: /link`,
    banned: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но пока вы заблокированы, выплат нет.`,
    noAccount: (own: string, amount: string) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но я не знаю, куда их отправить. Укажите свой счёт Stripe, и они уйдут: /payee acct_…`,
    noCountry: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но я не знаю, в какой стране вы живёте. Укажите, и они уйдут: /payee`,
    country: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но тем, кто живёт в вашей стране, отсюда не заплатить. Переехали? /payee. Если нет, напишите тем, кто ведёт эти задания.`,
    noForm: (own, amount) =>
      fmt`Ваши ${bold(amount)} за ${bold(own)} одобрены и остаются вашими, но сумма за год требует налоговой формы. Передайте её тем, кто ведёт эти задания, и они уйдут.`,
    forAdmins: (ref, own, amount, why) =>
      fmt`Выплата ${bold(ref)} (${own}, ${amount}) ждёт получателя: ${why}. Уйдёт сама, как только это исправят.`,
    over: (own, amount) => fmt`Ваши ${bold(amount)} за ${bold(own)} больше ничто не держит.`,
  },
  ban: {
    usage: 'Формат: /ban @ann причина, /ban 12 причина, /ban A42 причина',
    unbanUsage: 'Формат: /unban @ann, /unban 12, /unban A42',
    nobody: 'Никого с таким именем или номером не знаю.',
    two: (who, one, other) => fmt`«${who}» — это id ${one} (Telegram) или id ${other} (GitHub). Укажите номер.`,
    self: 'Не себя; это должен решить кто-то другой.',
    equal: 'Это администратор: такое может только суперадминистратор, а суперадминистратора — никто.',
    already: (id) => `Человек ${id} уже заблокирован. /unban ${id}`,
    notBanned: (id) => `Человек ${id} не заблокирован.`,
    sure: (name, id, login, reason) =>
      fmt`Заблокировать ${bold(name)} (id ${id}, GitHub ${login})? Человек прочтёт причину: ${reason}`,
    ends: (own) => fmt`В работе, сразу достанется другим: ${bold(own)}.`,
    owed: (own) => fmt`Одобрено, остаётся долгом и ждёт до разблокировки: ${bold(own)}.`,
    done: (name, id) => fmt`${bold(name)} заблокирован(а). Отменить: /unban ${id}`,
    undone: (name, id) => fmt`${bold(name)} (id ${id}) разблокирован(а).`,
    told: (reason) =>
      fmt`Вы больше не можете здесь брать, сдавать и оспаривать задания. Причина: ${reason}
То, что было в работе, вернулось другим. Одобренное остаётся вашим и ждёт. Думаете, это ошибка? Напишите тем, кто ведёт эти задания.`,
    refused: (reason) =>
      fmt`Это невозможно: вы здесь заблокированы. Причина: ${reason} Если это ошибка, напишите тем, кто ведёт эти задания.`,
    over: 'Вы разблокированы: можно снова брать задания. /tasks',
  },
  stats: {
    title: bold('Как дела'),
    tasks: (open, paused, drafts, closed) =>
      `Задания: открытых ${open}, приостановленных или на закрытии ${paused}, черновиков ${drafts}, закрытых ${closed}.`,
    takes: (held, owed, paid, back) =>
      `Взято: в работе ${held}, одобрено, но не выплачено ${owed}, выплачено ${paid}, возвращено ${back}.`,
    paid: bold('Выплачено по месяцам'),
    nothing: 'Ещё ничего не выплачено.',
    median: (time) => fmt`От одобрения до денег, медиана: ${time}.`,
    noMedian: 'От одобрения до денег: пока неизвестно.',
    unknown: (n) => `Под сомнением: ${n}. /payouts unknown`,
    oldest: (ref, age) => fmt`Самая старая выплата, которая ждёт: ${ref}, ${age}.`,
    noOldest: 'Ни одна выплата не ждёт.',
    drift: (accounts) => `Книга не сходится: ${accounts}. /reconcile`,
    noDrift: 'Книга сходится до цента.',
  },
  help: `/split A42 60 40 @octocat — разделить вознаграждение
/export csv 2026-11 — выплаты, взятое, задания, получатели файлом
/ban 12 причина, /unban 12 — кому нельзя брать задания
/stats — как дела`,
  button: {
    banSure: 'Да, заблокировать',
    splitSure: 'Да, разделить',
    voidSure: 'Да, отменить',
    reverseSure: 'Да, вернулась',
    enter: 'Да, записать',
  },
}
