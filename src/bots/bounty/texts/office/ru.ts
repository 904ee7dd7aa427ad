import { bold, fmt } from '#platform/bot.ts'
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
}
