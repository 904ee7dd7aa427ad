import { bold, code, fmt, type Part, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const jobs = (n: number) =>
  `${n} ${plural('uk', n, { one: 'завдання', few: 'завдання', many: 'завдань', other: 'завдання' })}`
const updates = (n: number) =>
  `${n} ${plural('uk', n, { one: 'оновлення', few: 'оновлення', many: 'оновлень', other: 'оновлення' })}`
const messages = (n: number) =>
  `${n} ${plural('uk', n, { one: 'повідомлення', few: 'повідомлення', many: 'повідомлень', other: 'повідомлення' })}`
const some = (u: number, m: number, j: number) =>
  [u > 0 && updates(u), m > 0 && messages(m), j > 0 && jobs(j)].filter(Boolean).join(', ')
const alerts = (n: number) =>
  `${n} ${plural('uk', n, { one: 'тривогу', few: 'тривоги', many: 'тривог', other: 'тривоги' })}`

export const uk: Catalogue = {
  about: 'Стежить, щоб інші боти працювали, і каже, коли ні.',
  tryThis: 'Подивитися, як тут справи',
  menu: {
    status: 'Як справи в кожного бота',
    runbook: 'Бот не відповідає: крок за кроком',
    dead: 'Що зламалося остаточно',
    errors: 'Що ламалося останнім часом',
    jobs: 'Відкладена робота',
    lock: 'Хто опитує Telegram',
    webhook: 'Що каже Telegram',
    mute: 'Тиша: /mute 1h',
    inbox: 'Що вам повідомляли',
    help: 'Усі команди',
    lang: 'Мова',
  },
  start: (state) => fmt`${bold('Watch')} стежить, щоб боти тут працювали.

${state}

/status показує кожного бота, /runbook допомагає, коли котрийсь не відповідає, решта — у /help.`,
  stranger: (id) => fmt`Цей бот розмовляє з тими, хто тут за все відповідає.
Якщо ви один із них, попросіть надати вам роль. Ваш ідентифікатор у Telegram — ${code(id)}:
${code(`posthouse role grant watch admin ${id}`)}`,
  help: (bot) => fmt`${bold('Подивитися')}
/status — усі боти; /pin тримає картку нагорі
/runbook ${bot} — бот не відповідає: крок за кроком
/lock ${bot} — хто опитує Telegram, і пульс
/webhook ${bot} — що про бота каже Telegram
/errors, /jobs — що ламалося останнім часом і що ще попереду
/dead ${bot} — що зламалося остаточно, одне за одним

${bold('Ви')}
/mute 1h — тривоги надходять без звуку; /mute off
/inbox — що вам повідомляли і як це робити
/lang — мова, /cancel — вийти з питання`,
  helpForOps: (bot) => fmt`${bold('Полагодити')}
/dead ${bot} — відкрийте щось одне, потім повторіть або відмовтеся
/release ${bot} — забрати блокування, яке зависло
/drop ${bot} причина — пропустити чергу; вона зберігається і може повернутися`,
  maintenance: 'Один із ботів мовчить або знову відповідає',
  whichBot: 'Який бот?',
  all: 'Усі боти',
  needsOps: fmt`Щоб вирішувати, потрібна роль ${code('ops')}.`,
  nothingDone: 'Нічого не зроблено.',
  questionOver: 'Це питання вже минуло. Надішліть команду ще раз.',
  asking: 'Запитую Telegram…',
  reasonMissing: 'Напишіть причину одним реченням.',
  reasonLong: (most) => `Задовго: щонайбільше ${most} символів.`,
  status: {
    title: bold('Як тут справи'),
    head: (icon, bot, mode) => fmt`${icon} ${bold(bot)} · ${mode}`,
    headNot: (icon, bot, mode, how) => fmt`${icon} ${bold(bot)} · ${mode} · ${bold(how)}`,
    polling: 'опитування',
    webhook: 'вебхук',
    nobody: 'ніхто не опитує',
    holder: (host, pid, beat) => fmt`${host}, процес ${pid} · ${beat}`,
    fresh: 'пульсу менше хвилини',
    old: (at) => `останній пульс ${at}`,
    noBeat: 'пульсу ще не було',
    attention: 'варто глянути',
    down: 'не працює',
    flow: (backlog, outbox, waiting) => `чекають: ${some(backlog, outbox, waiting)}`,
    idle: 'нічого не чекає',
    oldest: (at) => `найстаріше надійшло ${at}`,
    failing: (n) => `${jobs(n)} зі збоєм, буде спроба`,
    dead: (u, j, s) => `осторонь: ${some(u, s, j)}`,
    error: (at, error) => fmt`остання помилка ${at}: ${code(error)}`,
    cost: (cost) => `витрати за сьогодні: ${cost}`,
    changed: (at) => `Картка оновлюється сама. Остання зміна ${at}`,
    pinned:
      'Відтепер картка оновлюється сама, коли щось міняється, щонайбільше раз на 15 секунд. /pin off це припиняє.',
    unpinned: 'Картка більше не оновлюється.',
    usage: 'Напишіть /pin або /pin off.',
  },
  lock: {
    card: (bot, host, pid, env, since, beat, epoch) => fmt`${bold(bot)}: опитує ${host}, процес ${pid} (${env})
від ${since}
пульс: ${beat}
епоха ${epoch}`,
    free: (bot, host, beat) => fmt`${bold(bot)}: ніхто не опитує Telegram.
Останнім був ${host}; пульс: ${beat}`,
    never: (bot) => fmt`${bold(bot)}: ще ніхто не опитував Telegram. З вебхуком це й не потрібно.`,
    ask: (bot, host, pid) =>
      fmt`Забрати блокування ${bold(bot)} у ${host}, процес ${pid}? Йому відмовлять за наступного поновлення, а той, хто чекає, почне.`,
    askAlive: (sentence, bot, host, pid) => fmt`${sentence}
Усе одно забрати блокування ${bold(bot)} у ${host}, процес ${pid}?`,
  },
  dead: {
    title: (bot, n) => fmt`${bold(bot)}: осторонь — ${n}`,
    line: (name, bot, what, ago, error) => fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    one: (name, bot, what, state) => fmt`${bold(name)} · ${bot} · ${what} · ${state}`,
    chat: (chat) => fmt`чат ${code(chat)}`,
    tries: (n, ago) =>
      fmt`${n} ${plural('uk', n, { one: 'спроба', few: 'спроби', many: 'спроб', other: 'спроби' })}, відкладено ${ago}`,
    words: (words) => fmt`${bold('Словами')}
${code(words)}`,
    error: (error) => fmt`${bold('Помилка')}
${code(error)}`,
    payload: (payload) => fmt`${bold('Що це було')}
${code(payload)}`,
    mendFirst: 'Спершу усуньте причину, потім повторіть: це виконається на своєму місці, один раз.',
    perhaps: 'Можливо, воно дійшло. Загляньте в чат; якщо ні — надішліть ще раз.',
    why: (name) => `Чому ${name} не треба виконувати? Причина збережеться поруч. /cancel — вийти.`,
    askDiscard: (name, why) =>
      fmt`Вирішити, що ${bold(name)} не виконуватиметься? Воно збережеться, і його ще можна буде повторити звідси.
Причина: ${why}`,
    page: (page, pages) => `сторінка ${page} з ${pages}`,
  },
  errors: {
    title: bold('Що ламалося останнім часом'),
    none: 'Нічого не ламалося.',
    line: (name, bot, what, ago, error) => fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    trying: 'буде нова спроба',
  },
  jobs: {
    title: bold('Відкладена робота'),
    none: 'Жодне завдання не чекає, не виконується і не зламалося.',
    line: (bot, name) => fmt`${bot} · ${bold(name)}`,
    counts: (waiting, running, failing, dead) =>
      `чекають ${waiting}, виконуються ${running}, зі збоєм ${failing}, осторонь ${dead}`,
    next: (at) => `наступне ${at}`,
    overdue: (ago) => fmt`мало початися ${ago}, і ніхто не взявся`,
  },
  webhook: {
    unasked: (bot, why) => fmt`${bold(bot)}: Telegram не вдалося запитати: ${why}`,
  },
  drop: {
    why: (bot) => `Чому пропустити те, що чекає на ${bot}? Причина збережеться поруч. /cancel — вийти.`,
    ask: (bot, waiting, reason) =>
      fmt`Пропустити те, що чекає на ${bold(bot)}: ${updates(waiting)} у вхідних і те, що лишилося в Telegram, якщо його ніхто не забирає? Ніхто не отримає відповіді. Усе збережеться і може повернутися.
Причина: ${reason}`,
    begun: (bot) => `Пропускаю те, що чекає на ${bot}…`,
    leftWebhook: 'Те, що в Telegram, лишається там: воно йде до вебхука.',
    leftPoller: 'Те, що в Telegram, лишається там: його забирає процес.',
    failed: (bot, why) => `${bot}: вдалося пропустити не все: ${why}. Надішліть команду ще раз.`,
    kept: (n) => `Усього пропущено і збережено: ${updates(n)}.`,
  },
  mute: {
    on: (until) => `Тривоги надходять без звуку, час — до ${until}.`,
    onUntilOff: 'Тривоги надходять без звуку, доки ви не напишете /mute off.',
    off: 'Тривоги надходять зі звуком.',
    usage: 'Напишіть, на скільки: /mute 30m, /mute 1h, /mute 2h30m, /mute 1d (щонайбільше 30 днів) або /mute off.',
  },
  alert: {
    firing: (icon, severity, title) => fmt`${icon} ${bold(severity)} · ${bold(title)}`,
    resolved: (title) => fmt`✅ ${bold('минулося')} · ${bold(title)}`,
    line: (icon, words, since) => `${icon} ${words} · ${since}`,
    lineResolved: (words, since, until) => `✅ ${words} · ${since} – ${until}`,
    more: (n) => `і ще ${n}`,
    truncated: (n) => `Alertmanager не показав ще ${alerts(n)}.`,
    acknowledged: (who, at) => fmt`👁 Цим займається ${bold(who)}, від ${at}`,
    silenced: (who, until) => fmt`🔕 Тиша в Alertmanager до ${until} — ${bold(who)}`,
    quiet: (who, until) => fmt`🔕 Звідси жодних повідомлень до ${until} — ${bold(who)}`,
    worse: (title, severity) => fmt`⬆️ ${bold(title)}: тепер ${bold(severity)}`,
    alreadyAcknowledged: (who) => `Цим уже займається ${who}.`,
    over: 'Це вже минулося.',
    unknown: 'Про цю тривогу вже нічого не відомо.',
    youAcknowledged: 'Тепер усі бачать, що ви цим займаєтеся.',
    silencing: 'Прошу Alertmanager…',
    noAddress: 'ALERTMANAGER_URL не задано, тож самого Alertmanager не стишено: годину ця група мовчатиме тут.',
    notSilenced: 'Alertmanager не прийняв тиші. Годину ця група мовчатиме тут.',
  },
  runbook: {
    step: (icon, n, title: Part) => fmt`${icon} ${n}. ${bold(title)}`,
  },
  button: {
    refresh: 'Ще раз',
    pin: 'Закріпити картку',
    open: (name) => `Відкрити ${name}`,
    replay: 'Повторити',
    sendAgain: 'Надіслати ще раз',
    discard: 'Не виконувати',
    discardSure: 'Так, не виконувати',
    release: 'Зняти блокування',
    releaseSure: 'Так, зняти',
    releaseForce: 'Усе одно забрати',
    dropSure: 'Так, пропустити',
    drop: 'Пропустити чергу',
    putBack: 'Повернути',
    leave: 'Ні, лишити',
    list: 'До списку',
    earlier: 'Раніше',
    later: 'Пізніше',
    errors: 'Помилки',
    lock: 'Блокування',
    webhook: 'Вебхук',
    dead: 'Що осторонь',
    runbook: 'Крок за кроком',
    acknowledge: 'Займаюся',
    silence: 'Тиша на 1 год',
    halfHour: '30 хв',
    hour: '1 год',
    workday: '8 год',
    unmute: 'Знову зі звуком',
  },
}
