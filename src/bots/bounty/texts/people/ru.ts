import { bold, fmt, plural } from '#platform/bot.ts'
import type { Catalogue } from './en.ts'

const days = (n: number) => `${n} ${plural('ru', n, { one: 'дня', few: 'дней', many: 'дней', other: 'дней' })}`

export const ru: Catalogue = {
  age: {
    looking: 'Сначала взгляну на ваш аккаунт GitHub. Минутку.',
    known: 'Ваш аккаунт GitHub достаточно давний. Берите:',
    tooNew: (login, least, from) =>
      fmt`Вашему аккаунту GitHub ${bold(login)} ещё нет ${days(least)}; брать задания можно с ${from}. Есть более давний? /link. Есть веская причина? Напишите тем, кто ведёт эти задания.`,
    gone: (login) => fmt`GitHub больше не знает аккаунта ${bold(login)}. Привяжите тот, которым пользуетесь: /link`,
  },
  trust: {
    usage: 'Формат: /trust @ann, /trust 12, /trust A42',
    untrustUsage: 'Формат: /untrust @ann, /untrust 12, /untrust A42',
    already: (id) => `Человеку ${id} уже доверяют. /untrust ${id}`,
    not: (id) => `Человека ${id} нет среди тех, кому доверяют.`,
    done: (name, id) =>
      fmt`На ${bold(name)} (id ${id}) правила для новичков не распространяются. Отменить: /untrust ${id}`,
    undone: (name, id) => fmt`На ${bold(name)} (id ${id}) снова распространяются правила для новичков.`,
    told: 'Администратор освободил вас от правил для новичков. /tasks',
  },
  claims: {
    blocked: (until) =>
      `Вы трижды за 30 дней сдали чужие pull request, поэтому брать задания снова можно с ${until}. То, что в работе, остаётся вашим. Это ошибка? Оспорьте решение (/dispute A42 почему) или напишите тем, кто ведёт эти задания.`,
    blockedNow: (times, until, own) =>
      fmt`Чужих pull request за последнее время: ${times}. Брать задания снова можно с ${bold(until)}; то, что в работе, остаётся вашим. Это ошибка? /dispute ${own} почему — или напишите тем, кто ведёт эти задания.`,
    forAdmins: (name, id, until) =>
      fmt`${bold(name)} (id ${id}) сдаёт чужие pull request и до ${until} ничего не берёт. Снять: /unblock ${id}. Навсегда: /ban ${id} причина`,
    evidence: (own, pull, author, day) => fmt`${own}: ${pull}, автор ${author}, ${day}`,
    yours: (pull, task) =>
      fmt`Кто-то сдал ваш pull request ${bold(pull)} за задание ${task}. Ему за это не платят, и от вас ничего не нужно. Вы делали его для этого задания? Возьмите задание и сдайте сами.`,
    unblockUsage: 'Формат: /unblock @ann, /unblock 12, /unblock A42',
    notBlocked: (id) => `Человек ${id} может брать задания; ничего не заблокировано.`,
    unblocked: (name, id) => fmt`${bold(name)} (id ${id}) снова может брать задания.`,
    over: 'Администратор разобрался: можно снова брать задания. /tasks',
  },
  payee: {
    askCountry: 'В какой стране вы живёте? Напишите её название или две буквы, например UA. /cancel — выйти.',
    askCountryOf: (list) =>
      fmt`В какой стране вы живёте? Деньги могут идти сюда: ${list}. Напишите название или две буквы, например UA. /cancel — выйти.`,
    askAccount: 'На какой аккаунт Stripe пойдут ваши деньги? Напишите его так: acct_1AbC… /cancel — выйти.',
    badCountry: (got) => fmt`Страны «${got}» я не знаю. Напишите её название или две буквы, например UA.`,
    whichCountry: 'Какая из этих? Нажмите или напишите полное название.',
    badAccount: 'Это не аккаунт Stripe. Он начинается с acct_ и есть в настройках Stripe.',
    noted: (name) => fmt`Записано, где вы живёте: ${name}. Другая страна: /payee`,
    notThere: (name) =>
      fmt`Записано: ${name}. Тем, кто там живёт, отсюда не заплатить, поэтому брать задания вы не можете. Другая страна? /payee`,
    country: (name) => fmt`Вы живёте здесь: ${name}`,
    account: (account) => fmt`Ваши деньги идут на ${account}. Другой аккаунт: /payee acct_…`,
    formThere: 'Ваша налоговая форма получена.',
    formMissing: 'Вашей налоговой формы нет.',
    formOn: (name, id) => fmt`Налоговая форма получена: ${bold(name)} (id ${id}).`,
    formOff: (name, id) => fmt`Налоговой формы нет: ${bold(name)} (id ${id}).`,
    usage: 'Формат: /payee или /payee и страна, например /payee UA',
    refused: {
      noCountry: 'Перед первым заданием нужно знать, можно ли вам заплатить: в какой стране вы живёте? /payee',
      country:
        'Тем, кто живёт в вашей стране, отсюда не заплатить, поэтому брать задания вы не можете. Переехали? /payee',
      noAccount: 'Перед первым заданием нужно знать, куда пойдут ваши деньги: /payee',
    },
    formFirst: (most) =>
      fmt`Без налоговой формы вам в этом году можно заплатить не больше ${bold(most)}. Передайте форму тем, кто ведёт эти задания; администратор отметит это здесь.`,
    help: '/payee — ваша страна и куда идут деньги',
    helpForAdmins: '/payee @ann form on — налоговая форма получена',
    button: { anew: 'Другая страна', fill: 'Заполнить' },
  },
  first: {
    tooMuch: (most) => fmt`Пока вам не оплачено первое задание, можно брать задания до ${bold(most)}.`,
    fits: 'Подходят:',
    noneFits: 'Сейчас таких нет. Сообщить, когда появятся задания?',
  },
  paidThisYear: (year, amounts) => fmt`Выплачено вам за ${year} год: ${bold(amounts)}`,
  help: `/trust 12, /untrust 12 — на кого не распространяются правила для новичков
/unblock 12 — снимает запрет брать задания из-за чужих pull request`,
}
