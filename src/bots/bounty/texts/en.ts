import { bold, code, fmt, join, type Part, plural, type SameKeys } from '#platform/bot.ts'

const days = (n: number) => `${n} ${plural('en', n, { one: 'day', other: 'days' })}`
const hours = (n: number) => `${n} ${plural('en', n, { one: 'hour', other: 'hours' })}`
const minutes = (n: number) => `${n} ${plural('en', n, { one: 'minute', other: 'minutes' })}`
const people = (n: number) => `${n} ${plural('en', n, { one: 'person', other: 'people' })}`

export const en = {
  about: 'Take a paid task, submit your pull request, get paid when it is merged.',
  tryThis: 'Take your first task',
  menu: {
    start: 'How it works',
    tasks: 'Open tasks',
    take: 'Take a task: /take #17',
    my: 'What I have taken',
    submit: 'Submit a pull request',
    link: 'Link your GitHub account',
    help: 'All commands',
    inbox: 'Notifications',
    lang: 'Language',
    cancel: 'Leave the current question',
  },
  start: (state: Part) =>
    fmt`${bold('Bounty')} pays for merged pull requests.

1. Link your GitHub account: /link
2. Take a task: /tasks
3. Submit your pull request: /submit

${state}`,
  notLinked: 'GitHub: not linked yet.',
  help: fmt`${bold('Tasks')}
/tasks — what is open; /tasks docs >=50 searches
/take #17 — take that task; /take 2 — take the next two
/my — what you have, and where it stands

${bold('Your work')}
/submit A42 URL — submit a pull request for A42
/check A42 — look at GitHub again now
/drop A42 — give the task back
/audit A42 — what was done to it, and when
/dispute A42 why — ask for another pair of eyes, within 14 days

${bold('You')}
/link — your GitHub account; /unlink takes it away
/inbox — notifications: read them, choose them, set quiet hours
/lang — language
/cancel — leave the current question`,
  helpInGroup: 'Here I show /tasks. Everything else works in a private chat with me.',
  helpForAdmins: fmt`${bold('Admins')}
/newtask — create a task
/task #17 — publish, pause, resume, close
/queue — what waits
/relink 12 octocat — vouch for a person’s new GitHub account`,
  inPrivate: 'Do that in a private chat with me.',
  button: {
    link: 'Link GitHub',
    tasks: 'Tasks',
    my: 'My tasks',
    language: 'Language',
    help: 'Help',
    take: (ref: string) => `Take ${ref}`,
    details: (ref: string) => `Details ${ref}`,
    drop: (ref: string) => `Drop ${ref}`,
    submit: (ref: string) => `Submit ${ref}`,
    check: (ref: string) => `Check now ${ref}`,
    publish: 'Publish',
    discard: 'Discard',
    lookAgain: 'Look again',
    pause: 'Pause',
    resume: 'Resume',
    close: 'Close',
    closeSure: 'Yes, close it',
    keep: 'No, keep it',
    review: (ref: string) => `Review ${ref}`,
    approve: 'Approve',
    reject: 'Reject',
    openPull: 'Open on GitHub',
  },
  days,
  hours,
  minutes,
  justNow: 'just now',
  ago: (age: Part) => fmt`${age} ago`,
  tasks: {
    title: bold('Open tasks'),
    found: (words: string) => fmt`${bold('Open tasks')} · ${words}`,
    line: (ref: string, title: string, amount: string, repo: string, free: number, slots: number, time: Part) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · ${repo} · ${free}/${slots} free · ${time}`,
    none: 'No open tasks right now. Look again later: /tasks',
    noneFound: (words: string) => fmt`No open task matches “${words}”. All of them: /tasks`,
    noMore: 'No more tasks on this page. From the beginning: /tasks',
    badSearch: (most: number) => `Search with at most ${most} letters, for example: /tasks docs >=50`,
    card: (head: Part, text: string, branches: string) => fmt`${head}

${text}

Pays for a pull request merged into ${code(branches)}. Opened by you, after you took the task; merged by somebody else.`,
  },
  take: {
    usage: 'Send /take 2 (how many) or /take #17 (which one).',
    badNumber: (value: string, most: number) => fmt`“${value}” is not a number from 1 to ${most}.`,
    limit: (held: number, most: number) => `You hold ${held} of ${most}. Finish or drop one: /my`,
    gone: (ref: string) => `${ref} was just taken.`,
    similar: 'Similar:',
    none: 'No open tasks.',
    linkFirst: 'Link GitHub first — no payment is possible without it.',
    noSuch: (ref: string) => `There is no open task ${ref}. What is open: /tasks`,
    already: (ref: string, own: string) => `You have taken ${ref} already: it is your ${own}. /my`,
    took: (task: string, title: string, own: string, time: Part) =>
      fmt`Yours: ${bold(task)} ${title} — as ${bold(own)}, for ${time}.`,
    how: (own: string) =>
      fmt`When your pull request is open: ${code(`/submit ${own} https://github.com/owner/repo/pull/7`)}`,
    tookSome: (took: number, of: number) => `Took ${took} of ${of}.`,
    onlyLimit: (most: number) => `No more were taken: your limit is ${most}.`,
    onlyFree: 'No more were taken: there are no other free tasks for you.',
  },
  my: {
    title: bold('Your tasks'),
    none: 'You have no tasks. Open ones: /tasks',
    line: (own: string, task: string, title: string, state: Part, rest: Part) =>
      fmt`${bold(own)} ${task} ${title} — ${state}${rest}`,
    pull: (name: string) => fmt` · PR ${name}`,
    next: (time: string) => ` · next check ${time}`,
    due: (time: string) => ` · due ${time}`,
  },
  state: {
    active: 'in work',
    verifying: 'being checked',
    waiting_merge: 'waiting for merge',
    review: 'a person is looking at it',
    approved: 'approved',
    paid: 'paid',
    dropped: 'given back',
    payable: 'approved, to be paid',
    held: 'held back',
    expired: 'time ran out',
    rejected: 'not accepted',
    cancelled: 'cancelled',
    clawed_back: 'paid, then taken back',
  },
  payment: {
    ready: 'payment is being prepared',
    not_configured: 'payment waits for the pay-out service',
    sending: 'payment is on its way',
    unknown: 'payment sent, not confirmed yet',
    manual: 'a person is settling the payment',
    paid: 'paid',
  },
  submit: {
    usage: 'Format: /submit A42 https://github.com/owner/repo/pull/7',
    notPullRequest: (kind: Part) =>
      fmt`That is not a pull request link (${kind}). It must be https://github.com/owner/repo/pull/NUMBER.`,
    fault: {
      empty: 'it is empty',
      long: 'it is longer than 200 characters',
      characters: 'it has spaces or characters that are not plain Latin',
      scheme: 'it does not begin with https://',
      userinfo: 'it has a name before the host',
      host: 'it is not on github.com',
      issue: 'it is an issue',
      commit: 'it is a commit',
      number: 'its number is not one GitHub uses',
      path: 'it is another page of GitHub',
    },
    notYours: (ref: string, own: string) => `${ref} is not one of yours. Yours: ${own}`,
    notYoursNone: (ref: string) => `${ref} is not one of yours. You have no tasks in work: /tasks`,
    nothing: 'You have no task to submit for. Open ones: /tasks',
    which: 'For which task?',
    whichOf: (own: string) => `For which task? Write its number first: /submit A42 URL. Yours: ${own}`,
    askUrl: (own: string, task: string, title: string) =>
      fmt`Send the link of the pull request for ${bold(own)} (${task} ${title}). /cancel leaves this question.`,
    received: (own: string) => fmt`${bold(own)}: received, checking…`,
    settled: (own: string) => `${own} is approved already; nothing more to submit. /my`,
    inReview: (own: string) => `A person is looking at ${own}. Wait for the answer, or give it back: /drop ${own}`,
  },
  check: {
    usage: 'Format: /check A42',
    checking: (own: string) => fmt`${bold(own)}: checking…`,
    nothing: (own: string) => `There is no pull request of ${own} to check. Submit one: /submit ${own} URL`,
    tooSoon: (own: string, time: string) => `${own} was checked a moment ago. Again from ${time}.`,
  },
  drop: {
    usage: 'Format: /drop A42',
    dropped: (own: string, task: string) => `${own} is given back; ${task} is free for others.`,
    settled: (own: string) => `${own} is approved; it cannot be given back.`,
  },
  link: {
    ask: 'What is your GitHub login? For example: octocat. /cancel leaves this question.',
    badLogin: (got: string) =>
      fmt`“${got}” cannot be a GitHub login. Send only the login, like octocat, or the address of your profile.`,
    looking: (login: string) => fmt`Looking up ${login}…`,
    linked: (login: string, id: number) =>
      fmt`Linked: ${bold(login)} (GitHub id ${id}). Pull requests by this account are yours. Not you? /link again.`,
    notFound: (login: string) => fmt`GitHub has no account “${login}”. Check the spelling and send /link again.`,
    isBot: (login: string) => fmt`${login} is a bot account; pull requests by bots are not paid. Link your own: /link`,
    isOrganization: (login: string) => fmt`${login} is an organisation. Link the account of a person: /link`,
    otherwise: (login: string) => fmt`${login} is not the account of a person. Link your own: /link`,
    taken: (login: string) => fmt`${login} is linked to somebody else here. If it is yours, tell an admin.`,
    busy: (login: string) =>
      fmt`You have work in hand for ${bold(login)}, so the account stays. Finish or drop it first: /my`,
  },
  verdict: {
    head: (own: string, pull: string) => fmt`${bold(own)} · ${pull}`,
    APPROVE: (amount: string) => fmt`Approved. ${bold(amount)} is on its way to you.`,
    NOT_MERGED_YET: 'Not merged yet. I keep checking; your deadline is paused.',
    DRAFT: 'The PR is a draft. Press “Ready for review” on GitHub. I keep checking.',
    WRONG_REPO: (got: string, want: string) =>
      fmt`The PR is in ${got}; the task is in ${want}. A fork does not count. Open it there and submit again.`,
    NOT_AUTHOR: (got: string, linked: string) =>
      fmt`The PR’s author is ${got}; you linked ${linked}. Submit your own PR, or drop the task and link the other account.`,
    BOT_AUTHOR: 'A bot opened this PR; it is not payable. Submit a PR that you opened.',
    WRONG_BRANCH: (got: string, want: string) =>
      fmt`The PR goes into “${got}”; “${want}” is required. Change its base or open another, and submit again.`,
    MERGED_ELSEWHERE: (got: string, want: string) =>
      fmt`Merged into “${got}”; “${want}” is required. Open another PR, and submit again.`,
    PR_USED: 'This PR is already used for another task. Submit another one.',
    NOT_FOUND:
      'I cannot see that PR: wrong link or private repo. I have tried three times. Check the link and submit again.',
    NOT_FOUND_YET: (left: number) =>
      `I cannot see that PR: wrong link or private repo. I will try ${left > 1 ? 'twice' : 'once'} more. A wrong link? Just submit the right one.`,
    GITHUB_BUSY: 'GitHub is not answering. Nothing to do on your side.',
    REJECTED: (reason: string) => fmt`A person looked at it and says no: ${reason} You may submit again.`,
    GHOST_AUTHOR: 'The account that opened this PR no longer exists — a person must review.',
    INCONSISTENT: 'What GitHub says about this PR contradicts itself — a person must review.',
    CLOSED_UNMERGED: 'Closed without merge. If the code landed another way, press the button. A person must review.',
    SELF_MERGED: 'You merged it yourself — a person must review.',
    UNKNOWN_MERGER: 'GitHub does not say who merged it — a person must review.',
    PR_OLDER_THAN_TAKE: 'The PR is older than your take — sent to review.',
    HORIZON: 'It was not merged in 90 days — a person must review.',
    VANISHED: 'I can no longer see that PR — a person must review.',
    GITHUB_SILENT: 'GitHub did not answer for a day — a person must review.',
    CHECK_FAILED: 'The check failed on our side — a person must review.',
    nextCheck: (time: string) => `Next check: ${time}.`,
  },
  pay: {
    paid: (amount: string, payoutId: string) => fmt`Paid ${bold(amount)}. Id ${code(payoutId)}.`,
    unknown: 'Payment sent, no confirmation yet. I will not send twice; reconciling.',
    manual: 'The pay-out service did not take the payment; a person is settling it. Nothing to do on your side.',
  },
  admin: {
    reason: {
      GHOST_AUTHOR: 'The account that opened the PR no longer exists.',
      INCONSISTENT: 'What GitHub says about the PR contradicts itself.',
      CLOSED_UNMERGED: 'Closed without merge. Did the code land another way?',
      SELF_MERGED: 'The author merged the PR.',
      UNKNOWN_MERGER: 'GitHub does not say who merged it.',
      PR_OLDER_THAN_TAKE: 'The PR is older than the take.',
      HORIZON: 'Not merged in 90 days.',
      VANISHED: 'The PR was there and cannot be seen any more.',
      GITHUB_SILENT: 'GitHub did not answer for a day.',
      CHECK_FAILED: 'The check failed on our side.',
    },
    newTask: {
      title: 'A new task. Its title, in one line? /cancel leaves.',
      text: 'What is to be done, and when is it done?',
      repo: 'In which repository? Write owner/name, or owner/name#42 if the pull request has to close issue 42.',
      branches: 'Merged into which branches? Names with spaces between them, or “-” for the default branch.',
      reward: 'The reward in USD for each person? For example 100.00',
      slots: 'How many people can take it?',
      days: 'How many days does each have?',
      empty: 'Please write a text.',
      tooLong: (most: number) => `That is longer than ${most} characters. Send a shorter one.`,
      badRepo: (got: string) => fmt`“${got}” is not a repository. Write owner/name, like octocat/hello-world.`,
      badBranches: (got: string) =>
        fmt`“${got}” cannot be the name of a branch. Write names with spaces between them, or “-”.`,
      badReward: (got: string) => fmt`“${got}” is not an amount. Write it like 100.00; from 0.01 to 1000000.00.`,
    },
    looking: (ref: string, repo: string) => fmt`${bold(ref)} is saved as a draft. Looking at ${repo}…`,
    repoMissing: (repo: string) =>
      fmt`GitHub shows no repository ${repo}: wrong name, or private for our token. Correct it at GitHub and look again, or discard the draft.`,
    repoSilent: 'GitHub is not answering; the draft is kept and I look again by myself.',
    usage: 'Format: /task #17, or for a draft /task #17 selfmerge on, /task #17 selfmerge off',
    noTask: (ref: string) => `There is no task ${ref}.`,
    card: (head: Part, text: string, repo: string, branches: string, state: Part) => fmt`${head}

${text}

Repository: ${repo}
Branches: ${code(branches)}
State: ${state}`,
    head: (ref: string, title: string, amount: string, taken: number, slots: number, time: Part) =>
      fmt`${bold(ref)} ${title} — ${bold(amount)} · ${taken}/${slots} taken · ${time}`,
    taskState: {
      draft: 'draft, nobody sees it',
      open: 'open',
      paused: 'paused: no new takes, running work goes on',
      closing: 'closing: no new takes, waits for the running work',
      closed: 'closed',
      discarded: 'discarded',
    },
    notNow: (state: Part) => fmt`That does not fit the task as it is now: ${state}.`,
    confirmClose: (ref: string, live: number) =>
      live === 0
        ? `Close ${ref}? Nobody is working on it. Nobody can take it any more, and it does not open again.`
        : `Close ${ref}? ${people(live)} may still finish and be paid; nobody else can take it, and it does not open again.`,
    queue: {
      title: bold('What waits'),
      empty: 'Nothing waits.',
      verifying: (n: number) => bold(`Being checked: ${n}`),
      waiting_merge: (n: number) => bold(`Waiting for merge: ${n}`),
      review: (n: number) => bold(`For a person to review: ${n}`),
      payments: (n: number) => bold(`Payments not settled: ${n}`),
      line: (own: string, task: string, pull: string, age: Part) => fmt`${own} ${task} · ${pull} · ${age}`,
      reviewLine: (
        own: string,
        task: string,
        pull: string,
        age: Part,
        reason: Part,
      ) => fmt`${own} ${task} · ${pull} · ${age}
   ${reason}`,
      payment: (ref: string, own: string, amount: string, state: Part, age: Part, reason: string) =>
        fmt`${ref} ${own} · ${amount} · ${state} · ${age}${reason === '' ? '' : ` · ${reason}`}`,
      more: (n: number) => `… and ${n} more`,
    },
    reviewCard: (
      own: string,
      head: Part,
      person: string,
      login: string,
      pull: string,
      taken: string,
      submitted: string,
      reason: Part,
    ) =>
      fmt`${bold(own)} for ${head}
By: ${person} (GitHub ${login})
PR: ${pull}
Taken: ${taken} · submitted: ${submitted}
Why here: ${reason}`,
    notInReview: (own: string) => `${own} does not wait for a review any more. /queue`,
    ownWork: 'That is your own work; another admin must decide.',
    approved: (own: string, amount: string) => fmt`${bold(own)} is approved; ${amount} goes out.`,
    askReason: (own: string) => fmt`Why is ${bold(own)} rejected? The person will read your words. /cancel leaves.`,
    rejected: (own: string) => fmt`${bold(own)} is rejected; the person may submit again.`,
    reviewWaits: (own: string, reason: Part) => fmt`${bold(own)} waits for a review: ${reason}`,
    paymentWaits: (ref: string, own: string, amount: string, reason: string) =>
      fmt`Payment ${bold(ref)} (${own}, ${amount}) needs a person: ${reason}. /queue`,
  },
  list: (items: readonly Part[]) => join(items, ', '),
}

/** The same keys with the same arguments: what another language has to offer. */
export type Catalogue = SameKeys<typeof en>
