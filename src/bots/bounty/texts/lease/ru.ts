import { bold, fmt, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('ru', n, { one: 'дня', few: 'дней', many: 'дней', other: 'дней' })}`

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
  appearedAbout: 'Освободилось задание',
  appeared: (line) => fmt`Есть свободное задание:

${line}`,
  stale: (own, state) => fmt`Кнопка устарела. Вот текущее состояние: ${bold(own)} — ${state}.`,
  dispute: {
    usage: 'Формат: /dispute A42 что не так',
    ask: (own) =>
      fmt`Что не так с решением по ${bold(own)}? Ваши слова прочтёт администратор, который его не принимал. /cancel — выйти.`,
    opened: (own, by) => fmt`${bold(own)} оспорено. Срок и деньги остановлены; другой человек посмотрит до ${by}.`,
    already: (own, by) => `${own} уже оспорено; ответ будет до ${by}.`,
    decided: (own) => `Решение по ${own} уже оспаривали, и тот ответ окончательный. Можно прислать снова.`,
    nothing: (own) => `По ${own} нет решения, которое можно оспорить.`,
    tooLate: (own, most) => `Решение можно оспорить в течение ${days(most)}; для ${own} это время вышло.`,
    slotGone: (own, task) =>
      `${own} сейчас не вернуть: ${task} у кого-то другого. Попробуйте, когда освободится место.`,
    waits: (own, words, by) => fmt`${bold(own)} оспорено: «${words}» Решить до ${by}.`,
    card: (words, by, before) => fmt`Оспорено: «${words}»
Решить до ${by}, не тому, кто решал раньше: ${before}`,
    byRule: 'правило',
    byPerson: (who) => `администратор ${who}`,
    secondEyes: 'Вы уже решали это; спор должен рассмотреть другой администратор.',
    reason: 'Вы оспорили решение — смотрит человек, который его не принимал.',
    upheld: (own, due) => fmt`По ${bold(own)} вы правы: оно снова ваше, до ${due}.`,
    upheldByYou: (own) => fmt`${bold(own)} снова у человека.`,
    refused: (own, why) => fmt`Спор по ${bold(own)} решён не в вашу пользу: ${why} Задание свободно для других.`,
  },
  button: {
    dropSure: 'Да, вернуть',
    dispute: (ref) => `Оспорить ${ref}`,
    uphold: 'Вернуть человеку',
    tellMe: 'Сообщить мне',
  },
}
