import { bold, fmt, join, texts } from '#platform/bot.ts'

export const say = texts({
  en: {
    hello: 'I remember things for you. /remind tells me what and when, /list shows what I keep.',
    what: 'What shall I remind you of?',
    when: 'In how many minutes?',
    notMinutes: (got: string) => `"${got}" is not a number of minutes from 1 to 10080.`,
    saved: (what: string) => fmt`Noted: ${bold(what)}`,
    ring: (what: string) => `⏰ ${what}`,
    list: (all: string[]) => (all.length > 0 ? join(all, '\n') : 'Nothing to remember. /remind'),
  },
  uk: {
    hello: 'Я пам’ятаю за вас. /remind — що і коли нагадати, /list — що я тримаю в пам’яті.',
    what: 'Про що нагадати?',
    when: 'За скільки хвилин?',
    notMinutes: (got) => `«${got}» — не кількість хвилин від 1 до 10080.`,
    saved: (what) => fmt`Занотовано: ${bold(what)}`,
    ring: (what) => `⏰ ${what}`,
    list: (all) => (all.length > 0 ? join(all, '\n') : 'Нагадувань немає. /remind'),
  },
  ru: {
    hello: 'Я помню за вас. /remind — что и когда напомнить, /list — что я держу в памяти.',
    what: 'О чём напомнить?',
    when: 'Через сколько минут?',
    notMinutes: (got) => `«${got}» — не число минут от 1 до 10080.`,
    saved: (what) => fmt`Записано: ${bold(what)}`,
    ring: (what) => `⏰ ${what}`,
    list: (all) => (all.length > 0 ? join(all, '\n') : 'Напоминаний нет. /remind'),
  },
})
