import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const ru: Catalogue = {
  nudge: (own, task, title, left, due) =>
    fmt`${bold(own)} (${task} ${title}): осталось ${left}, до ${due}. Пришлите pull request — и срок остановится.`,
  expired: (own, task, again) =>
    fmt`Срок для ${bold(own)} вышел; ${task} теперь свободно для других. Взять его снова можно с ${again}.`,
  banned: (task, until) =>
    `Ваш срок для ${task} недавно вышел, теперь очередь других. Взять его снова можно с ${until}.`,
  frozen: (left) => fmt` · срок остановлен, осталось ${left}`,
  tooManyRejects: (own, most, until) =>
    `За сутки для ${own} отклонено уже ${most} попыток. Спокойно посмотрите их; прислать снова можно с ${until}.`,
  dropSure: (own, task) =>
    fmt`Вернуть ${bold(own)}? Pull request уже прислан: его больше не проверят и не оплатят, а ${task} достанется другим.`,
  notInHand: (own, state) => fmt`${own} вернуть нельзя: ${state}.`,
  tellMeQuestion: 'Сообщить, когда появятся?',
  willTell: 'Сообщу, как только задание освободится. Кто раньше попросил, тот раньше и узнает.',
  willTellAlready: 'Вы уже в очереди; я сообщу.',
  appeared: (line) => fmt`Есть свободное задание:

${line}`,
  button: {
    dropSure: 'Да, вернуть',
    tellMe: 'Сообщить мне',
  },
}
