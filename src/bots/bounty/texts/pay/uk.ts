import { bold, code, fmt, type Part, type SameKeys } from '#platform/bot.ts'
import type * as en from './en.ts'

export const payment: SameKeys<typeof en.payment> = {
  created: 'виплата чекає на схвалення адміністратора',
  needs_2nd: 'виплата чекає на другого адміністратора',
  blocked_payee: 'виплата чекає на отримувача',
  accepted: 'виплату прийнято, але ще не зараховано',
  failed: 'виплата не надійшла',
  voided: 'виплату скасовано',
  reversed: 'виплачено, потім повернено',
}

export const pay: SameKeys<typeof en.pay> = {
  failed: 'Сервіс виплат не має вашої виплати: вона не надійшла. Про нову вирішує адміністратор.',
  voided: (own: string) => fmt`Адміністратор скасував виплату за ${bold(own)}. Є запитання? Зверніться до нього.`,
  left: 'Нічого не зроблено.',
  help: fmt`${bold('Гроші')}
/pay P9 — виплата: схвалити, скасувати, закрити сумнів
/payouts — on, off, unknown: що йде і що під сумнівом
/hold A42 причина, /release A42 — притримати виплату
/reconcile — звірити книгу з виплатами
Суперадміністратори: /fund 5000.00, /reverse P9 причина`,
  receiptHelp: '/receipt A42 — що виплачено за A42',
  button: {
    fund: 'Так, додати',
    leave: 'Ні',
    look: (ref: string) => `Переглянути ${ref}`,
    cancel: 'Скасувати виплату',
    again: 'Виплатити знову',
    agree: (verdict: Part) => fmt`Підтверджую: ${verdict}`,
  },
  budget: {
    usage: 'Формат: /fund 5000.00',
    available: (available: string) => fmt`У бюджеті: ${bold(available)}. Поповнити: /fund 5000.00`,
    confirm: (amount: string, available: string) =>
      fmt`Додати до бюджету ${bold(amount)}? Зараз у ньому ${available}. Погоджуйтеся, лише якщо гроші справді є.`,
    funded: (amount: string, available: string) => fmt`Додано ${bold(amount)}. У бюджеті: ${bold(available)}.`,
    tooSmall: (task: string, needed: string, available: string, missing: string) =>
      fmt`Для ${bold(task)} потрібно ${needed}, у бюджеті ${available}: бракує ${bold(missing)}. Суперадміністратор поповнить його через /fund.`,
  },
  card: {
    head: (ref: string, own: string, task: string, amount: string, state: Part) =>
      fmt`${bold(ref)} за ${own} (${task}): ${bold(amount)} — ${state}`,
    payee: (person: number, login: string) => fmt`Отримувач: id ${person} (GitHub ${login})`,
    evidence: (pull: string, sha: string, by: string) => fmt`PR: ${pull}, ${code(sha)}; схвалено: ${by}`,
    key: (key: string) => fmt`Ключ: ${code(key)}`,
    approvals: (have: number, needed: number) => `Схвалень: ${have} з ${needed}`,
    due: (time: string) => `Не раніше ${time}`,
    attempts: (n: number, time: string) => `Надіслано: ${n}×, востаннє ${time}`,
    receipt: (id: string) => fmt`Номер: ${code(id)}`,
    reason: (reason: string) => fmt`Примітка: ${reason}`,
    verdict: (person: number, verdict: string, id: string, evidence: string) =>
      fmt`id ${person}: ${verdict} (${id}): ${evidence}`,
  },
  admin: {
    usage:
      'Формат: /pay P9, /pay P9 approve, /pay P9 void, /pay P9 again, /pay P9 paid НОМЕР доказ, /pay P9 failed доказ',
    noPayment: (ref: string) => `Виплати ${ref} немає.`,
    notNow: (ref: string, state: Part) => fmt`Для ${ref} це зараз неможливо: ${state}.`,
    evidence: 'Напишіть, звідки це відомо: /pay P9 paid НОМЕР доказ або /pay P9 failed доказ.',
    wanted: (ref: string, own: string, amount: string) =>
      fmt`Виплата ${bold(ref)} (${own}, ${amount}) чекає на ваше схвалення.`,
    failed: (ref: string, own: string, amount: string, why: string) =>
      fmt`Виплата ${bold(ref)} (${own}, ${amount}) не надійшла: ${why}. Виплатити знову?`,
    paused: (why: string) => fmt`${bold('Виплати призупинено.')} Причина: ${why}. Коли виправите: /payouts on`,
    limit: {
      payment: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) перевищує PAYOUT_MOST_PAYMENT. Чекає, доки межу піднімуть.`,
      person: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) перевищує денну межу для однієї людини (PAYOUT_MOST_PERSON_DAY). Піде, щойно буде місце.`,
      day: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) перевищує загальну денну межу (PAYOUT_MOST_DAY). Піде, щойно буде місце.`,
    },
    mayNot: {
      own: 'Це ваші гроші; вирішує інший адміністратор.',
      twice: 'Ви вже погодилися; тепер черга когось іншого.',
      creator: 'Завдання створили ви. Таку суму мають схвалити двоє інших.',
      selfMerge: 'Завдання, де автор може злити PR сам, створили ви: має погодитися інший адміністратор.',
    },
  },
  payouts: {
    usage: 'Формат: /payouts, /payouts off, /payouts on, /payouts unknown',
    on: (unsent: number, inFlight: number) =>
      fmt`${bold('Виплати увімкнено.')} Ще не надіслано: ${unsent}. Надіслано без підсумку: ${inFlight}.`,
    off: (why: string, unsent: number, inFlight: number) =>
      fmt`${bold('Виплати призупинено.')} Причина: ${why}. Ще не надіслано: ${unsent}. Надіслано без підсумку: ${inFlight}. Продовжити: /payouts on`,
    inDoubt: bold('Надіслано без підсумку'),
    noneInDoubt: 'Жодна виплата не під сумнівом.',
  },
  hold: {
    usage: 'Формат: /hold A42 причина і /release A42',
    none: (own: string) => `${own} не існує.`,
    notNow: (own: string, state: Part) => fmt`${own} зараз не можна притримати: ${state}.`,
    notHeld: (own: string, state: Part) => fmt`${own} не притримано: ${state}.`,
    held: (own: string, reason: string) => fmt`${bold(own)} притримано: ${reason} Відпустити: /release ${own}`,
    told: (own: string, reason: string) => fmt`Виплату за ${bold(own)} поки що притримано: ${reason}`,
    released: (own: string) => fmt`Виплату за ${bold(own)} більше не притримують.`,
  },
  reverse: {
    usage: 'Формат: /reverse P9 причина',
    done: (ref: string, amount: string) => fmt`${bold(ref)} повернено; ${amount} знову в бюджеті.`,
    told: (own: string, amount: string, reason: string) =>
      fmt`Виплату ${amount} за ${bold(own)} записано як повернену: ${reason}`,
  },
  reconcile: {
    fine: bold('Книга сходиться до цента.'),
    wrong: bold('Книга не сходиться; виплати призупинено.'),
    drift: (account: string, expected: string, entries: string, balance: string) =>
      fmt`${code(account)}: очікувано ${expected}, записи ${entries}, залишок ${balance}`,
    account: {
      funded: (amount: string) => `Внесено: ${amount}`,
      'budget:available': (amount: string) => `У бюджеті: ${amount}`,
      held: (amount: string) => `Відкладено на завдання: ${amount}`,
      payable: (amount: string) => `Винні людям: ${amount}`,
      in_flight: (amount: string) => `У дорозі: ${amount}`,
      paid_out: (amount: string) => `Виплачено: ${amount}`,
      reversal: (amount: string) => `Повернено: ${amount}`,
    },
  },
  receipt: {
    usage: 'Формат: /receipt A42',
    none: (own: string) => `Вашої виплати за ${own} немає.`,
    notPaid: (own: string, state: Part) => fmt`Квитанції за ${own} ще немає: ${state}.`,
    card: (own: string, pull: string, amount: string, when: string, id: string) => fmt`${bold('Квитанція')}
${own} · PR ${pull}
${bold(amount)}, виплачено ${when}
Номер: ${code(id)}`,
    reversed: (card: Part) => fmt`${card}
Згодом повернено.`,
  },
}
