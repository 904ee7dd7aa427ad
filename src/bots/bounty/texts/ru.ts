import { bold, code, fmt, join, type Part, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('ru', n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`
const hours = (n: number) => `${n} ${plural('ru', n, { one: 'час', few: 'часа', many: 'часов', other: 'часа' })}`
const minutes = (n: number) =>
  `${n} ${plural('ru', n, { one: 'минуту', few: 'минуты', many: 'минут', other: 'минуты' })}`
const people = (n: number) =>
  `${n} ${plural('ru', n, { one: 'человек может', few: 'человека могут', many: 'человек могут', other: 'человека могут' })}`

export const ru: Catalogue = {
  about: 'Возьмите платное задание, пришлите pull request и получите деньги, когда его вольют.',
  tryThis: 'Взять первое задание',
  menu: {
    start: 'Как это работает',
    tasks: 'Свободные задания',
    take: 'Взять задание: /take #17',
    my: 'Что я взял',
    submit: 'Прислать pull request',
    link: 'Привязать GitHub',
    help: 'Все команды',
    inbox: 'Уведомления',
    lang: 'Язык',
    cancel: 'Выйти из текущего вопроса',
  },
  start: (state: Part) =>
    fmt`${bold('Bounty')} платит за влитые pull requests.

1. Привяжите GitHub: /link
2. Возьмите задание: /tasks
3. Пришлите pull request: /submit

${state}`,
  notLinked: 'GitHub: ещё не привязан.',
  help: fmt`${bold('Задания')}
/tasks — что свободно; /tasks docs >=50 ищет
/take #17 — взять именно это; /take 2 — взять два следующих
/my — что у вас есть и в каком состоянии

${bold('Ваша работа')}
/submit A42 URL — прислать pull request для A42
/check A42 — проверить на GitHub сейчас
/drop A42 — вернуть задание
/audit A42 — что с ним происходило и когда
/dispute A42 почему — оспорить решение в течение 14 дней

${bold('Вы')}
/link — ваш GitHub; /unlink — отвязать
/inbox — уведомления: прочитать, выбрать, задать тихие часы
/lang — язык
/cancel — выйти из текущего вопроса`,
  helpInGroup: 'Здесь я показываю /tasks. Остальное работает в личном чате со мной.',
  helpForAdmins: fmt`${bold('Администраторам')}
/newtask — создать задание
/task #17 — опубликовать, приостановить, возобновить, закрыть
/queue — что ждёт
/relink 12 octocat — поручиться за новый GitHub человека`,
  inPrivate: 'Сделайте это в личном чате со мной.',
  button: {
    link: 'Привязать GitHub',
    tasks: 'Задания',
    my: 'Мои задания',
    language: 'Язык',
    help: 'Справка',
    take: (ref) => `Взять ${ref}`,
    details: (ref) => `Подробно ${ref}`,
    drop: (ref) => `Вернуть ${ref}`,
    submit: (ref) => `Сдать ${ref}`,
    check: (ref) => `Проверить ${ref}`,
    publish: 'Опубликовать',
    discard: 'Отбросить',
    lookAgain: 'Проверить ещё раз',
    pause: 'Приостановить',
    resume: 'Возобновить',
    close: 'Закрыть',
    closeSure: 'Да, закрыть',
    keep: 'Нет, оставить',
    review: (ref) => `Посмотреть ${ref}`,
    approve: 'Одобрить',
    reject: 'Отклонить',
    openPull: 'Открыть на GitHub',
  },
  days,
  hours,
  minutes,
  justNow: 'только что',
  ago: (age) => fmt`${age} назад`,
  tasks: {
    title: bold('Свободные задания'),
    found: (words) => fmt`${bold('Свободные задания')} · ${words}`,
    line: (ref, title, amount, repo, free, slots, time) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · ${repo} · свободно ${free}/${slots} · ${time}`,
    none: 'Сейчас свободных заданий нет. Загляните позже: /tasks',
    noneFound: (words) => fmt`По запросу «${words}» свободных заданий нет. Все: /tasks`,
    noMore: 'На этой странице заданий больше нет. С начала: /tasks',
    badSearch: (most) => `Для поиска — не больше ${most} символов, например: /tasks docs >=50`,
    card: (head, text, branches) => fmt`${head}

${text}

Оплачивается pull request, влитый в ${code(branches)}. Открываете вы, уже после взятия задания; вливает кто-то другой.`,
  },
  take: {
    usage: 'Напишите /take 2 (сколько взять) или /take #17 (какое именно).',
    badNumber: (value, most) => fmt`«${value}» — не число от 1 до ${most}.`,
    limit: (held, most) => `У вас уже ${held} из ${most}. Сдайте или освободите одно: /my`,
    gone: (ref) => `${ref} только что забрали.`,
    similar: 'Похожие:',
    none: 'Свободных заданий нет.',
    linkFirst: 'Сначала привяжите GitHub — иначе выплата невозможна.',
    noSuch: (ref) => `Свободного задания ${ref} нет. Что свободно: /tasks`,
    already: (ref, own) => `Вы уже взяли ${ref}: это ваше ${own}. /my`,
    took: (task, title, own, time) => fmt`Ваше: ${bold(task)} ${title} — как ${bold(own)}, срок ${time}.`,
    how: (own) =>
      fmt`Когда pull request будет открыт: ${code(`/submit ${own} https://github.com/владелец/репо/pull/7`)}`,
    tookSome: (took, of) => `Взято ${took} из ${of}.`,
    onlyLimit: (most) => `Больше не взято: ваш предел — ${most}.`,
    onlyFree: 'Больше не взято: других свободных для вас заданий нет.',
  },
  my: {
    title: bold('Ваши задания'),
    none: 'У вас нет заданий. Свободные: /tasks',
    line: (own, task, title, state, rest) => fmt`${bold(own)} ${task} ${title} — ${state}${rest}`,
    pull: (name) => fmt` · PR ${name}`,
    next: (time) => ` · следующая проверка ${time}`,
    due: (time) => ` · до ${time}`,
  },
  state: {
    active: 'в работе',
    verifying: 'проверяется',
    waiting_merge: 'ждёт слияния',
    review: 'смотрит человек',
    approved: 'одобрено',
    paid: 'выплачено',
    dropped: 'возвращено',
    payable: 'одобрено, к выплате',
    held: 'приостановлено',
    expired: 'время вышло',
    rejected: 'не принято',
    cancelled: 'отменено',
    clawed_back: 'выплачено, затем взыскано',
  },
  payment: {
    ready: 'выплата готовится',
    not_configured: 'выплата ждёт платёжный сервис',
    sending: 'выплата в пути',
    unknown: 'выплата отправлена, ещё не подтверждена',
    manual: 'выплатой занимается человек',
    paid: 'выплачено',
  },
  submit: {
    usage: 'Формат: /submit A42 https://github.com/владелец/репо/pull/7',
    notPullRequest: (kind) =>
      fmt`Это не ссылка на pull request (${kind}). Нужна https://github.com/владелец/репо/pull/НОМЕР.`,
    fault: {
      empty: 'пусто',
      long: 'длиннее 200 символов',
      characters: 'есть пробелы или не латинские символы',
      scheme: 'не начинается с https://',
      userinfo: 'перед адресом сайта стоит имя',
      host: 'не на github.com',
      issue: 'это issue',
      commit: 'это коммит',
      number: 'такого номера на GitHub не бывает',
      path: 'это другая страница GitHub',
    },
    notYours: (ref, own) => `${ref} нет среди ваших заданий. Ваши: ${own}`,
    notYoursNone: (ref) => `${ref} нет среди ваших заданий. В работе ничего нет: /tasks`,
    nothing: 'Нет задания, которое можно сдать. Свободные: /tasks',
    which: 'Для какого задания?',
    whichOf: (own) => `Для какого задания? Напишите сначала его номер: /submit A42 URL. Ваши: ${own}`,
    askUrl: (own, task, title) =>
      fmt`Пришлите ссылку на pull request для ${bold(own)} (${task} ${title}). /cancel — выйти.`,
    received: (own) => fmt`${bold(own)}: получено, проверяю…`,
    settled: (own) => `${own} уже одобрено, присылать больше ничего не нужно. /my`,
    inReview: (own) => `${own} сейчас смотрит человек. Дождитесь ответа или верните: /drop ${own}`,
  },
  check: {
    usage: 'Формат: /check A42',
    checking: (own) => fmt`${bold(own)}: проверяю…`,
    nothing: (own) => `Для ${own} нет pull request, который можно проверить. Пришлите: /submit ${own} URL`,
    tooSoon: (own, time) => `${own} только что проверено. Снова можно с ${time}.`,
  },
  drop: {
    usage: 'Формат: /drop A42',
    dropped: (own, task) => `${own} возвращено; ${task} свободно для других.`,
    settled: (own) => `${own} одобрено, вернуть его уже нельзя.`,
  },
  link: {
    ask: 'Какой у вас логин на GitHub? Например: octocat. /cancel — выйти.',
    badLogin: (got) =>
      fmt`«${got}» не может быть логином GitHub. Пришлите только логин, например octocat, или адрес профиля.`,
    looking: (login) => fmt`Ищу ${login}…`,
    linked: (login, id) =>
      fmt`Привязано: ${bold(login)} (GitHub id ${id}). Pull requests этого аккаунта — ваши. Это не вы? Ещё раз /link.`,
    notFound: (login) => fmt`На GitHub нет аккаунта «${login}». Проверьте написание и пришлите /link ещё раз.`,
    isBot: (login) => fmt`${login} — бот; за pull requests ботов не платим. Привяжите собственный аккаунт: /link`,
    isOrganization: (login) => fmt`${login} — организация. Привяжите аккаунт человека: /link`,
    otherwise: (login) => fmt`${login} — не аккаунт человека. Привяжите собственный: /link`,
    taken: (login) => fmt`${login} здесь привязан к другому человеку. Если он ваш, скажите администратору.`,
    busy: (login) =>
      fmt`У вас есть работа от имени ${bold(login)}, поэтому аккаунт остаётся. Сначала сдайте или верните её: /my`,
  },
  verdict: {
    head: (own, pull) => fmt`${bold(own)} · ${pull}`,
    APPROVE: (amount) => fmt`Одобрено. ${bold(amount)} уже идёт к вам.`,
    NOT_MERGED_YET: 'PR ещё не влит. Жду и проверяю сам; срок остановлен.',
    DRAFT: 'PR — черновик. Нажмите «Ready for review» на GitHub. Я проверяю дальше.',
    WRONG_REPO: (got, want) =>
      fmt`PR сделан в ${got}, а задание — в ${want}. Форк не засчитывается. Откройте его там и пришлите снова.`,
    NOT_AUTHOR: (got, linked) =>
      fmt`Автор PR — ${got}, а у вас привязан ${linked}. Пришлите собственный PR или верните задание и привяжите другой аккаунт.`,
    BOT_AUTHOR: 'PR создал бот; за него не платим. Пришлите PR, который открыли вы.',
    WRONG_BRANCH: (got, want) =>
      fmt`PR направлен в «${got}», нужно в «${want}». Измените базовую ветку или откройте другой PR и пришлите снова.`,
    MERGED_ELSEWHERE: (got, want) => fmt`Влито в «${got}», нужно в «${want}». Откройте другой PR и пришлите снова.`,
    PR_USED: 'Этот PR уже засчитан за другое задание. Пришлите другой.',
    NOT_FOUND:
      'Не вижу такого PR: ошибка в ссылке или репозиторий приватный. Я пробовал трижды. Проверьте ссылку и пришлите снова.',
    NOT_FOUND_YET: (left) =>
      `Не вижу такого PR: ошибка в ссылке или репозиторий приватный. Попробую ещё ${left > 1 ? 'дважды' : 'раз'}. Ошиблись? Просто пришлите верную.`,
    GITHUB_BUSY: 'GitHub не отвечает. Ничего делать не нужно.',
    REJECTED: (reason) => fmt`Человек посмотрел и отказал: ${reason} Можно прислать снова.`,
    GHOST_AUTHOR: 'Аккаунта, открывшего этот PR, больше нет — нужна проверка человеком.',
    INCONSISTENT: 'Данные GitHub об этом PR противоречат друг другу — нужна проверка человеком.',
    CLOSED_UNMERGED: 'PR закрыт без слияния. Если код принят иначе — нажмите кнопку. Нужна проверка человеком.',
    SELF_MERGED: 'Вы влили PR сами — нужна проверка человеком.',
    UNKNOWN_MERGER: 'GitHub не говорит, кто влил PR, — нужна проверка человеком.',
    PR_OLDER_THAN_TAKE: 'PR создан до взятия задания — передано на проверку.',
    HORIZON: 'За 90 дней PR не влили — нужна проверка человеком.',
    VANISHED: 'Больше не вижу этого PR — нужна проверка человеком.',
    GITHUB_SILENT: 'GitHub не отвечал целые сутки — нужна проверка человеком.',
    CHECK_FAILED: 'Проверка сломалась у нас — нужна проверка человеком.',
    nextCheck: (time) => `Следующая проверка: ${time}.`,
  },
  pay: {
    paid: (amount, payoutId) => fmt`Выплачено ${bold(amount)}. Номер ${code(payoutId)}.`,
    unknown: 'Выплата отправлена, подтверждения ещё нет. Второй раз не отправляю, сверяю.',
    manual: 'Платёжный сервис не принял выплату; этим занимается человек. Вам ничего делать не нужно.',
  },
  admin: {
    reason: {
      GHOST_AUTHOR: 'Аккаунта, с которого открыт PR, больше нет.',
      INCONSISTENT: 'Ответы GitHub об этом PR противоречат друг другу.',
      CLOSED_UNMERGED: 'Закрыт без слияния. Попал ли код иначе?',
      SELF_MERGED: 'PR влил сам автор.',
      UNKNOWN_MERGER: 'GitHub не говорит, кто влил PR.',
      PR_OLDER_THAN_TAKE: 'PR создан до взятия задания.',
      HORIZON: 'Не влит за 90 дней.',
      VANISHED: 'PR был, а теперь его не видно.',
      GITHUB_SILENT: 'GitHub не отвечал сутки.',
      CHECK_FAILED: 'Проверка сломалась у нас.',
    },
    newTask: {
      title: 'Новое задание. Название одной строкой? /cancel — выйти.',
      text: 'Что нужно сделать и когда это считается сделанным?',
      repo: 'В каком репозитории? Напишите владелец/название или владелец/название#42, если pull request должен закрыть issue 42.',
      branches: 'Влито в какие ветки? Названия через пробел или «-» для ветки по умолчанию.',
      reward: 'Награда в USD каждому? Например 100.00',
      slots: 'Сколько человек могут его взять?',
      days: 'Сколько дней у каждого?',
      empty: 'Напишите, пожалуйста, текст.',
      tooLong: (most) => `Это длиннее ${most} символов. Пришлите короче.`,
      badRepo: (got) => fmt`«${got}» — не репозиторий. Напишите владелец/название, например octocat/hello-world.`,
      badBranches: (got) => fmt`«${got}» не может быть названием ветки. Напишите названия через пробел или «-».`,
      badReward: (got) => fmt`«${got}» — не сумма. Напишите, например, 100.00; от 0.01 до 1000000.00.`,
    },
    looking: (ref, repo) => fmt`${bold(ref)} сохранено как черновик. Смотрю на ${repo}…`,
    repoMissing: (repo) =>
      fmt`GitHub не показывает репозитория ${repo}: ошибка в названии или он закрыт для нашего токена. Исправьте на GitHub и проверьте ещё раз или отбросьте черновик.`,
    repoSilent: 'GitHub не отвечает; черновик сохранён, проверю ещё раз сам.',
    usage: 'Формат: /task #17, а для черновика /task #17 selfmerge on, /task #17 selfmerge off',
    noTask: (ref) => `Задания ${ref} нет.`,
    card: (head, text, repo, branches, state) => fmt`${head}

${text}

Репозиторий: ${repo}
Ветки: ${code(branches)}
Состояние: ${state}`,
    head: (ref, title, amount, taken, slots, time) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · занято ${taken}/${slots} · ${time}`,
    taskState: {
      draft: 'черновик, его никто не видит',
      open: 'открыто',
      paused: 'приостановлено: новых не берём, начатое продолжается',
      closing: 'закрывается: новых не берём, ждём начатое',
      closed: 'закрыто',
      discarded: 'отброшено',
    },
    notNow: (state) => fmt`Это не подходит к нынешнему состоянию задания: ${state}.`,
    confirmClose: (ref, live) =>
      live === 0
        ? `Закрыть ${ref}? Над ним никто не работает. Взять его больше будет нельзя, снова оно не откроется.`
        : `Закрыть ${ref}? ${people(live)} закончить и получить деньги; больше никто его не возьмёт, снова оно не откроется.`,
    queue: {
      title: bold('Что ждёт'),
      empty: 'Ничего не ждёт.',
      verifying: (n) => bold(`Проверяется: ${n}`),
      waiting_merge: (n) => bold(`Ждёт слияния: ${n}`),
      review: (n) => bold(`На проверку человеку: ${n}`),
      payments: (n) => bold(`Незавершённые выплаты: ${n}`),
      line: (own, task, pull, age) => fmt`${own} ${task} · ${pull} · ${age}`,
      reviewLine: (own, task, pull, age, reason) => fmt`${own} ${task} · ${pull} · ${age}
   ${reason}`,
      payment: (ref, own, amount, state, age, reason) =>
        fmt`${ref} ${own} · ${amount} · ${state} · ${age}${reason === '' ? '' : ` · ${reason}`}`,
      more: (n) => `… и ещё ${n}`,
    },
    reviewCard: (own, head, person, login, pull, taken, submitted, reason) =>
      fmt`${bold(own)} за ${head}
Кто: ${person} (GitHub ${login})
PR: ${pull}
Взято: ${taken} · прислано: ${submitted}
Почему здесь: ${reason}`,
    notInReview: (own) => `${own} больше не ждёт проверки. /queue`,
    ownWork: 'Это ваша собственная работа; решить должен другой администратор.',
    approved: (own, amount) => fmt`${bold(own)} одобрено; ${amount} отправляется.`,
    askReason: (own) => fmt`Почему ${bold(own)} отклонено? Человек прочитает ваши слова. /cancel — выйти.`,
    rejected: (own) => fmt`${bold(own)} отклонено; человек может прислать снова.`,
    reviewWaits: (own, reason) => fmt`${bold(own)} ждёт проверки: ${reason}`,
    paymentWaits: (ref, own, amount, reason) =>
      fmt`Выплата ${bold(ref)} (${own}, ${amount}) требует человека: ${reason}. /queue`,
  },
  list: (items) => join(items, ', '),
}
