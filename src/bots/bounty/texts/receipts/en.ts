import { bold, fmt } from '#platform/bot.ts'

/** Receipts that stand at pull requests. */
export const en = {
  sure: (own: string, pull: string, amount: string) =>
    fmt`Write a receipt for ${bold(own)} at ${pull}? Everybody will read there that ${bold(amount)} was paid for it, with a shortened number and a code that anybody can check here. It cannot be taken back from here.`,
  wanted: (pull: string) => `It will stand at ${pull} once it is paid; I tell you.`,
  posted: (own: string, pull: string) => fmt`The receipt for ${bold(own)} stands at ${pull}.`,
  refused: (own: string, pull: string) =>
    fmt`GitHub does not let me write at ${pull}, so there is no public receipt for ${bold(own)}. Your own: /receipt ${own}`,
  left: (own: string, pull: string) =>
    fmt`Whether the receipt for ${bold(own)} stands at ${pull} cannot be found out. I do not write it twice.`,
  already: (own: string) => `That was asked for ${own} before; it is done once.`,
  notHere: 'Receipts are not written at pull requests here. Your own: /receipt A42',
  noPull: 'There is no pull request to write it at.',
  unknown: 'That is not a receipt of ours.',
  real: (amount: string, task: string, pull: string, day: string) =>
    fmt`That is a receipt of ours: ${bold(amount)} for ${task}, ${pull}, paid on ${day}.`,
  help: '/receipt check CODE — is a receipt at a pull request real?',
  helpPublic: '/receipt A42 public — write it at the pull request',
  button: { publish: 'Yes, for everybody' },
}
