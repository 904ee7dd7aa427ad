import { bold, code, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const uk: Catalogue = {
  held: {
    card: (own, head, person, login, pull, amount, why, by) =>
      fmt`${bold(own)} за ${head}
Виконавець: ${person} (GitHub ${login})
PR: ${pull}
Притримано: ${bold(amount)}
Причина: ${why} Рішення: ${by}`,
    commit: (sha) => fmt`Скасовано комітом ${sha}`,
    askRelease: (own, amount, person, login) =>
      fmt`Усе ж виплатити ${bold(amount)}: ${person} (GitHub ${login}) за ${own}?`,
    askCancel: (own, amount) =>
      fmt`Чому ${bold(amount)} за ${bold(own)} не виплачують узагалі? Людина прочитає ваші слова; місце й гроші звільняться для інших. /cancel — вийти.`,
    released: (own) => fmt`${bold(own)} більше не притримано; людині повідомлено.`,
    cancelled: (own) => fmt`Виплату за ${bold(own)} скасовано; людині повідомлено.`,
    told: (own, why) => fmt`Адміністратор скасував виплату за ${bold(own)}: ${why} Завдання вільне для інших.`,
    notNow: (own, state) => fmt`${own} уже не притримано: ${state}.`,
    button: { release: 'Виплатити', releaseSure: 'Так, виплатити', cancel: 'Скасувати виплату', back: 'Ні' },
  },
  onWord: {
    card: 'GitHub не показує злиття: перед виплатою має погодитися другий адміністратор.',
    payment: 'GitHub не показує злиття: мають погодитися двоє адміністраторів.',
    approved: (own, amount) => fmt`${bold(own)} схвалено; ${amount} чекає на іншого адміністратора.`,
  },
  selfMerge: {
    card: 'Ви можете злити pull request самі; перед виплатою його перегляне адміністратор.',
    payment: 'PR злив сам автор, як дозволяє завдання: має погодитися адміністратор, який не створював це завдання.',
    button: { on: 'Зливає сам автор: так', off: 'Зливає сам автор: ні' },
  },
  old: {
    page: (hours) => bold(`Виплати без підсумку через ${hours} год після строку:`),
    waits: (age) => fmt` · чекає ${age}`,
    approved: (line, age) => fmt`${line} Схвалено ${age}.`,
  },
  payee: {
    help: '/payee acct_… — ваш акаунт Stripe, на який підуть гроші',
    usage: 'Формат: /payee acct_1AbC… — ваш акаунт Stripe, на який підуть гроші',
    notHere: 'Тут не питають, куди надсилати ваші гроші.',
    current: (account) => fmt`Ваші гроші йдуть на ${code(account)}. Інший акаунт: /payee acct_…`,
    named: (account, time) =>
      fmt`Ваші гроші йтимуть на ${code(account)}, починаючи з ${time}. Це не ваш? Надішліть правильний зараз: надісланого не повернути.`,
  },
  relink: {
    told: (from, to) =>
      fmt`Адміністратор під’єднав до вас інший акаунт GitHub: ${from} → ${bold(to)}. Відтепер ваші — pull request від ${to}. Ви про це не просили? Негайно скажіть адміністратору.`,
    moneyFrom: (time) => `Гроші можуть піти вам не раніше ${time}.`,
    moneyAsBefore: 'Гроші можуть іти вам, як і раніше.',
    displaced: (login) =>
      fmt`${bold(login)} належить іншій людині, яка це довела; від вас його від’єднано. Під’єднайте свій: /link`,
  },
}
