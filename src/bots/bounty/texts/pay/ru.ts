import { bold, code, fmt, type Part, type SameKeys } from '#platform/bot.ts'
import type * as en from './en.ts'

export const payment: SameKeys<typeof en.payment> = {
  created: 'выплата ждёт одобрения администратора',
  needs_2nd: 'выплата ждёт второго администратора',
  blocked_payee: 'выплата ждёт получателя',
  accepted: 'выплата принята, но ещё не зачислена',
  failed: 'выплата не дошла',
  voided: 'выплата отменена',
  reversed: 'выплачено, затем возвращено',
}

export const pay: SameKeys<typeof en.pay> = {
  failed: 'У сервиса выплат нет вашей выплаты: она не дошла. О новой решает администратор.',
  voided: (own: string) => fmt`Администратор отменил выплату за ${bold(own)}. Есть вопросы? Обратитесь к нему.`,
  left: 'Ничего не сделано.',
  help: fmt`${bold('Деньги')}
/pay P9 — выплата: одобрить, отменить, закрыть сомнение
/payouts — on, off, unknown: что уходит и что под сомнением
/hold A42 причина, /release A42 — придержать выплату
/reconcile — сверить книгу с выплатами
Суперадминистраторы: /fund 5000.00, /reverse P9 причина`,
  receiptHelp: '/receipt A42 — что выплачено за A42',
  button: {
    fund: 'Да, добавить',
    leave: 'Нет',
    look: (ref: string) => `Посмотреть ${ref}`,
    cancel: 'Отменить выплату',
    again: 'Выплатить снова',
    agree: (verdict: Part) => fmt`Подтверждаю: ${verdict}`,
  },
  budget: {
    usage: 'Формат: /fund 5000.00',
    available: (available: string) => fmt`В бюджете: ${bold(available)}. Пополнить: /fund 5000.00`,
    confirm: (amount: string, available: string) =>
      fmt`Добавить в бюджет ${bold(amount)}? Сейчас в нём ${available}. Соглашайтесь, только если деньги действительно есть.`,
    funded: (amount: string, available: string) => fmt`Добавлено ${bold(amount)}. В бюджете: ${bold(available)}.`,
    tooSmall: (task: string, needed: string, available: string, missing: string) =>
      fmt`Для ${bold(task)} нужно ${needed}, в бюджете ${available}: не хватает ${bold(missing)}. Суперадминистратор пополнит его через /fund.`,
  },
  card: {
    head: (ref: string, own: string, task: string, amount: string, state: Part) =>
      fmt`${bold(ref)} за ${own} (${task}): ${bold(amount)} — ${state}`,
    payee: (person: number, login: string) => fmt`Получатель: id ${person} (GitHub ${login})`,
    evidence: (pull: string, sha: string, by: string) => fmt`PR: ${pull}, ${code(sha)}; одобрено: ${by}`,
    key: (key: string) => fmt`Ключ: ${code(key)}`,
    approvals: (have: number, needed: number) => `Одобрений: ${have} из ${needed}`,
    due: (time: string) => `Не раньше ${time}`,
    attempts: (n: number, time: string) => `Отправлено: ${n}×, последний раз ${time}`,
    receipt: (id: string) => fmt`Номер: ${code(id)}`,
    reason: (reason: string) => fmt`Примечание: ${reason}`,
    verdict: (person: number, verdict: string, id: string, evidence: string) =>
      fmt`id ${person}: ${verdict} (${id}): ${evidence}`,
  },
  admin: {
    usage:
      'Формат: /pay P9, /pay P9 approve, /pay P9 void, /pay P9 again, /pay P9 paid НОМЕР доказательство, /pay P9 failed доказательство',
    noPayment: (ref: string) => `Выплаты ${ref} нет.`,
    notNow: (ref: string, state: Part) => fmt`Для ${ref} это сейчас невозможно: ${state}.`,
    evidence: 'Напишите, откуда это известно: /pay P9 paid НОМЕР доказательство или /pay P9 failed доказательство.',
    wanted: (ref: string, own: string, amount: string) =>
      fmt`Выплата ${bold(ref)} (${own}, ${amount}) ждёт вашего одобрения.`,
    failed: (ref: string, own: string, amount: string, why: string) =>
      fmt`Выплата ${bold(ref)} (${own}, ${amount}) не дошла: ${why}. Выплатить снова?`,
    paused: (why: string) => fmt`${bold('Выплаты приостановлены.')} Причина: ${why}. Когда исправите: /payouts on`,
    limit: {
      payment: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) превышает PAYOUT_MOST_PAYMENT. Ждёт, пока предел поднимут.`,
      person: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) превышает дневной предел для одного человека (PAYOUT_MOST_PERSON_DAY). Уйдёт, когда будет место.`,
      day: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) превышает общий дневной предел (PAYOUT_MOST_DAY). Уйдёт, когда будет место.`,
    },
    mayNot: {
      own: 'Это ваши деньги; решает другой администратор.',
      twice: 'Вы уже согласились; теперь очередь кого-то другого.',
      creator: 'Задание создали вы. Такую сумму должны одобрить двое других.',
      selfMerge: 'Задание, где автор может влить PR сам, создали вы: должен согласиться другой администратор.',
    },
  },
  payouts: {
    usage: 'Формат: /payouts, /payouts off, /payouts on, /payouts unknown',
    on: (unsent: number, inFlight: number) =>
      fmt`${bold('Выплаты включены.')} Ещё не отправлено: ${unsent}. Отправлено без итога: ${inFlight}.`,
    off: (why: string, unsent: number, inFlight: number) =>
      fmt`${bold('Выплаты приостановлены.')} Причина: ${why}. Ещё не отправлено: ${unsent}. Отправлено без итога: ${inFlight}. Продолжить: /payouts on`,
    inDoubt: bold('Отправлено без итога'),
    noneInDoubt: 'Ни одна выплата не под сомнением.',
  },
  hold: {
    usage: 'Формат: /hold A42 причина и /release A42',
    none: (own: string) => `${own} не существует.`,
    notNow: (own: string, state: Part) => fmt`${own} сейчас нельзя придержать: ${state}.`,
    notHeld: (own: string, state: Part) => fmt`${own} не придержано: ${state}.`,
    held: (own: string, reason: string) => fmt`${bold(own)} придержано: ${reason} Отпустить: /release ${own}`,
    told: (own: string, reason: string) => fmt`Выплата за ${bold(own)} пока придержана: ${reason}`,
    released: (own: string) => fmt`Выплата за ${bold(own)} больше не придержана.`,
  },
  reverse: {
    usage: 'Формат: /reverse P9 причина',
    done: (ref: string, amount: string) => fmt`${bold(ref)} возвращена; ${amount} снова в бюджете.`,
    told: (own: string, amount: string, reason: string) =>
      fmt`Выплата ${amount} за ${bold(own)} записана как возвращённая: ${reason}`,
  },
  reconcile: {
    fine: bold('Книга сходится до цента.'),
    wrong: bold('Книга не сходится; выплаты приостановлены.'),
    drift: (account: string, expected: string, entries: string, balance: string) =>
      fmt`${code(account)}: ожидалось ${expected}, записи ${entries}, остаток ${balance}`,
    account: {
      funded: (amount: string) => `Внесено: ${amount}`,
      'budget:available': (amount: string) => `В бюджете: ${amount}`,
      held: (amount: string) => `Отложено на задания: ${amount}`,
      payable: (amount: string) => `Должны людям: ${amount}`,
      in_flight: (amount: string) => `В пути: ${amount}`,
      paid_out: (amount: string) => `Выплачено: ${amount}`,
      reversal: (amount: string) => `Возвращено: ${amount}`,
    },
  },
  receipt: {
    usage: 'Формат: /receipt A42',
    none: (own: string) => `Вашей выплаты за ${own} нет.`,
    notPaid: (own: string, state: Part) => fmt`Квитанции за ${own} ещё нет: ${state}.`,
    card: (own: string, pull: string, amount: string, when: string, id: string) => fmt`${bold('Квитанция')}
${own} · PR ${pull}
${bold(amount)}, выплачено ${when}
Номер: ${code(id)}`,
    reversed: (card: Part) => fmt`${card}
Затем возвращено.`,
  },
}
