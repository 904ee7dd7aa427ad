import { bold, fmt, type Part, plural, type SameKeys } from '#platform/bot.ts'

const days = (n: number) => `${n} ${plural('en', n, { one: 'day', other: 'days' })}`

export const en = {
  nudge: (own: string, task: string, title: string, left: Part, due: string) =>
    fmt`${bold(own)} (${task} ${title}): ${left} left, until ${due}. Submit your pull request, and the time stands still.`,
  expired: (own: string, task: string, again: string) =>
    fmt`The time for ${bold(own)} is over; ${task} is free for others. You can take it again from ${again}.`,
  banned: (task: string, until: string) =>
    `Your time for ${task} ran out lately, so it is for others now. You can take it again from ${until}.`,
  frozen: (left: Part) => fmt` · time stands still, ${left} left`,
  tooManyRejects: (own: string, most: number, until: string) =>
    `${most} submissions for ${own} were turned down within a day. Look at them in peace; you can submit again from ${until}.`,
  dropSure: (own: string, task: string) =>
    fmt`Give ${bold(own)} back? Its pull request is submitted: it will not be checked any more and not be paid, and ${task} goes to others.`,
  notInHand: (own: string, state: Part) => fmt`${own} cannot be given back: ${state}.`,
  tellMeQuestion: 'Tell you when some appear?',
  willTell: 'I will tell you when a task is free. Whoever asked first hears it first.',
  willTellAlready: 'You are on the list already; I will tell you.',
  /** What it is called in a person's settings. */
  appearedAbout: 'A task is free',
  appeared: (line: Part) => fmt`A task is free:

${line}`,
  stale: (own: string, state: Part) => fmt`That button is old. Current state: ${bold(own)} — ${state}.`,
  dispute: {
    usage: 'Format: /dispute A42 why it is wrong',
    ask: (own: string) =>
      fmt`What is wrong with the decision about ${bold(own)}? An admin who has not decided about it reads your words. /cancel leaves.`,
    opened: (own: string, by: string) =>
      fmt`${bold(own)} is disputed. Its time and its money stand still; another pair of eyes looks at it by ${by}.`,
    already: (own: string, by: string) => `${own} is disputed already; the answer comes by ${by}.`,
    decided: (own: string) =>
      `The decision about ${own} was disputed once, and that answer is final. You can submit again.`,
    nothing: (own: string) => `There is no decision about ${own} that can be disputed.`,
    tooLate: (own: string, most: number) => `A decision can be disputed for ${days(most)}; for ${own} that is over.`,
    slotGone: (own: string, task: string) =>
      `${own} cannot come back now: somebody else has ${task}. Try again when a slot is free.`,
    waits: (own: string, words: string, by: string) =>
      fmt`${bold(own)} is disputed: “${words}” To be decided by ${by}.`,
    card: (words: string, by: string, before: Part) => fmt`Disputed: “${words}”
To be decided by ${by}, by somebody else than before: ${before}`,
    byRule: 'a rule',
    byPerson: (who: string) => `admin ${who}`,
    secondEyes: 'You have decided about this before; another admin must judge the dispute.',
    reason: 'You dispute the decision — a person who has not decided about it looks.',
    upheld: (own: string, due: string) => fmt`You are right about ${bold(own)}: it is yours again, until ${due}.`,
    upheldByYou: (own: string) => fmt`${bold(own)} is theirs again.`,
    refused: (own: string, why: string) =>
      fmt`The dispute of ${bold(own)} was decided against you: ${why} The task is free for others.`,
  },
  button: {
    dropSure: 'Yes, give it back',
    dispute: (ref: string) => `Dispute ${ref}`,
    uphold: 'Give it back to them',
    tellMe: 'Tell me',
  },
}

export type Catalogue = SameKeys<typeof en>
