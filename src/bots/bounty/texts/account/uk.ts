import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const uk: Catalogue = {
  how: fmt`${bold('Який акаунт GitHub ваш?')} Гроші йдуть лише на підтверджені акаунти.

${bold('Вхід')}: я дам код, ви введете його на GitHub. Я дізнаюся, хто ви, і більше нічого.
${bold('Gist')}: /link gist octocat — ви опублікуєте рядок, який я назву.`,
  howStated: (most) =>
    fmt`${bold('Код у pull request')}: /link octocat — для завдань до ${most}; код треба вписати в його опис.`,
  asking: 'Прошу код у GitHub…',
  enterCode: (userCode, address) => fmt`Ваш код: ${userCode}

Введіть його на ${address} протягом 15 хвилин. Вводьте лише тоді, коли самі щойно почали це в цьому чаті: хто надсилає вам код, той хоче ваш акаунт.`,
  entered: 'GitHub отримав код.',
  isItYou: (login, id) => fmt`GitHub каже, що ви — ${bold(login)} (id ${id}). Під’єднати цей акаунт?`,
  proven: (login, id) =>
    fmt`Під’єднано й підтверджено: ${bold(login)} (GitHub id ${id}). Pull requests цього акаунта — ваші. Перші гроші підуть не раніше ніж за добу.`,
  stated: (login, most) =>
    fmt`${bold(login)} записано, але не підтверджено. Можна брати завдання до ${most}; у кожному pull request тоді потрібен код в описі. Щоб брати дорожчі, підтвердьте акаунт: /link`,
  denied: 'На GitHub ви відмовилися; нічого не під’єднано.',
  expired: 'Час минув; нічого не під’єднано. Почніть знову, коли захочете.',
  lost: 'GitHub сказав «так», але не сказав, хто ви. Почніть, будь ласка, знову.',
  notNow: 'GitHub зараз не дає кодів. Спробуйте пізніше або через gist: /link gist octocat',
  noSignIn: 'Вхід за кодом тут не налаштовано. Скористайтеся gist: /link gist octocat',
  tooSoon: 'Це щойно розпочато. Зачекайте пів хвилини.',
  over: 'Це вже завершено. Почніть знову: /link',
  notYou: 'Тоді нічого не під’єднано. Якщо код вводили не ви, загляньте на github.com/settings/applications.',
  makeGist: (login, words) => fmt`Опублікуйте від імені ${bold(login)} відкритий gist із цим рядком:

${words}

Лише якщо ви самі це почали: хто надсилає вам такий рядок, той хоче ваш акаунт. Годину я перевіряю сам; потім gist можна видалити.`,
  looking: 'Дивлюся…',
  usageGist: 'Формат: /link gist octocat',
  unlinkSure: (login) => fmt`Від’єднати ${bold(login)}? Брати завдання ви зможете, лише під’єднавши акаунт знову.`,
  unlinked: (login) => fmt`${bold(login)} більше не під’єднано.`,
  stays: (login, own) =>
    fmt`${bold(login)} лишається, поки є незавершена робота або гроші в дорозі (${own}). Спершу здайте або поверніть: /my`,
  proveFirst: (most) => fmt`За це завдання платять понад ${most}, тож спершу підтвердьте акаунт GitHub: /link`,
  stateProven: (login) => fmt`GitHub: ${bold(login)}, підтверджено.`,
  stateStated: (login) => fmt`GitHub: ${bold(login)}, названо, але не підтверджено. /link`,
  stateSimulated: (login) => fmt`GitHub: ${bold(login)} (не підтверджено: тут, у симуляторі, досить вашого слова).`,
  codeMissing: (wanted) =>
    fmt`Ваш акаунт GitHub не підтверджено, тому в описі PR потрібен рядок: ${bold(wanted)} Додайте його й надішліть знову або підтвердьте акаунт: /link`,
  addCode: (own, wanted) => fmt`Ваш акаунт ще не підтверджено: впишіть ${wanted} в опис pull request для ${own}.`,
  unprovenPayee:
    'Акаунт GitHub лише названо, не підтверджено; платити на нього не можна. Людина може підтвердити: /link',
  relinkUsage: 'Формат: /relink 12 octocat (номер людини, її логін)',
  relinkSelf: 'Не власний акаунт; це має зробити інший адміністратор.',
  relinkNobody: (id) => `У людини ${id} немає під’єднаного акаунта.`,
  relinked: (person, login) => fmt`Людину ${person} під’єднано до ${bold(login)} за вашим словом.`,
  button: {
    signIn: 'Увійти через GitHub',
    openGithub: 'Ввести код на GitHub',
    newGist: 'Новий gist',
    lookNow: 'Опубліковано',
    itIsMe: 'Так, це я',
    notMe: 'Ні',
    unlinkSure: 'Так, від’єднати',
  },
}
