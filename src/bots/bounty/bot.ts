/** Bounty. Take a paid task, submit a GitHub pull request, get verified and paid. */
import { bot, cancel, chooseLanguage, language, only, press, privately, whole } from '#platform/bot.ts'
import { check, checkNow } from './commands/check.ts'
import { dispute, disputeThat } from './commands/dispute.ts'
import { drop, dropSure, dropThat } from './commands/drop.ts'
import { help } from './commands/help.ts'
import { askLink, link, signIn } from './commands/link.ts'
import { my, myPage } from './commands/my.ts'
import { newTask } from './commands/new-task.ts'
import { itIsMe, lookAtGist, notMe } from './commands/prove.ts'
import { queue } from './commands/queue.ts'
import { relink } from './commands/relink.ts'
import { approveReviewed, askReason, review } from './commands/review.ts'
import { start } from './commands/start.ts'
import { submit, submitFor } from './commands/submit.ts'
import { take, takeThat } from './commands/take.ts'
import { askClose, close, discard, look, pause, publish, resume, task, taskCard } from './commands/task.ts'
import { taskDetails, tasks, tasksPage } from './commands/tasks.ts'
import { tellMe } from './commands/tell-me.ts'
import { unlink, unlinkSure } from './commands/unlink.ts'
import { uphold } from './commands/uphold.ts'
import { demo } from './demo.ts'
import { dispute as disputeDialog } from './dialogs/dispute.ts'
import { link as linkDialog } from './dialogs/link.ts'
import { newTask as newTaskDialog } from './dialogs/new-task.ts'
import { reject as rejectDialog } from './dialogs/reject.ts'
import { submit as submitDialog } from './dialogs/submit.ts'
import { measure } from './events.ts'
import { checkGist } from './jobs/check-gist.ts'
import { payOut } from './jobs/pay-out.ts'
import { pollDevice } from './jobs/poll-device.ts'
import { remindDispute } from './jobs/remind-dispute.ts'
import { requestDeviceCode } from './jobs/request-device-code.ts'
import { resolveLogin } from './jobs/resolve-login.ts'
import { resolveRepository } from './jobs/resolve-repository.ts'
import { startPayout } from './jobs/start-payout.ts'
import { tellWaiting } from './jobs/tell-waiting.ts'
import { verifyPr } from './jobs/verify-pr.ts'
import { watchLease } from './jobs/watch-lease.ts'
import { watchLeases } from './jobs/watch-leases.ts'
import { connect } from './outside.ts'
import { settings } from './settings.ts'
import { say } from './texts/index.ts'

const id = whole(1, 2 ** 31 - 1)
const page = whole(0, 100_000)

export default bot({
  name: 'bounty',
  about: say.about,
  commands: {
    tasks,
    help,
    ...privately({ start, take, my, submit, check, drop, dispute, link, unlink, lang: chooseLanguage, cancel }),
    ...privately(only('admin', { newtask: newTask, task, queue, relink })),
  },
  menu: say.menu,
  dialogs: [submitDialog, linkDialog, newTaskDialog, rejectDialog, disputeDialog],
  buttons: {
    tasks: press(tasksPage, whole(0, 2 ** 31 - 1), page),
    details: press(taskDetails, id),
    take: press(takeThat, id),
    my: press(myPage, page),
    submit: press(submitFor, id),
    check: press(checkNow, id),
    drop: press(dropThat, id),
    dropSure: press(dropSure, id),
    tellMe: press(tellMe),
    dispute: press(disputeThat, id),
    uphold: only('admin', press(uphold, id)),
    link: press(askLink),
    signIn: press(signIn),
    itIsMe: press(itIsMe, id),
    notMe: press(notMe, id),
    lookAtGist: press(lookAtGist, id),
    unlinkSure: press(unlinkSure),
    help: press(help),
    lang: press(chooseLanguage),
    language,
    task: only('admin', press(taskCard, id)),
    look: only('admin', press(look, id)),
    publish: only('admin', press(publish, id)),
    pause: only('admin', press(pause, id)),
    resume: only('admin', press(resume, id)),
    close: only('admin', press(askClose, id)),
    closeSure: only('admin', press(close, id)),
    discard: only('admin', press(discard, id)),
    review: only('admin', press(review, id)),
    approve: only('admin', press(approveReviewed, id)),
    reject: only('admin', press(askReason, id)),
  },
  jobs: [
    verifyPr,
    startPayout,
    payOut,
    resolveLogin,
    resolveRepository,
    watchLease,
    watchLeases,
    tellWaiting,
    remindDispute,
    requestDeviceCode,
    pollDevice,
    checkGist,
  ],
  schedule: { watchLeases: { cron: '17 3 * * *', job: watchLeases } },
  settings,
  connect,
  measure,
  demo,
  tryThis: { label: say.tryThis, say: '/start' },
  migrations: new URL('./migrations', import.meta.url),
})
