import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const uk: Catalogue = {
  nudge: (own, task, title, left, due) =>
    fmt`${bold(own)} (${task} ${title}): лишилося ${left}, до ${due}. Надішліть pull request — і строк зупиниться.`,
  expired: (own, task, again) =>
    fmt`Строк для ${bold(own)} минув; ${task} тепер вільне для інших. Узяти його знову можна з ${again}.`,
  banned: (task, until) =>
    `Ваш строк для ${task} нещодавно минув, тож тепер черга інших. Узяти його знову можна з ${until}.`,
  frozen: (left) => fmt` · строк зупинено, лишилося ${left}`,
  tooManyRejects: (own, most, until) =>
    `За добу для ${own} відхилено вже ${most} спроб. Спокійно перегляньте їх; надіслати знову можна з ${until}.`,
  dropSure: (own, task) =>
    fmt`Повернути ${bold(own)}? Pull request уже надіслано: його більше не перевірять і не оплатять, а ${task} дістанеться іншим.`,
  notInHand: (own, state) => fmt`${own} повернути не можна: ${state}.`,
  tellMeQuestion: 'Повідомити, щойно з’являться?',
  willTell: 'Повідомлю, щойно завдання звільниться. Хто раніше попросив, той раніше й дізнається.',
  willTellAlready: 'Ви вже в черзі; я повідомлю.',
  appeared: (line) => fmt`Є вільне завдання:

${line}`,
  button: {
    dropSure: 'Так, повернути',
    tellMe: 'Повідомити мене',
  },
}
