import { bold, code, fmt, join, type Part, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('uk', n, { one: 'день', few: 'дні', many: 'днів', other: 'дня' })}`
const hours = (n: number) => `${n} ${plural('uk', n, { one: 'годину', few: 'години', many: 'годин', other: 'години' })}`
const minutes = (n: number) =>
  `${n} ${plural('uk', n, { one: 'хвилину', few: 'хвилини', many: 'хвилин', other: 'хвилини' })}`
const people = (n: number) =>
  `${n} ${plural('uk', n, { one: 'людина може', few: 'людини можуть', many: 'людей можуть', other: 'людини можуть' })}`

export const uk: Catalogue = {
  about: 'Візьміть платне завдання, надішліть pull request і отримайте гроші, коли його зіллють.',
  tryThis: 'Взяти перше завдання',
  menu: {
    start: 'Як це працює',
    tasks: 'Вільні завдання',
    take: 'Взяти завдання: /take #17',
    my: 'Що я взяв',
    submit: 'Надіслати pull request',
    link: 'Під’єднати GitHub',
    help: 'Усі команди',
    inbox: 'Сповіщення',
    lang: 'Мова',
    cancel: 'Вийти з поточного запитання',
  },
  start: (state: Part) =>
    fmt`${bold('Bounty')} платить за злиті pull requests.

1. Під’єднайте GitHub: /link
2. Візьміть завдання: /tasks
3. Надішліть pull request: /submit

${state}`,
  notLinked: 'GitHub: ще не під’єднано.',
  help: fmt`${bold('Завдання')}
/tasks — що вільне; /tasks docs >=50 шукає
/take #17 — взяти саме це; /take 2 — взяти два наступні
/my — що у вас є і в якому стані

${bold('Ваша робота')}
/submit A42 URL — надіслати pull request для A42
/check A42 — перевірити на GitHub зараз
/drop A42 — повернути завдання
/audit A42 — що з ним відбувалося і коли
/dispute A42 чому — оскаржити рішення протягом 14 днів

${bold('Ви')}
/link — ваш GitHub; /unlink — від’єднати
/inbox — сповіщення: прочитати, вибрати, задати тихі години
/lang — мова
/cancel — вийти з поточного запитання`,
  helpInGroup: 'Тут я показую /tasks. Решта працює в приватному чаті зі мною.',
  helpForAdmins: fmt`${bold('Адміністраторам')}
