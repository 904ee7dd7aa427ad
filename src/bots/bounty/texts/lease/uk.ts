import { bold, fmt, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('uk', n, { one: 'дня', few: 'днів', many: 'днів', other: 'днів' })}`

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
  appearedAbout: 'Звільнилося завдання',
  appeared: (line) => fmt`Є вільне завдання:

${line}`,
  stale: (own, state) => fmt`Кнопка застаріла. Ось поточний стан: ${bold(own)} — ${state}.`,
  dispute: {
    usage: 'Формат: /dispute A42 що не так',
    ask: (own) =>
      fmt`Що не так із рішенням щодо ${bold(own)}? Ваші слова прочитає адміністратор, який його не ухвалював. /cancel — вийти.`,
    opened: (own, by) => fmt`${bold(own)} оскаржено. Строк і гроші зупинено; інша людина подивиться до ${by}.`,
    already: (own, by) => `${own} уже оскаржено; відповідь буде до ${by}.`,
    decided: (own) => `Рішення щодо ${own} вже оскаржували, і та відповідь остаточна. Можна надіслати знову.`,
    nothing: (own) => `Щодо ${own} немає рішення, яке можна оскаржити.`,
    tooLate: (own, most) => `Рішення можна оскаржити протягом ${days(most)}; для ${own} цей час минув.`,
    slotGone: (own, task) => `${own} зараз не повернути: ${task} має хтось інший. Спробуйте, коли звільниться місце.`,
    waits: (own, words, by) => fmt`${bold(own)} оскаржено: «${words}» Вирішити до ${by}.`,
    card: (words, by, before) => fmt`Оскаржено: «${words}»
Вирішити до ${by}, не тому, хто вирішував раніше: ${before}`,
    byRule: 'правило',
    byPerson: (who) => `адміністратор ${who}`,
    secondEyes: 'Ви вже вирішували це; скаргу має розглянути інший адміністратор.',
    reason: 'Ви оскаржили рішення — дивиться людина, яка його не ухвалювала.',
    upheld: (own, due) => fmt`Щодо ${bold(own)} ви маєте рацію: воно знову ваше, до ${due}.`,
    upheldByYou: (own) => fmt`${bold(own)} знову в людини.`,
    refused: (own, why) => fmt`Скаргу щодо ${bold(own)} відхилено: ${why} Завдання вільне для інших.`,
  },
  button: {
    dropSure: 'Так, повернути',
    dispute: (ref) => `Оскаржити ${ref}`,
    uphold: 'Повернути людині',
    tellMe: 'Повідомити мене',
  },
}
