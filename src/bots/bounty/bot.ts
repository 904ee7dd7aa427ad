/** Bounty. Take a paid task, submit a GitHub pull request, get verified and paid. */
import { bot, cancel, chooseLanguage, language, only, press, privately, whole } from '#platform/bot.ts'
import { check, checkNow } from './commands/check.ts'
import { drop, dropThat } from './commands/drop.ts'
import { fund, fundSure, leave } from './commands/fund.ts'
import { help } from './commands/help.ts'
import { hold, release } from './commands/hold.ts'
import { askLogin, link } from './commands/link.ts'
import { my, myPage } from './commands/my.ts'
import { newTask } from './commands/new-task.ts'
import { pay, payAgain, payAgree, payApprove, payCard, payVoid } from './commands/pay.ts'
import { payouts } from './commands/payouts.ts'
import { queue } from './commands/queue.ts'
import { receipt } from './commands/receipt.ts'
import { reconcile as reconcileNow } from './commands/reconcile.ts'
import { reverse } from './commands/reverse.ts'
import { approveReviewed, askReason, review } from './commands/review.ts'
import { start } from './commands/start.ts'
import { submit, submitFor } from './commands/submit.ts'
import { take, takeThat } from './commands/take.ts'
import { askClose, close, discard, look, pause, publish, resume, task, taskCard } from './commands/task.ts'
import { taskDetails, tasks, tasksPage } from './commands/tasks.ts'
import { demo } from './demo.ts'
import { link as linkDialog } from './dialogs/link.ts'
import { newTask as newTaskDialog } from './dialogs/new-task.ts'
import { reject as rejectDialog } from './dialogs/reject.ts'
import { submit as submitDialog } from './dialogs/submit.ts'
import { measure } from './events.ts'
import { lookUpPayout } from './jobs/look-up-payout.ts'
import { payOut } from './jobs/pay-out.ts'
import { reconcile } from './jobs/reconcile.ts'
import { resolveLogin } from './jobs/resolve-login.ts'
import { resolveRepository } from './jobs/resolve-repository.ts'
import { startPayout } from './jobs/start-payout.ts'
import { verifyPr } from './jobs/verify-pr.ts'
import { MOST_CENTS } from './money.ts'
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
    ...privately({ start, take, my, submit, check, drop, link, lang: chooseLanguage, cancel }),
    ...privately(only('admin', { newtask: newTask, task, queue })),
    ...privately({ receipt }),
    ...privately(only('admin', { pay, payouts, hold, release, reconcile: reconcileNow })),
    ...privately(only('superadmin', { fund, reverse })),
  },
  menu: say.menu,
  dialogs: [submitDialog, linkDialog, newTaskDialog, rejectDialog],
  buttons: {
    tasks: press(tasksPage, whole(0, 2 ** 31 - 1), page),
    details: press(taskDetails, id),
    take: press(takeThat, id),
    my: press(myPage, page),
    submit: press(submitFor, id),
    check: press(checkNow, id),
    drop: press(dropThat, id),
    link: press(askLogin),
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
    pay: only('admin', press(payCard, id)),
    payApprove: only('admin', press(payApprove, id)),
    payVoid: only('admin', press(payVoid, id)),
    payAgain: only('admin', press(payAgain, id)),
    payAgree: only('admin', press(payAgree, id, id)),
    fund: only('superadmin', press(fundSure, whole(1, MOST_CENTS))),
    leave: only('superadmin', press(leave)),
  },
  jobs: [verifyPr, startPayout, payOut, lookUpPayout, reconcile, resolveLogin, resolveRepository],
  schedule: { 'reconcile every night': { cron: '17 3 * * *', job: reconcile } },
  settings,
  connect,
  measure,
  demo,
  tryThis: { label: say.tryThis, say: '/start' },
  migrations: new URL('./migrations', import.meta.url),
})
