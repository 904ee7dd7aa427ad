import { bold, code, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const ru: Catalogue = {
  held: {
    card: (own, head, person, login, pull, amount, why, by) =>
      fmt`${bold(own)} за ${head}
Исполнитель: ${person} (GitHub ${login})
PR: ${pull}
Придержано: ${bold(amount)}
Причина: ${why} Решение: ${by}`,
    commit: (sha) => fmt`Отменено коммитом ${sha}`,
    askRelease: (own, amount, person, login) =>
      fmt`Всё же выплатить ${bold(amount)}: ${person} (GitHub ${login}) за ${own}?`,
    askCancel: (own, amount) =>
      fmt`Почему ${bold(amount)} за ${bold(own)} не выплачивают вообще? Человек прочтёт ваши слова; место и деньги освободятся для других. /cancel — выйти.`,
    released: (own) => fmt`${bold(own)} больше не придержано; человеку сообщили.`,
    cancelled: (own) => fmt`Выплата за ${bold(own)} отменена; человеку сообщили.`,
    told: (own, why) => fmt`Администратор отменил выплату за ${bold(own)}: ${why} Задание свободно для других.`,
    notNow: (own, state) => fmt`${own} уже не придержано: ${state}.`,
    button: { release: 'Выплатить', releaseSure: 'Да, выплатить', cancel: 'Отменить выплату', back: 'Нет' },
  },
  onWord: {
    card: 'GitHub не показывает слияния: перед выплатой должен согласиться второй администратор.',
    payment: 'GitHub не показывает слияния: должны согласиться двое администраторов.',
    approved: (own, amount) => fmt`${bold(own)} одобрено; ${amount} ждёт другого администратора.`,
  },
  selfMerge: {
    card: 'Вы можете влить pull request сами; перед выплатой его посмотрит администратор.',
    payment:
      'PR влил сам автор, как разрешает задание: должен согласиться администратор, который не создавал это задание.',
    button: { on: 'Вливает сам автор: да', off: 'Вливает сам автор: нет' },
  },
  old: {
    page: (hours) => bold(`Выплаты без итога через ${hours} ч после срока:`),
    waits: (age) => fmt` · ждёт ${age}`,
    approved: (line, age) => fmt`${line} Одобрено ${age}.`,
  },
  payee: {
    help: '/payee acct_… — ваш аккаунт Stripe, на который пойдут деньги',
    usage: 'Формат: /payee acct_1AbC… — ваш аккаунт Stripe, на который пойдут деньги',
    notHere: 'Здесь не спрашивают, куда отправлять ваши деньги.',
    current: (account) => fmt`Ваши деньги идут на ${code(account)}. Другой аккаунт: /payee acct_…`,
    named: (account, time) =>
      fmt`Ваши деньги пойдут на ${code(account)}, начиная с ${time}. Это не ваш? Пришлите правильный сейчас: отправленного не вернуть.`,
  },
  relink: {
    told: (from, to) =>
      fmt`Администратор привязал к вам другой аккаунт GitHub: ${from} → ${bold(to)}. Теперь ваши — pull request от ${to}. Вы об этом не просили? Сразу скажите администратору.`,
    moneyFrom: (time) => `Деньги могут уйти вам не раньше ${time}.`,
    moneyAsBefore: 'Деньги могут уходить вам, как и раньше.',
    displaced: (login) =>
      fmt`${bold(login)} принадлежит другому человеку, который это доказал; от вас он отвязан. Привяжите свой: /link`,
  },
}
