import { bold, fmt, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('uk', n, { one: 'дня', few: 'днів', many: 'днів', other: 'днів' })}`

export const uk: Catalogue = {
  age: {
    looking: 'Спершу гляну на ваш акаунт GitHub. Хвилинку.',
    known: 'Ваш акаунт GitHub досить давній. Беріть:',
    tooNew: (login, least, from) =>
      fmt`Вашому акаунту GitHub ${bold(login)} ще немає ${days(least)}; брати завдання можна з ${from}. Маєте давніший? /link. Є вагома причина? Напишіть тим, хто веде ці завдання.`,
    gone: (login) => fmt`GitHub більше не знає акаунта ${bold(login)}. Під’єднайте той, яким користуєтеся: /link`,
  },
  trust: {
    usage: 'Формат: /trust @ann, /trust 12, /trust A42',
    untrustUsage: 'Формат: /untrust @ann, /untrust 12, /untrust A42',
    already: (id) => `Людині ${id} вже довіряють. /untrust ${id}`,
    not: (id) => `Людини ${id} немає серед тих, кому довіряють.`,
    done: (name, id) => fmt`На ${bold(name)} (id ${id}) правила для новачків не поширюються. Скасувати: /untrust ${id}`,
    undone: (name, id) => fmt`На ${bold(name)} (id ${id}) знову поширюються правила для новачків.`,
    told: 'Адміністратор звільнив вас від правил для новачків. /tasks',
  },
  claims: {
    blocked: (until) =>
      `Ви тричі за 30 днів здали чужі pull request, тож брати завдання знову можна з ${until}. Те, що в роботі, лишається вашим. Це помилка? Оскаржте рішення (/dispute A42 чому) або напишіть тим, хто веде ці завдання.`,
    blockedNow: (times, until, own) =>
      fmt`Чужих pull request останнім часом: ${times}. Брати завдання знову можна з ${bold(until)}; те, що в роботі, лишається вашим. Це помилка? /dispute ${own} чому — або напишіть тим, хто веде ці завдання.`,
    forAdmins: (name, id, until) =>
      fmt`${bold(name)} (id ${id}) здає чужі pull request і до ${until} нічого не бере. Зняти: /unblock ${id}. Назавжди: /ban ${id} причина`,
    evidence: (own, pull, author, day) => fmt`${own}: ${pull}, автор ${author}, ${day}`,
    yours: (pull, task) =>
      fmt`Хтось здав ваш pull request ${bold(pull)} за завдання ${task}. Йому за це не платять, і від вас нічого не потрібно. Ви робили його для цього завдання? Візьміть завдання і здайте самі.`,
    unblockUsage: 'Формат: /unblock @ann, /unblock 12, /unblock A42',
    notBlocked: (id) => `Людина ${id} може брати завдання; нічого не заблоковано.`,
    unblocked: (name, id) => fmt`${bold(name)} (id ${id}) знову може брати завдання.`,
    over: 'Адміністратор розібрався: можна знову брати завдання. /tasks',
  },
  payee: {
    askCountry: 'У якій країні ви живете? Напишіть її назву або дві літери, як-от UA. /cancel — вийти.',
    askCountryOf: (list) =>
      fmt`У якій країні ви живете? Гроші можуть іти сюди: ${list}. Напишіть назву або дві літери, як-от UA. /cancel — вийти.`,
    askAccount: 'На який акаунт Stripe підуть ваші гроші? Напишіть його так: acct_1AbC… /cancel — вийти.',
    badCountry: (got) => fmt`Країни «${got}» я не знаю. Напишіть її назву або дві літери, як-от UA.`,
    whichCountry: 'Яка з цих? Натисніть або напишіть повну назву.',
    badAccount: 'Це не акаунт Stripe. Він починається з acct_ і є в налаштуваннях Stripe.',
    noted: (name) => fmt`Записано, де ви живете: ${name}. Інша країна: /payee`,
    notThere: (name) =>
      fmt`Записано: ${name}. Тим, хто там живе, звідси не заплатити, тож брати завдання ви не можете. Інша країна? /payee`,
    country: (name) => fmt`Ви живете тут: ${name}`,
    account: (account) => fmt`Ваші гроші йдуть на ${account}. Інший акаунт: /payee acct_…`,
    formThere: 'Вашу податкову форму отримано.',
    formMissing: 'Вашої податкової форми немає.',
    formOn: (name, id) => fmt`Податкову форму отримано: ${bold(name)} (id ${id}).`,
    formOff: (name, id) => fmt`Податкової форми немає: ${bold(name)} (id ${id}).`,
    usage: 'Формат: /payee або /payee і країна, наприклад /payee UA',
    refused: {
      noCountry: 'Перед першим завданням мушу знати, чи можна вам заплатити: у якій країні ви живете? /payee',
      country: 'Тим, хто живе у вашій країні, звідси не заплатити, тож брати завдання ви не можете. Переїхали? /payee',
      noAccount: 'Перед першим завданням мушу знати, куди підуть ваші гроші: /payee',
    },
    formFirst: (most) =>
      fmt`Без податкової форми вам цього року можна заплатити не більше ${bold(most)}. Передайте форму тим, хто веде ці завдання; адміністратор позначить це тут.`,
    help: '/payee — ваша країна і куди йдуть гроші',
    helpForAdmins: '/payee @ann form on — податкову форму отримано',
    button: { anew: 'Інша країна', fill: 'Заповнити' },
  },
  first: {
    tooMuch: (most) => fmt`Поки вам не оплачено перше завдання, можна брати завдання до ${bold(most)}.`,
    fits: 'Підходять:',
    noneFits: 'Зараз таких немає. Повідомити, коли з’являться завдання?',
  },
  paidThisYear: (year, amounts) => fmt`Виплачено вам за ${year} рік: ${bold(amounts)}`,
  help: `/trust 12, /untrust 12 — на кого не поширюються правила для новачків
/unblock 12 — знімає заборону брати завдання через чужі pull request`,
}
