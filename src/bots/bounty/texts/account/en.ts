import { bold, fmt, type Part, type SameKeys } from '#platform/bot.ts'

export const en = {
  how: fmt`${bold('Which GitHub account is yours?')} Money goes only to accounts that are proven.

${bold('Sign in')}: I give you a code, you enter it at GitHub. I get to know who you are and nothing else.
${bold('Gist')}: /link gist octocat — you publish a line that I tell you.`,
  howStated: (most: string) =>
    fmt`${bold('Code in the pull request')}: /link octocat — for tasks up to ${most}; you put a code into its description.`,
  asking: 'Asking GitHub for a code…',
  enterCode: (userCode: Part, address: string) => fmt`Your code: ${userCode}

Enter it at ${address} within 15 minutes. Enter it only if you started this yourself, just now, in this chat: whoever sends you a code wants your account.`,
  entered: 'GitHub has the code.',
  isItYou: (login: string, id: number) => fmt`GitHub says you are ${bold(login)} (id ${id}). Link this account?`,
  proven: (login: string, id: number) =>
    fmt`Linked and proven: ${bold(login)} (GitHub id ${id}). Pull requests by this account are yours. The first money goes out a day from now at the earliest.`,
  stated: (login: string, most: string) =>
    fmt`${bold(login)} is noted, but not proven. You can take tasks up to ${most}; each pull request then needs a code in its description. For more, prove it: /link`,
  denied: 'You said no at GitHub; nothing is linked.',
  expired: 'The time is over; nothing is linked. Begin again when you like.',
  lost: 'GitHub said yes, but not who you are. Please begin again.',
  notNow: 'GitHub gives no codes right now. Try later, or use a gist: /link gist octocat',
  noSignIn: 'Signing in with a code is not set up here. Use a gist: /link gist octocat',
  tooSoon: 'That was begun a moment ago. Wait half a minute.',
  over: 'That is over. Begin again: /link',
  notYou: 'Then nothing is linked. If you did not enter the code yourself, look at github.com/settings/applications.',
  makeGist: (
    login: string,
    words: Part,
  ) => fmt`Publish a gist as ${bold(login)} with this line in it, and leave it public:

${words}

Only if you started this yourself: whoever sends you such a line wants your account. I look by myself for an hour; afterwards you can delete it.`,
  looking: 'I am looking…',
  usageGist: 'Format: /link gist octocat',
  unlinkSure: (login: string) => fmt`Unlink ${bold(login)}? You cannot take tasks until you link an account again.`,
  unlinked: (login: string) => fmt`${bold(login)} is no longer linked.`,
  stays: (login: string, own: string) =>
    fmt`${bold(login)} stays while there is work or money on its way (${own}). Finish or drop it first: /my`,
  proveFirst: (most: string) =>
    fmt`This task pays more than ${most}, so your GitHub account has to be proven first: /link`,
  stateProven: (login: string) => fmt`GitHub: ${bold(login)}, proven.`,
  stateStated: (login: string) => fmt`GitHub: ${bold(login)}, stated but not proven. /link`,
  stateSimulated: (login: string) =>
    fmt`GitHub: ${bold(login)} (not proven: here, in the simulator, your word is enough).`,
  codeMissing: (wanted: string) =>
    fmt`Your GitHub account is not proven, so the PR’s description needs this line: ${bold(wanted)} Add it and submit again, or prove the account: /link`,
  addCode: (own: string, wanted: Part) =>
    fmt`Your account is not proven yet: put ${wanted} into the description of the pull request for ${own}.`,
  unprovenPayee: 'The GitHub account is only stated, not proven; it cannot be paid. The person can prove it: /link',
  relinkUsage: 'Format: /relink 12 octocat (the person’s number, their login)',
  relinkSelf: 'Not your own account; another admin must do that.',
  relinkNobody: (id: number) => `Person ${id} has no linked account.`,
  relinked: (person: number, login: string) => fmt`Person ${person} is linked to ${bold(login)}, on your word.`,
  button: {
    signIn: 'Sign in with GitHub',
    openGithub: 'Enter the code at GitHub',
    newGist: 'New gist',
    lookNow: 'I have published it',
    itIsMe: 'Yes, that is me',
    notMe: 'No',
    unlinkSure: 'Yes, unlink',
  },
}

export type Catalogue = SameKeys<typeof en>
