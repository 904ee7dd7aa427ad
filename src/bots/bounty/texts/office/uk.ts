import { bold, fmt } from '#platform/bot.ts'
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
}
