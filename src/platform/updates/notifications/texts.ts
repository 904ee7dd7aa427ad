import { fmt, type Part } from '../../telegram/text.ts'
import { plural, texts } from '../../telegram/texts.ts'

const tick = (is: boolean) => (is ? '✓' : '✗')

/** What the inbox says, in every bot that has one. */
export const say = texts({
  en: {
    head: (unread: number, all: number) =>
      unread === 0 ? `📥 Inbox: ${all}, all read.` : `📥 Inbox: ${unread} unread of ${all}.`,
    empty: '📥 Your inbox is empty. Whatever this bot lets you know is kept here.',
    urgent: '❗ Urgent',
    markAllRead: 'Mark all as read',
    allRead: (n: number) =>
      n === 0
        ? 'Everything was read.'
        : `${n} ${plural('en', n, { one: 'notification', other: 'notifications' })} marked as read.`,
    settings: '⚙️ Settings',
    back: '‹ Inbox',
    settingsTitle: 'What may this bot tell you, and where?',
    noTypes: 'This bot sends no notifications.',
    always: 'always, on both',
    channels: (inApp: boolean, telegram: boolean) => `inbox ${tick(inApp)}, message ${tick(telegram)}`,
    channel: {
      in_app: (n: number, is: boolean) => `${n}. Inbox ${tick(is)}`,
      telegram: (n: number, is: boolean) => `${n}. Message ${tick(is)}`,
    },
    noQuiet: '🌙 No quiet hours: messages come at any time.',
    quietIs: (from: string, to: string, zone: string) =>
      `🌙 Quiet hours from ${from} to ${to} (${zone}), in all bots of this house. What comes meanwhile waits; only urgent messages come through.`,
    mutedUntil: (until: Part) => fmt`🔕 Muted until ${until}`,
    mutedForGood: '🔕 Muted until you unmute it.',
    setQuiet: '🌙 Set quiet hours',
    changeQuiet: '🌙 Change',
    endQuiet: 'No quiet hours',
    mute1: '🔕 1 h',
    mute8: '🔕 8 h',
    muteForGood: '🔕 Until I unmute',
    unmute: '🔔 Unmute',
    quiet: {
      hours: 'From when to when shall I be quiet? For example 23:00–08:00. /cancel leaves it as it is.',
      notHours: (got: string) => `"${got}" is not from one time to another. Write it like 23:00–08:00.`,
      sameHours: 'Quiet hours have to end at another time than they begin. Write them like 23:00–08:00.',
      zone: 'In which time zone? Press one, or write yours as continent and city, for example Europe/Lisbon.',
      notZone: (got: string) =>
        `I know no time zone "${got}". Write continent and city in English, for example Europe/Lisbon.`,
      saved: (from: string, to: string, zone: string, now: string) =>
        `🌙 From ${from} to ${to} only urgent messages come through. In ${zone} it is ${now} now.`,
    },
  },
  uk: {
    head: (unread, all) =>
      unread === 0 ? `📥 Вхідні: ${all}, усе прочитано.` : `📥 Вхідні: непрочитаних ${unread} із ${all}.`,
    empty: '📥 Поки що порожньо. Усе, про що цей бот сповіщає, зберігається тут.',
    urgent: '❗ Терміново',
    markAllRead: 'Позначити все прочитаним',
    allRead: (n) =>
      n === 0
        ? 'Усе вже було прочитано.'
        : `Позначено прочитаними: ${n} ${plural('uk', n, { one: 'сповіщення', few: 'сповіщення', many: 'сповіщень', other: 'сповіщення' })}.`,
    settings: '⚙️ Налаштування',
    back: '‹ Вхідні',
    settingsTitle: 'Про що і де цей бот може вас сповіщати?',
    noTypes: 'Цей бот не надсилає сповіщень.',
    always: 'завжди, і там, і там',
    channels: (inApp, telegram) => `вхідні ${tick(inApp)}, повідомлення ${tick(telegram)}`,
    channel: {
      in_app: (n, is) => `${n}. Вхідні ${tick(is)}`,
      telegram: (n, is) => `${n}. Повідомлення ${tick(is)}`,
    },
    noQuiet: '🌙 Тихих годин немає: повідомлення приходять будь-коли.',
    quietIs: (from, to, zone) =>
      `🌙 Тихі години з ${from} до ${to} (${zone}), в усіх ботах цього дому. Усе інше чекає; приходять лише термінові повідомлення.`,
    mutedUntil: (until) => fmt`🔕 Вимкнено до ${until}`,
    mutedForGood: '🔕 Вимкнено, доки ви не ввімкнете.',
    setQuiet: '🌙 Задати тихі години',
    changeQuiet: '🌙 Змінити',
    endQuiet: 'Без тихих годин',
    mute1: '🔕 1 год',
    mute8: '🔕 8 год',
    muteForGood: '🔕 Доки не ввімкну',
    unmute: '🔔 Увімкнути',
    quiet: {
      hours: 'З котрої до котрої не турбувати? Наприклад, 23:00–08:00. /cancel залишить усе як є.',
      notHours: (got) => `«${got}» — не проміжок часу. Напишіть так: 23:00–08:00.`,
      sameHours: 'Тихі години мають закінчуватися не тоді, коли починаються. Напишіть так: 23:00–08:00.',
      zone: 'У якому часовому поясі? Натисніть або напишіть свій англійською: континент і місто, наприклад Europe/Lisbon.',
      notZone: (got) =>
        `Не знаю часового поясу «${got}». Напишіть англійською континент і місто, наприклад Europe/Lisbon.`,
      saved: (from, to, zone, now) =>
        `🌙 З ${from} до ${to} приходитимуть лише термінові повідомлення. ${zone}: зараз ${now}.`,
    },
  },
  ru: {
    head: (unread, all) =>
      unread === 0 ? `📥 Входящие: ${all}, всё прочитано.` : `📥 Входящие: непрочитанных ${unread} из ${all}.`,
    empty: '📥 Пока пусто. Всё, о чём этот бот уведомляет, хранится здесь.',
    urgent: '❗ Срочно',
    markAllRead: 'Отметить всё прочитанным',
    allRead: (n) =>
      n === 0
        ? 'Всё уже было прочитано.'
        : `Отмечено прочитанными: ${n} ${plural('ru', n, { one: 'уведомление', few: 'уведомления', many: 'уведомлений', other: 'уведомления' })}.`,
    settings: '⚙️ Настройки',
    back: '‹ Входящие',
    settingsTitle: 'О чём и где этот бот может вас уведомлять?',
    noTypes: 'Этот бот не присылает уведомлений.',
    always: 'всегда, и там, и там',
    channels: (inApp, telegram) => `входящие ${tick(inApp)}, сообщение ${tick(telegram)}`,
    channel: {
      in_app: (n, is) => `${n}. Входящие ${tick(is)}`,
      telegram: (n, is) => `${n}. Сообщение ${tick(is)}`,
    },
    noQuiet: '🌙 Тихих часов нет: сообщения приходят в любое время.',
    quietIs: (from, to, zone) =>
      `🌙 Тихие часы с ${from} до ${to} (${zone}), во всех ботах этого дома. Остальное ждёт; приходят только срочные сообщения.`,
    mutedUntil: (until) => fmt`🔕 Отключено до ${until}`,
    mutedForGood: '🔕 Отключено, пока вы не включите.',
    setQuiet: '🌙 Задать тихие часы',
    changeQuiet: '🌙 Изменить',
    endQuiet: 'Без тихих часов',
    mute1: '🔕 1 ч',
    mute8: '🔕 8 ч',
    muteForGood: '🔕 Пока не включу',
    unmute: '🔔 Включить',
    quiet: {
      hours: 'С какого и до какого часа не беспокоить? Например, 23:00–08:00. /cancel оставит всё как есть.',
      notHours: (got) => `«${got}» — не промежуток времени. Напишите так: 23:00–08:00.`,
      sameHours: 'Тихие часы должны заканчиваться не тогда, когда начинаются. Напишите так: 23:00–08:00.',
      zone: 'В каком часовом поясе? Нажмите или напишите свой по-английски: континент и город, например Europe/Lisbon.',
      notZone: (got) =>
        `Не знаю часового пояса «${got}». Напишите по-английски континент и город, например Europe/Lisbon.`,
      saved: (from, to, zone, now) =>
        `🌙 С ${from} до ${to} будут приходить только срочные сообщения. ${zone}: сейчас ${now}.`,
    },
  },
})
