import { bold, fmt, plural, type SameKeys } from '#platform/bot.ts'

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
  help: `/trust 12, /untrust 12 — who passes the rules for newcomers
/unblock 12 — lifts the block after pull requests of others`,
}

export type Catalogue = SameKeys<typeof en>
