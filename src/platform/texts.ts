import { texts } from './telegram/texts.ts'

/** The few sentences that the house itself says; everything else is said by the bots. */
export const say = texts({
  en: {
    unknownCommand: 'I do not know that command. /help',
    notUnderstood: 'Send /help to see what I can do.',
    inPrivate: 'Let us do that in private.',
    openChat: 'Open the chat',
    nothingToCancel: 'There is nothing to cancel.',
    cancelled: 'Cancelled. Nothing was changed.',
    staleButton: 'That button is old.',
    failed: (code: string) =>
      `Something went wrong on our side. Your message is kept and a person will look at it (code ${code}).`,
    language: 'Which language shall I speak?',
    languageIs: 'I speak English now.',
    languageName: 'English',
    reader: {
      text: 'Please send a text.',
      whole: (got: string, least: number, most: number) => `"${got}" is not a number from ${least} to ${most}.`,
      choice: 'Please press one of the buttons.',
    },
  },
  uk: {
    unknownCommand: 'Не знаю такої команди. /help',
    notUnderstood: 'Надішліть /help, щоб побачити, що я вмію.',
    inPrivate: 'Зробімо це в приватному чаті.',
    openChat: 'Відкрити чат',
    nothingToCancel: 'Немає чого скасовувати.',
    cancelled: 'Скасовано. Нічого не змінено.',
    staleButton: 'Ця кнопка застаріла.',
    failed: (code) => `У нас щось зламалося. Ваше повідомлення збережено, його перегляне людина (код ${code}).`,
    language: 'Якою мовою говорити?',
    languageIs: 'Тепер говорю українською.',
    languageName: 'Українська',
    reader: {
      text: 'Надішліть, будь ласка, текст.',
      whole: (got, least, most) => `«${got}» — не число від ${least} до ${most}.`,
      choice: 'Натисніть, будь ласка, одну з кнопок.',
    },
  },
  ru: {
    unknownCommand: 'Не знаю такой команды. /help',
    notUnderstood: 'Отправьте /help, чтобы увидеть, что я умею.',
    inPrivate: 'Сделаем это в личном чате.',
    openChat: 'Открыть чат',
    nothingToCancel: 'Нечего отменять.',
    cancelled: 'Отменено. Ничего не изменено.',
    staleButton: 'Эта кнопка устарела.',
    failed: (code) => `У нас что-то сломалось. Ваше сообщение сохранено, его посмотрит человек (код ${code}).`,
    language: 'На каком языке говорить?',
    languageIs: 'Теперь говорю по-русски.',
    languageName: 'Русский',
    reader: {
      text: 'Пришлите, пожалуйста, текст.',
      whole: (got, least, most) => `«${got}» — не число от ${least} до ${most}.`,
      choice: 'Нажмите, пожалуйста, одну из кнопок.',
    },
  },
})
