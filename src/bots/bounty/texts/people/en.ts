import { bold, fmt, type Part, plural, type SameKeys } from '#platform/bot.ts'

const days = (n: number) => `${n} ${plural('en', n, { one: 'day', other: 'days' })}`

/** Who may take: what newcomers read, and what admins do about it. */
export const en = {
  age: {
    looking: 'I look at your GitHub account first. One moment.',
    known: 'Your GitHub account is old enough. Take it now:',
    tooNew: (login: string, least: number, from: string) =>
      fmt`Your GitHub account ${bold(login)} is not ${days(least)} old yet; you can take tasks from ${from}. Do you have an older one? /link. Is there a good reason? Ask the people who run these tasks.`,
    gone: (login: string) => fmt`GitHub knows no account ${bold(login)} any more. Link the one that you use: /link`,
  },
  trust: {
    usage: 'Format: /trust @ann, /trust 12, /trust A42',
    untrustUsage: 'Format: /untrust @ann, /untrust 12, /untrust A42',
    already: (id: number) => `Person ${id} is trusted already. /untrust ${id}`,
    not: (id: number) => `Person ${id} is not trusted.`,
    done: (name: string, id: number) =>
      fmt`${bold(name)} (id ${id}) passes the rules for newcomers. To take it back: /untrust ${id}`,
    undone: (name: string, id: number) => fmt`The rules for newcomers hold for ${bold(name)} (id ${id}) again.`,
    told: 'An admin has let you pass the rules for newcomers. /tasks',
  },
  claims: {
    blocked: (until: string) =>
      `You submitted pull requests of others three times within 30 days, so you can take tasks again from ${until}. What you have in hand stays yours. Was it a mistake? Dispute the decision (/dispute A42 why), or ask the people who run these tasks.`,
    blockedNow: (times: number, until: string, own: string) =>
      fmt`${plural('en', times, { one: `That was ${times} pull request`, other: `Those were ${times} pull requests` })} of others lately. You can take tasks again from ${bold(until)}; what you have in hand stays yours. Was it a mistake? /dispute ${own} why, or ask the people who run these tasks.`,
    forAdmins: (name: string, id: number, until: string) =>
      fmt`${bold(name)} (id ${id}) submits pull requests of others and takes nothing until ${until}. To lift it: /unblock ${id}. For good: /ban ${id} reason`,
    evidence: (own: string, pull: string, author: string, day: string) =>
      fmt`${own}: ${pull}, opened by ${author}, ${day}`,
    yours: (pull: string, task: string) =>
      fmt`Somebody submitted your pull request ${bold(pull)} for task ${task}. They are not paid for it, and you need not do anything. Did you make it for that task? Take it and submit it yourself.`,
    unblockUsage: 'Format: /unblock @ann, /unblock 12, /unblock A42',
    notBlocked: (id: number) => `Person ${id} may take tasks; nothing is blocked.`,
    unblocked: (name: string, id: number) => fmt`${bold(name)} (id ${id}) may take tasks again.`,
    over: 'An admin has looked at it: you can take tasks again. /tasks',
  },
  payee: {
    askCountry: 'In which country do you live? Write its name, or its two letters like UA. /cancel leaves.',
    askCountryOf: (list: Part) =>
      fmt`In which country do you live? Money can go to: ${list}. Write its name, or its two letters like UA. /cancel leaves.`,
    askAccount: 'Which Stripe account does your money go to? Write it like acct_1AbC… /cancel leaves.',
    badCountry: (got: string) => fmt`“${got}” is no country that I know. Write its name, or its two letters like UA.`,
    whichCountry: 'Which of these? Press it, or write the whole name.',
    badAccount: 'That is no Stripe account. It begins with acct_ and stands in Stripe’s settings.',
    noted: (name: Part) => fmt`Noted: you live in ${name}. Another country: /payee`,
    notThere: (name: Part) =>
      fmt`Noted: ${name}. Nobody who lives there can be paid from here, so you cannot take tasks. Is it another country? /payee`,
    country: (name: Part) => fmt`You live in: ${name}`,
    account: (account: Part) => fmt`Your money goes to ${account}. Another account: /payee acct_…`,
    formThere: 'Your tax form is on file.',
    formMissing: 'No tax form of yours is on file.',
    formOn: (name: string, id: number) => fmt`A tax form of ${bold(name)} (id ${id}) is on file.`,
    formOff: (name: string, id: number) => fmt`No tax form of ${bold(name)} (id ${id}) is on file.`,
    usage: 'Format: /payee, or /payee and a country, like /payee UA',
    refused: {
      noCountry: 'Before the first task I have to know whether you can be paid: in which country do you live? /payee',
      country:
        'Nobody who lives in your country can be paid from here, so you cannot take tasks. Have you moved? /payee',
      noAccount: 'Before the first task I have to know where your money goes: /payee',
    },
    formFirst: (most: string) =>
      fmt`Without a tax form on file, no more than ${bold(most)} can go to you this year. Hand the form in to the people who run these tasks; an admin notes it here.`,
    help: '/payee — your country, and where your money goes',
    helpForAdmins: '/payee @ann form on — a tax form is on file',
    button: { anew: 'Another country', fill: 'Fill it in' },
  },
  first: {
    tooMuch: (most: string) => fmt`Until your first task is paid, you can take tasks up to ${bold(most)}.`,
    fits: 'These fit:',
    noneFits: 'Right now there is none that fits. Tell you when tasks appear?',
  },
  paidThisYear: (year: string, amounts: string) => fmt`Paid to you in ${year}: ${bold(amounts)}`,
  help: `/trust 12, /untrust 12 — who passes the rules for newcomers
/unblock 12 — lifts the block after pull requests of others`,
}

export type Catalogue = SameKeys<typeof en>