/newtask — створити завдання
/task #17 — опублікувати, призупинити, відновити, закрити
/queue — що чекає
/relink 12 octocat — поручитися за новий GitHub людини`,
  inPrivate: 'Зробіть це в приватному чаті зі мною.',
  button: {
    link: 'Під’єднати GitHub',
    tasks: 'Завдання',
    my: 'Мої завдання',
    language: 'Мова',
    help: 'Довідка',
    take: (ref) => `Взяти ${ref}`,
    details: (ref) => `Докладно ${ref}`,
    drop: (ref) => `Повернути ${ref}`,
    submit: (ref) => `Здати ${ref}`,
    check: (ref) => `Перевірити ${ref}`,
    publish: 'Опублікувати',
    discard: 'Відкинути',
    lookAgain: 'Перевірити ще раз',
    pause: 'Призупинити',
    resume: 'Відновити',
    close: 'Закрити',
    closeSure: 'Так, закрити',
    keep: 'Ні, залишити',
    review: (ref) => `Переглянути ${ref}`,
    approve: 'Схвалити',
    reject: 'Відхилити',
    openPull: 'Відкрити на GitHub',
  },
  days,
  hours,
  minutes,
  justNow: 'щойно',
  ago: (age) => fmt`${age} тому`,
  tasks: {
    title: bold('Вільні завдання'),
    found: (words) => fmt`${bold('Вільні завдання')} · ${words}`,
    line: (ref, title, amount, repo, free, slots, time) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · ${repo} · вільно ${free}/${slots} · ${time}`,
    none: 'Зараз вільних завдань немає. Загляньте пізніше: /tasks',
    noneFound: (words) => fmt`За запитом «${words}» вільних завдань немає. Усі: /tasks`,
    noMore: 'На цій сторінці завдань більше немає. З початку: /tasks',
    badSearch: (most) => `Для пошуку — не більше ніж ${most} символів, наприклад: /tasks docs >=50`,
    card: (head, text, branches) => fmt`${head}

${text}

Оплачується pull request, злитий у ${code(branches)}. Відкриваєте ви, вже після взяття завдання; зливає хтось інший.`,
  },
  take: {
    usage: 'Напишіть /take 2 (скільки взяти) або /take #17 (яке саме).',
    badNumber: (value, most) => fmt`«${value}» — не число від 1 до ${most}.`,
    limit: (held, most) => `У вас уже ${held} з ${most}. Здайте або звільніть одне: /my`,
    gone: (ref) => `${ref} щойно забрали.`,
    similar: 'Схожі:',
    none: 'Вільних завдань немає.',
    linkFirst: 'Спершу під’єднайте GitHub — інакше виплата неможлива.',
    noSuch: (ref) => `Вільного завдання ${ref} немає. Що вільне: /tasks`,
    already: (ref, own) => `Ви вже взяли ${ref}: це ваше ${own}. /my`,
    took: (task, title, own, time) => fmt`Ваше: ${bold(task)} ${title} — як ${bold(own)}, строк ${time}.`,
    how: (own) =>
      fmt`Коли pull request буде відкрито: ${code(`/submit ${own} https://github.com/власник/репо/pull/7`)}`,
    tookSome: (took, of) => `Взято ${took} з ${of}.`,
    onlyLimit: (most) => `Більше не взято: ваша межа — ${most}.`,
    onlyFree: 'Більше не взято: інших вільних для вас завдань немає.',
  },
  my: {
    title: bold('Ваші завдання'),
    none: 'У вас немає завдань. Вільні: /tasks',
    line: (own, task, title, state, rest) => fmt`${bold(own)} ${task} ${title} — ${state}${rest}`,
    pull: (name) => fmt` · PR ${name}`,
    next: (time) => ` · наступна перевірка ${time}`,
    due: (time) => ` · до ${time}`,
  },
  state: {
    active: 'у роботі',
    verifying: 'перевіряється',
    waiting_merge: 'чекає на злиття',
    review: 'дивиться людина',
    approved: 'схвалено',
    paid: 'виплачено',
    dropped: 'повернуто',
    payable: 'схвалено, до виплати',
    held: 'призупинено',
    expired: 'час вийшов',
    rejected: 'не прийнято',
    cancelled: 'скасовано',
    clawed_back: 'виплачено, потім стягнуто',
  },
  payment: {
    ready: 'виплата готується',
    not_configured: 'виплата чекає на платіжний сервіс',
    sending: 'виплата в дорозі',
    unknown: 'виплату надіслано, ще не підтверджено',
    manual: 'виплатою займається людина',
    paid: 'виплачено',
  },
  submit: {
    usage: 'Формат: /submit A42 https://github.com/власник/репо/pull/7',
    notPullRequest: (kind) =>
      fmt`Це не посилання на pull request (${kind}). Потрібне https://github.com/власник/репо/pull/НОМЕР.`,
    fault: {
      empty: 'порожньо',
      long: 'довше за 200 символів',
      characters: 'є пробіли або не латинські символи',
      scheme: 'не починається з https://',
      userinfo: 'перед адресою сайту стоїть ім’я',
      host: 'не на github.com',
      issue: 'це issue',
      commit: 'це коміт',
      number: 'такого номера на GitHub не буває',
      path: 'це інша сторінка GitHub',
    },
    notYours: (ref, own) => `${ref} не серед ваших завдань. Ваші: ${own}`,
    notYoursNone: (ref) => `${ref} не серед ваших завдань. У роботі нічого немає: /tasks`,
    nothing: 'Немає завдання, яке можна здати. Вільні: /tasks',
    which: 'Для якого завдання?',
    whichOf: (own) => `Для якого завдання? Напишіть спершу його номер: /submit A42 URL. Ваші: ${own}`,
    askUrl: (own, task, title) =>
      fmt`Надішліть посилання на pull request для ${bold(own)} (${task} ${title}). /cancel — вийти.`,
    received: (own) => fmt`${bold(own)}: отримано, перевіряю…`,
    settled: (own) => `${own} уже схвалено, надсилати більше нічого не треба. /my`,
    inReview: (own) => `${own} зараз дивиться людина. Дочекайтеся відповіді або поверніть: /drop ${own}`,
  },
  check: {
    usage: 'Формат: /check A42',
    checking: (own) => fmt`${bold(own)}: перевіряю…`,
    nothing: (own) => `Для ${own} немає pull request, який можна перевірити. Надішліть: /submit ${own} URL`,
    tooSoon: (own, time) => `${own} щойно перевірено. Знову можна з ${time}.`,
  },
  drop: {
    usage: 'Формат: /drop A42',
    dropped: (own, task) => `${own} повернуто; ${task} вільне для інших.`,
    settled: (own) => `${own} схвалено, повернути його вже не можна.`,
  },
  link: {
    ask: 'Який у вас логін на GitHub? Наприклад: octocat. /cancel — вийти.',
    badLogin: (got) =>
      fmt`«${got}» не може бути логіном GitHub. Надішліть лише логін, як-от octocat, або адресу профілю.`,
    looking: (login) => fmt`Шукаю ${login}…`,
    linked: (login, id) =>
      fmt`Під’єднано: ${bold(login)} (GitHub id ${id}). Pull requests цього акаунта — ваші. Це не ви? Ще раз /link.`,
    notFound: (login) => fmt`На GitHub немає акаунта «${login}». Перевірте написання і надішліть /link ще раз.`,
    isBot: (login) => fmt`${login} — бот; за pull requests ботів не платимо. Під’єднайте власний акаунт: /link`,
    isOrganization: (login) => fmt`${login} — організація. Під’єднайте акаунт людини: /link`,
    otherwise: (login) => fmt`${login} — не акаунт людини. Під’єднайте власний: /link`,
    taken: (login) => fmt`${login} тут під’єднано до іншої людини. Якщо він ваш, скажіть адміністратору.`,
    busy: (login) =>
      fmt`У вас є робота від імені ${bold(login)}, тож акаунт лишається. Спершу здайте або поверніть її: /my`,
  },
  verdict: {
    head: (own, pull) => fmt`${bold(own)} · ${pull}`,
    APPROVE: (amount) => fmt`Схвалено. ${bold(amount)} уже прямує до вас.`,
    NOT_MERGED_YET: 'PR ще не злито. Чекаю й перевіряю сам; строк зупинено.',
    DRAFT: 'PR — чернетка. Натисніть «Ready for review» на GitHub. Я перевіряю далі.',
    WRONG_REPO: (got, want) =>
      fmt`PR зроблено в ${got}, а завдання — у ${want}. Форк не зараховується. Відкрийте його там і надішліть знову.`,
    NOT_AUTHOR: (got, linked) =>
      fmt`Автор PR — ${got}, а у вас під’єднано ${linked}. Надішліть власний PR або поверніть завдання і під’єднайте інший акаунт.`,
    BOT_AUTHOR: 'PR створив бот; за нього не платимо. Надішліть PR, який відкрили ви.',
    WRONG_BRANCH: (got, want) =>
      fmt`PR спрямовано в «${got}», потрібно в «${want}». Змініть базову гілку або відкрийте інший PR і надішліть знову.`,
    MERGED_ELSEWHERE: (got, want) => fmt`Злито в «${got}», потрібно в «${want}». Відкрийте інший PR і надішліть знову.`,
    PR_USED: 'Цей PR уже зараховано за інше завдання. Надішліть інший.',
    NOT_FOUND:
      'Не бачу такого PR: помилка в посиланні або репозиторій приватний. Я пробував тричі. Перевірте посилання і надішліть знову.',
    NOT_FOUND_YET: (left) =>
      `Не бачу такого PR: помилка в посиланні або репозиторій приватний. Спробую ще ${left > 1 ? 'двічі' : 'раз'}. Помилилися? Просто надішліть правильне.`,
    GITHUB_BUSY: 'GitHub не відповідає. Нічого робити не треба.',
    REJECTED: (reason) => fmt`Людина подивилася й відмовила: ${reason} Можна надіслати знову.`,
    GHOST_AUTHOR: 'Акаунта, що відкрив цей PR, більше немає — потрібен перегляд людиною.',
    INCONSISTENT: 'Дані GitHub про цей PR суперечать одні одним — потрібен перегляд людиною.',
    CLOSED_UNMERGED:
      'PR закрито без злиття. Якщо код прийнято іншим шляхом — натисніть кнопку. Потрібен перегляд людиною.',
    SELF_MERGED: 'Ви злили PR самі — потрібен перегляд людиною.',
    UNKNOWN_MERGER: 'GitHub не каже, хто злив PR, — потрібен перегляд людиною.',
    PR_OLDER_THAN_TAKE: 'PR створено до взяття завдання — передано на перегляд.',
    HORIZON: 'За 90 днів PR не злили — потрібен перегляд людиною.',
    VANISHED: 'Більше не бачу цього PR — потрібен перегляд людиною.',
    GITHUB_SILENT: 'GitHub не відповідав цілу добу — потрібен перегляд людиною.',
    CHECK_FAILED: 'Перевірка зламалася в нас — потрібен перегляд людиною.',
    nextCheck: (time) => `Наступна перевірка: ${time}.`,
  },
  pay: {
    paid: (amount, payoutId) => fmt`Виплачено ${bold(amount)}. Номер ${code(payoutId)}.`,
    unknown: 'Виплату надіслано, підтвердження ще немає. Удруге не надсилаю, звіряю.',
    manual: 'Платіжний сервіс не прийняв виплату; цим займається людина. Вам нічого робити не треба.',
  },
  admin: {
    reason: {
      GHOST_AUTHOR: 'Акаунта, з якого відкрито PR, більше немає.',
      INCONSISTENT: 'Відповіді GitHub про цей PR суперечать одна одній.',
      CLOSED_UNMERGED: 'Закрито без злиття. Чи потрапив код іншим шляхом?',
      SELF_MERGED: 'PR злив сам автор.',
      UNKNOWN_MERGER: 'GitHub не каже, хто злив PR.',
      PR_OLDER_THAN_TAKE: 'PR створено до взяття завдання.',
      HORIZON: 'Не злито за 90 днів.',
      VANISHED: 'PR був, а тепер його не видно.',
      GITHUB_SILENT: 'GitHub не відповідав добу.',
      CHECK_FAILED: 'Перевірка зламалася в нас.',
    },
    newTask: {
      title: 'Нове завдання. Назва одним рядком? /cancel — вийти.',
      text: 'Що треба зробити і коли це вважається зробленим?',
      repo: 'У якому репозиторії? Напишіть власник/назва або власник/назва#42, якщо pull request має закрити issue 42.',
      branches: 'Злито в які гілки? Назви через пробіл або «-» для типової гілки.',
      reward: 'Винагорода в USD кожному? Наприклад 100.00',
      slots: 'Скільки людей можуть його взяти?',
      days: 'Скільки днів має кожен?',
      empty: 'Напишіть, будь ласка, текст.',
      tooLong: (most) => `Це довше за ${most} символів. Надішліть коротше.`,
      badRepo: (got) => fmt`«${got}» — не репозиторій. Напишіть власник/назва, як-от octocat/hello-world.`,
      badBranches: (got) => fmt`«${got}» не може бути назвою гілки. Напишіть назви через пробіл або «-».`,
      badReward: (got) => fmt`«${got}» — не сума. Напишіть, як-от 100.00; від 0.01 до 1000000.00.`,
    },
    looking: (ref, repo) => fmt`${bold(ref)} збережено як чернетку. Дивлюся на ${repo}…`,
    repoMissing: (repo) =>
      fmt`GitHub не показує репозиторію ${repo}: помилка в назві або він закритий для нашого токена. Виправте на GitHub і перевірте ще раз або відкиньте чернетку.`,
    repoSilent: 'GitHub не відповідає; чернетку збережено, перевірю ще раз сам.',
    usage: 'Формат: /task #17, а для чернетки /task #17 selfmerge on, /task #17 selfmerge off',
    noTask: (ref) => `Завдання ${ref} немає.`,
    card: (head, text, repo, branches, state) => fmt`${head}

${text}

Репозиторій: ${repo}
Гілки: ${code(branches)}
Стан: ${state}`,
    head: (ref, title, amount, taken, slots, time) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · зайнято ${taken}/${slots} · ${time}`,
    taskState: {
      draft: 'чернетка, її ніхто не бачить',
      open: 'відкрите',
      paused: 'призупинене: нових не беремо, розпочате триває',
      closing: 'закривається: нових не беремо, чекаємо на розпочате',
      closed: 'закрите',
      discarded: 'відкинуте',
    },
    notNow: (state) => fmt`Це не пасує до теперішнього стану завдання: ${state}.`,
    confirmClose: (ref, live) =>
      live === 0
        ? `Закрити ${ref}? Над ним ніхто не працює. Узяти його більше не можна буде, знову воно не відкриється.`
        : `Закрити ${ref}? ${people(live)} завершити й отримати гроші; більше ніхто його не візьме, знову воно не відкриється.`,
    queue: {
      title: bold('Що чекає'),
      empty: 'Нічого не чекає.',
      verifying: (n) => bold(`Перевіряється: ${n}`),
      waiting_merge: (n) => bold(`Чекає на злиття: ${n}`),
      review: (n) => bold(`На перегляд людині: ${n}`),
      payments: (n) => bold(`Незавершені виплати: ${n}`),
      line: (own, task, pull, age) => fmt`${own} ${task} · ${pull} · ${age}`,
      reviewLine: (own, task, pull, age, reason) => fmt`${own} ${task} · ${pull} · ${age}
   ${reason}`,
      payment: (ref, own, amount, state, age, reason) =>
        fmt`${ref} ${own} · ${amount} · ${state} · ${age}${reason === '' ? '' : ` · ${reason}`}`,
      more: (n) => `… і ще ${n}`,
    },
    reviewCard: (own, head, person, login, pull, taken, submitted, reason) =>
      fmt`${bold(own)} за ${head}
Хто: ${person} (GitHub ${login})
PR: ${pull}
Взято: ${taken} · надіслано: ${submitted}
Чому тут: ${reason}`,
    notInReview: (own) => `${own} більше не чекає на перегляд. /queue`,
    ownWork: 'Це ваша власна робота; має вирішити інший адміністратор.',
    approved: (own, amount) => fmt`${bold(own)} схвалено; ${amount} відправляється.`,
    askReason: (own) => fmt`Чому ${bold(own)} відхилено? Людина прочитає ваші слова. /cancel — вийти.`,
    rejected: (own) => fmt`${bold(own)} відхилено; людина може надіслати знову.`,
    reviewWaits: (own, reason) => fmt`${bold(own)} чекає на перегляд: ${reason}`,
    paymentWaits: (ref, own, amount, reason) =>
      fmt`Виплата ${bold(ref)} (${own}, ${amount}) потребує людини: ${reason}. /queue`,
  },
  list: (items) => join(items, ', '),
}
