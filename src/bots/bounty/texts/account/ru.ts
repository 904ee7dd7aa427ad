import { bold, fmt } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

export const ru: Catalogue = {
  how: fmt`${bold('Какой аккаунт GitHub ваш?')} Деньги идут только на подтверждённые аккаунты.

${bold('Вход')}: я дам код, вы введёте его на GitHub. Я узнаю, кто вы, и больше ничего.
${bold('Gist')}: /link gist octocat — вы опубликуете строку, которую я назову.`,
  howStated: (most) =>
    fmt`${bold('Код в pull request')}: /link octocat — для заданий до ${most}; код нужно вписать в его описание.`,
  asking: 'Прошу код у GitHub…',
  enterCode: (userCode, address) => fmt`Ваш код: ${userCode}

Введите его на ${address} в течение 15 минут. Вводите, только если сами только что начали это в этом чате: кто присылает вам код, тот хочет ваш аккаунт.`,
  entered: 'GitHub получил код.',
  isItYou: (login, id) => fmt`GitHub говорит, что вы — ${bold(login)} (id ${id}). Привязать этот аккаунт?`,
  proven: (login, id) =>
    fmt`Привязано и подтверждено: ${bold(login)} (GitHub id ${id}). Pull requests этого аккаунта — ваши. Первые деньги пойдут не раньше чем через сутки.`,
  stated: (login, most) =>
    fmt`${bold(login)} записан, но не подтверждён. Можно брать задания до ${most}; в каждом pull request тогда нужен код в описании. Чтобы брать дороже, подтвердите аккаунт: /link`,
  denied: 'На GitHub вы отказались; ничего не привязано.',
  expired: 'Время вышло; ничего не привязано. Начните снова, когда захотите.',
  lost: 'GitHub сказал «да», но не сказал, кто вы. Пожалуйста, начните снова.',
  notNow: 'GitHub сейчас не даёт кодов. Попробуйте позже или через gist: /link gist octocat',
  noSignIn: 'Вход по коду здесь не настроен. Воспользуйтесь gist: /link gist octocat',
  tooSoon: 'Это только что начато. Подождите полминуты.',
  over: 'Это уже завершено. Начните снова: /link',
  notYou: 'Тогда ничего не привязано. Если код вводили не вы, загляните на github.com/settings/applications.',
  makeGist: (login, words) => fmt`Опубликуйте от имени ${bold(login)} открытый gist с этой строкой:

${words}

Только если вы сами это начали: кто присылает вам такую строку, тот хочет ваш аккаунт. Час я проверяю сам; потом gist можно удалить.`,
  looking: 'Смотрю…',
  usageGist: 'Формат: /link gist octocat',
  unlinkSure: (login) => fmt`Отвязать ${bold(login)}? Брать задания вы сможете, только привязав аккаунт снова.`,
  unlinked: (login) => fmt`${bold(login)} больше не привязан.`,
  stays: (login, own) =>
    fmt`${bold(login)} остаётся, пока есть незавершённая работа или деньги в пути (${own}). Сначала сдайте или верните: /my`,
  proveFirst: (most) => fmt`За это задание платят больше ${most}, поэтому сначала подтвердите аккаунт GitHub: /link`,
  stateProven: (login) => fmt`GitHub: ${bold(login)}, подтверждён.`,
  stateStated: (login) => fmt`GitHub: ${bold(login)}, назван, но не подтверждён. /link`,
  stateSimulated: (login) => fmt`GitHub: ${bold(login)} (не подтверждён: здесь, в симуляторе, хватает вашего слова).`,
  codeMissing: (wanted) =>
    fmt`Ваш аккаунт GitHub не подтверждён, поэтому в описании PR нужна строка: ${bold(wanted)} Добавьте её и пришлите снова или подтвердите аккаунт: /link`,
  addCode: (own, wanted) => fmt`Ваш аккаунт ещё не подтверждён: впишите ${wanted} в описание pull request для ${own}.`,
  unprovenPayee:
    'Аккаунт GitHub только назван, не подтверждён; платить на него нельзя. Человек может подтвердить: /link',
  relinkUsage: 'Формат: /relink 12 octocat (номер человека, его логин)',
  relinkSelf: 'Не свой аккаунт; это должен сделать другой администратор.',
  relinkNobody: (id) => `У человека ${id} нет привязанного аккаунта.`,
  relinked: (person, login) => fmt`Человек ${person} привязан к ${bold(login)} по вашему слову.`,
  button: {
    signIn: 'Войти через GitHub',
    openGithub: 'Ввести код на GitHub',
    newGist: 'Новый gist',
    lookNow: 'Опубликовано',
    itIsMe: 'Да, это я',
    notMe: 'Нет',
    unlinkSure: 'Да, отвязать',
  },
}
