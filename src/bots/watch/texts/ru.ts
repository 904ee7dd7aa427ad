import { bold, code, fmt, type Part, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const jobs = (n: number) =>
  `${n} ${plural('ru', n, { one: 'задание', few: 'задания', many: 'заданий', other: 'задания' })}`
const updates = (n: number) =>
  `${n} ${plural('ru', n, { one: 'обновление', few: 'обновления', many: 'обновлений', other: 'обновления' })}`
const messages = (n: number) =>
  `${n} ${plural('ru', n, { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' })}`
const some = (u: number, m: number, j: number) =>
  [u > 0 && updates(u), m > 0 && messages(m), j > 0 && jobs(j)].filter(Boolean).join(', ')
const alerts = (n: number) =>
  `${n} ${plural('ru', n, { one: 'тревогу', few: 'тревоги', many: 'тревог', other: 'тревоги' })}`

export const ru: Catalogue = {
  about: 'Следит, чтобы другие боты работали, и говорит, когда нет.',
  tryThis: 'Посмотреть, как тут дела',
  menu: {
    status: 'Как дела у каждого бота',
    runbook: 'Бот не отвечает: шаг за шагом',
    dead: 'Что сломалось окончательно',
    errors: 'Что ломалось в последнее время',
    jobs: 'Отложенная работа',
    lock: 'Кто опрашивает Telegram',
    webhook: 'Что говорит Telegram',
    mute: 'Тишина: /mute 1h',
    inbox: 'Что вам сообщали',
    help: 'Все команды',
    lang: 'Язык',
  },
  start: (state) => fmt`${bold('Watch')} следит, чтобы боты здесь работали.

${state}

/status показывает каждого бота, /runbook помогает, когда какой-то не отвечает, остальное — в /help.`,
  stranger: (id) => fmt`Этот бот разговаривает с теми, кто здесь за всё отвечает.
Если вы один из них, попросите дать вам роль. Ваш идентификатор в Telegram — ${code(id)}:
${code(`posthouse role grant watch admin ${id}`)}`,
  help: (bot) => fmt`${bold('Посмотреть')}
/status — все боты; /pin держит карточку наверху
/runbook ${bot} — бот не отвечает: шаг за шагом
/lock ${bot} — кто опрашивает Telegram, и пульс
/webhook ${bot} — что о боте говорит Telegram
/errors, /jobs — что ломалось в последнее время и что ещё впереди
/dead ${bot} — что сломалось окончательно, одно за другим

${bold('Вы')}
/mute 1h — тревоги приходят без звука; /mute off
/inbox — что вам сообщали и как это делать
/lang — язык, /cancel — выйти из вопроса`,
  helpForOps: (bot) => fmt`${bold('Починить')}
/dead ${bot} — откройте что-то одно, потом повторите или откажитесь
/release ${bot} — забрать блокировку, которая зависла
/drop ${bot} причина — пропустить очередь; она сохраняется и может вернуться`,
  maintenance: 'Один из ботов молчит или снова отвечает',
  whichBot: 'Какой бот?',
  all: 'Все боты',
  needsOps: fmt`Чтобы решать, нужна роль ${code('ops')}.`,
  nothingDone: 'Ничего не сделано.',
  questionOver: 'Этот вопрос уже в прошлом. Отправьте команду ещё раз.',
  asking: 'Спрашиваю Telegram…',
  reasonMissing: 'Напишите причину одним предложением.',
  reasonLong: (most) => `Слишком длинно: самое большее ${most} символов.`,
  status: {
    title: bold('Как тут дела'),
    head: (icon, bot, mode) => fmt`${icon} ${bold(bot)} · ${mode}`,
    headNot: (icon, bot, mode, how) => fmt`${icon} ${bold(bot)} · ${mode} · ${bold(how)}`,
    polling: 'опрос',
    webhook: 'вебхук',
    nobody: 'никто не опрашивает',
    holder: (host, pid, beat) => fmt`${host}, процесс ${pid} · ${beat}`,
    fresh: 'пульсу меньше минуты',
    old: (at) => `последний пульс ${at}`,
    noBeat: 'пульса ещё не было',
    attention: 'стоит взглянуть',
    down: 'не работает',
    flow: (backlog, outbox, waiting) => `ждут: ${some(backlog, outbox, waiting)}`,
    idle: 'ничего не ждёт',
    oldest: (at) => `самое старое пришло ${at}`,
    failing: (n) => `${jobs(n)} со сбоем, будет попытка`,
    dead: (u, j, s) => `в стороне: ${some(u, s, j)}`,
    error: (at, error) => fmt`последняя ошибка ${at}: ${code(error)}`,
    cost: (cost) => `расходы за сегодня: ${cost}`,
    changed: (at) => `Карточка обновляется сама. Последнее изменение ${at}`,
    pinned:
      'Теперь карточка обновляется сама, когда что-то меняется, самое большее раз в 15 секунд. /pin off это прекращает.',
    unpinned: 'Карточка больше не обновляется.',
    usage: 'Напишите /pin или /pin off.',
  },
  lock: {
    card: (bot, host, pid, env, since, beat, epoch) => fmt`${bold(bot)}: опрашивает ${host}, процесс ${pid} (${env})
с ${since}
пульс: ${beat}
эпоха ${epoch}`,
    free: (bot, host, beat) => fmt`${bold(bot)}: никто не опрашивает Telegram.
Последним был ${host}; пульс: ${beat}`,
    never: (bot) => fmt`${bold(bot)}: ещё никто не опрашивал Telegram. С вебхуком это и не нужно.`,
    ask: (bot, host, pid) =>
      fmt`Забрать блокировку ${bold(bot)} у ${host}, процесс ${pid}? Ему откажут при следующем продлении, а тот, кто ждёт, начнёт.`,
    askAlive: (sentence, bot, host, pid) => fmt`${sentence}
Всё равно забрать блокировку ${bold(bot)} у ${host}, процесс ${pid}?`,
  },
  dead: {
    title: (bot, n) => fmt`${bold(bot)}: в стороне — ${n}`,
    line: (name, bot, what, ago, error) => fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    one: (name, bot, what, state) => fmt`${bold(name)} · ${bot} · ${what} · ${state}`,
    chat: (chat) => fmt`чат ${code(chat)}`,
    tries: (n, ago) =>
      fmt`${n} ${plural('ru', n, { one: 'попытка', few: 'попытки', many: 'попыток', other: 'попытки' })}, отложено ${ago}`,
    words: (words) => fmt`${bold('Словами')}
${code(words)}`,
    error: (error) => fmt`${bold('Ошибка')}
${code(error)}`,
    payload: (payload) => fmt`${bold('Что это было')}
${code(payload)}`,
    mendFirst: 'Сначала устраните причину, потом повторите: это выполнится на своём месте, один раз.',
    perhaps: 'Возможно, оно дошло. Загляните в чат; если нет — отправьте ещё раз.',
    why: (name) => `Почему ${name} не нужно выполнять? Причина сохранится рядом. /cancel — выйти.`,
    askDiscard: (name, why) =>
      fmt`Решить, что ${bold(name)} не будет выполняться? Оно сохранится, и его ещё можно будет повторить отсюда.
Причина: ${why}`,
    page: (page, pages) => `страница ${page} из ${pages}`,
  },
  errors: {
    title: bold('Что ломалось в последнее время'),
    none: 'Ничего не ломалось.',
    line: (name, bot, what, ago, error) => fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    trying: 'будет новая попытка',
  },
  jobs: {
    title: bold('Отложенная работа'),
    none: 'Ни одно задание не ждёт, не выполняется и не сломалось.',
    line: (bot, name) => fmt`${bot} · ${bold(name)}`,
    counts: (waiting, running, failing, dead) =>
      `ждут ${waiting}, выполняются ${running}, со сбоем ${failing}, в стороне ${dead}`,
    next: (at) => `следующее ${at}`,
    overdue: (ago) => fmt`должно было начаться ${ago}, и никто не взялся`,
  },
  webhook: {
    unasked: (bot, why) => fmt`${bold(bot)}: Telegram не удалось спросить: ${why}`,
  },
  drop: {
    why: (bot) => `Почему пропустить то, что ждёт ${bot}? Причина сохранится рядом. /cancel — выйти.`,
    ask: (bot, waiting, reason) =>
      fmt`Пропустить то, что ждёт ${bold(bot)}: ${updates(waiting)} во входящих и то, что осталось в Telegram, если его никто не забирает? Никто не получит ответа. Всё сохранится и может вернуться.
Причина: ${reason}`,
    begun: (bot) => `Пропускаю то, что ждёт ${bot}…`,
    leftWebhook: 'То, что в Telegram, остаётся там: оно идёт к вебхуку.',
    leftPoller: 'То, что в Telegram, остаётся там: его забирает процесс.',
    failed: (bot, why) => `${bot}: удалось пропустить не всё: ${why}. Отправьте команду ещё раз.`,
    kept: (n) => `Всего пропущено и сохранено: ${updates(n)}.`,
  },
  mute: {
    on: (until) => `Тревоги приходят без звука, срок — до ${until}.`,
    onUntilOff: 'Тревоги приходят без звука, пока вы не напишете /mute off.',
    off: 'Тревоги приходят со звуком.',
    usage: 'Напишите, на сколько: /mute 30m, /mute 1h, /mute 2h30m, /mute 1d (самое большее 30 дней) или /mute off.',
  },
  alert: {
    firing: (icon, severity, title) => fmt`${icon} ${bold(severity)} · ${bold(title)}`,
    resolved: (title) => fmt`✅ ${bold('прошло')} · ${bold(title)}`,
    line: (icon, words, since) => `${icon} ${words} · ${since}`,
    lineResolved: (words, since, until) => `✅ ${words} · ${since} – ${until}`,
    more: (n) => `и ещё ${n}`,
    truncated: (n) => `Alertmanager не показал ещё ${alerts(n)}.`,
    acknowledged: (who, at) => fmt`👁 Этим занимается ${bold(who)}, с ${at}`,
    silenced: (who, until) => fmt`🔕 Тишина в Alertmanager до ${until} — ${bold(who)}`,
    quiet: (who, until) => fmt`🔕 Отсюда никаких сообщений до ${until} — ${bold(who)}`,
    worse: (title, severity) => fmt`⬆️ ${bold(title)}: теперь ${bold(severity)}`,
    alreadyAcknowledged: (who) => `Этим уже занимается ${who}.`,
    over: 'Это уже прошло.',
    unknown: 'Об этой тревоге уже ничего не известно.',
    youAcknowledged: 'Теперь все видят, что вы этим занимаетесь.',
    silencing: 'Прошу Alertmanager…',
    noAddress: 'ALERTMANAGER_URL не задан, поэтому сам Alertmanager не заглушён: час эта группа будет молчать здесь.',
    notSilenced: 'Alertmanager не принял тишину. Час эта группа будет молчать здесь.',
  },
  runbook: {
    step: (icon, n, title: Part) => fmt`${icon} ${n}. ${bold(title)}`,
  },
  button: {
    refresh: 'Ещё раз',
    pin: 'Закрепить карточку',
    open: (name) => `Открыть ${name}`,
    replay: 'Повторить',
    sendAgain: 'Отправить ещё раз',
    discard: 'Не выполнять',
    discardSure: 'Да, не выполнять',
    release: 'Снять блокировку',
    releaseSure: 'Да, снять',
    releaseForce: 'Всё равно забрать',
    dropSure: 'Да, пропустить',
    drop: 'Пропустить очередь',
    putBack: 'Вернуть',
    leave: 'Нет, оставить',
    list: 'К списку',
    earlier: 'Раньше',
    later: 'Позже',
    errors: 'Ошибки',
    lock: 'Блокировка',
    webhook: 'Вебхук',
    dead: 'Что в стороне',
    runbook: 'Шаг за шагом',
    acknowledge: 'Занимаюсь',
    silence: 'Тишина на 1 ч',
    halfHour: '30 мин',
    hour: '1 ч',
    workday: '8 ч',
    unmute: 'Снова со звуком',
  },
}
