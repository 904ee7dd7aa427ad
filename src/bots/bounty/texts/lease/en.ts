import { bold, fmt, type Part, type SameKeys } from '#platform/bot.ts'

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
  appeared: (line: Part) => fmt`A task is free:

${line}`,
  button: {
    dropSure: 'Yes, give it back',
    tellMe: 'Tell me',
  },
}

export type Catalogue = SameKeys<typeof en>
