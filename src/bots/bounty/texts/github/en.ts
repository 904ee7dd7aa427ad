import { bold, code, fmt, type Part } from '#platform/bot.ts'

export const en = {
  verdict: {
    NOT_LINKED: (issue: string) =>
      fmt`GitHub does not count this PR as one that closes issue ${issue}. Link the issue on GitHub (“Development”, or “Closes ${issue}” in the description) and submit again.`,
    LINK_NOT_SEEN: 'GitHub does not show that this PR closes the task’s issue — a person must review.',
    TOO_SMALL: 'The change is smaller than the task asks for — a person must review.',
    HELD_REVERT: 'Your change was taken back on GitHub, so the payment is held. A person looks at it.',
    REVERTS_UNSEEN:
      'GitHub could not be asked for a day whether your change is still in, so the payment waits for a person.',
  },
  reason: {
    NOT_LINKED: 'The PR does not close the task’s issue.',
    LINK_NOT_SEEN: 'GitHub does not show that the PR closes the task’s issue.',
    TOO_SMALL: 'The change is smaller than the task asks for.',
    HELD_REVERT: 'The change was reverted.',
    REVERTS_UNSEEN: 'GitHub could not be asked for a day whether the change is still in.',
  },
  unauthorized: fmt`${bold('GitHub does not accept GITHUB_TOKEN.')} Nothing is checked until it does; I try again every 15 minutes. Nobody is refused because of it.`,
  reverted: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)} is held: ${code(commit)} takes ${pull} back. Pay it or not: that is yours to decide.`,
  revertedTooLate: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)}: ${code(commit)} takes ${pull} back, but its payment has left already. Once it is paid, /reverse notes money that comes back.`,
  revertsUnseen: (own: string) =>
    fmt`${bold(own)} is held: for a day GitHub did not say whether the change is still in. Look for yourself, and pay it or not.`,
  landed: {
    button: 'It landed another way',
    asked: 'I am looking for your commits in the task’s branch; a person sees them in the review.',
    already: 'I have looked already; a person sees what I found in the review.',
    notNow: (own: string) => `${own} does not wait for that any more. /my`,
    found: (own: string, login: string, branch: string, count: number) =>
      fmt`${bold(own)}: the work is said to have landed another way. Commits by ${login} on ${code(branch)} since the task was taken: ${count}.`,
    commit: (sha: string, title: string) => fmt`${code(sha)} ${title}`,
    none: (own: string, login: string, branch: string) =>
      fmt`${bold(own)}: the work is said to have landed another way, but GitHub shows no commit by ${login} on ${code(branch)} since the task was taken.`,
    told: (count: number) =>
      count === 0
        ? 'I found no commit of yours in the task’s branch. A person decides.'
        : 'I found commits of yours in the task’s branch and showed them to a person, who decides.',
  },
  rules: (lines: number, merged: Part) => fmt`Lines changed, at least: ${lines} · ${merged}`,
  issue: (issue: string, link: Part) => fmt`Issue: ${issue} · ${link}`,
  closes: (issue: string) =>
    fmt`The pull request has to close issue ${bold(issue)}: write “Closes ${issue}” in its description.`,
  link: {
    off: 'a link to it is not asked for',
    wanted: 'a PR that does not close it goes to a person',
    required: 'a PR that does not close it is refused',
  },
  mergedByOthers: 'merged by somebody else than its author',
  mergedByAnybody: 'merged by anybody, its author too',
  changeLink: 'Other link rule',
}
