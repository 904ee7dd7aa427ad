/** Bounty. Take a paid task, submit a GitHub pull request, get verified and paid. */
import {
  bot,
  cancel,
  chooseLanguage,
  inbox,
  inboxButtons,
  language,
  only,
  press,
  privately,
  quietHours,
  text,
  whole,
} from '#platform/bot.ts'
import { audit, auditPage } from './commands/audit.ts'
import { ban, banSure, unban } from './commands/ban.ts'
import { check, checkNow } from './commands/check.ts'
import { dispute, disputeThat } from './commands/dispute.ts'
import { drop, dropSure, dropThat } from './commands/drop.ts'
import { exportCsv } from './commands/export.ts'
import { fund, fundSure, leave } from './commands/fund.ts'
import { askCancelHeld, askRelease, heldCard, releaseHeld } from './commands/held.ts'
import { help } from './commands/help.ts'
import { hold, release } from './commands/hold.ts'
import { landedAnotherWay } from './commands/landed.ts'
import { askLink, link, signIn } from './commands/link.ts'
import { changeLinkRule } from './commands/link-rule.ts'
import { my, myPage } from './commands/my.ts'
import { newTask } from './commands/new-task.ts'
import { askVoid, pay, payAgain, payApprove, payCard, payVoid } from './commands/pay.ts'
import { payAgree, verdictSure } from './commands/pay-verdict.ts'
import { payee, payeeAnew, payeeCountry } from './commands/payee.ts'
import { payouts } from './commands/payouts.ts'
import { itIsMe, lookAtGist, notMe } from './commands/prove.ts'
import { publishSure } from './commands/public-receipt.ts'
import { queue } from './commands/queue.ts'
import { receipt } from './commands/receipt.ts'
import { reconcile as reconcileNow } from './commands/reconcile.ts'
import { relink } from './commands/relink.ts'
import { reverse, reverseSure } from './commands/reverse.ts'
import { approveReviewed, askReason, review } from './commands/review.ts'
import { setSelfMerge } from './commands/self-merge.ts'
import { askShadow, shadowSure } from './commands/shadow.ts'
import { split, splitSure } from './commands/split.ts'
import { start } from './commands/start.ts'
import { statistics } from './commands/stats.ts'
import { submit, submitFor } from './commands/submit.ts'
import { take, takeThat } from './commands/take.ts'
import { askClose, close, discard, look, pause, publish, resume, task, taskCard } from './commands/task.ts'
import { taskDetails, tasks, tasksPage } from './commands/tasks.ts'
import { tellMe } from './commands/tell-me.ts'
import { trust, untrust } from './commands/trust.ts'
import { unblock } from './commands/unblock.ts'
import { unlink, unlinkSure } from './commands/unlink.ts'
import { uphold } from './commands/uphold.ts'
import { demo } from './demo.ts'
import { cancelHeld } from './dialogs/cancel-held.ts'
import { dispute as disputeDialog } from './dialogs/dispute.ts'
import { link as linkDialog } from './dialogs/link.ts'
import { newTask as newTaskDialog } from './dialogs/new-task.ts'
import { payee as payeeDialog } from './dialogs/payee.ts'
import { reject as rejectDialog } from './dialogs/reject.ts'
import { submit as submitDialog } from './dialogs/submit.ts'
import { measure } from './events.ts'
import { githubWebhook } from './github/webhook.ts'
import { checkGist } from './jobs/check-gist.ts'
import { findLanded } from './jobs/find-landed.ts'
import { forgetAnswers } from './jobs/forget-answers.ts'
import { lookAtAge } from './jobs/look-at-age.ts'
import { lookUpPayout } from './jobs/look-up-payout.ts'
import { pageOld } from './jobs/page-old.ts'
import { payOut } from './jobs/pay-out.ts'
import { pollDevice } from './jobs/poll-device.ts'
import { postReceipt } from './jobs/post-receipt.ts'
import { publishReceipt } from './jobs/publish-receipt.ts'
import { reconcile } from './jobs/reconcile.ts'
import { remindDispute } from './jobs/remind-dispute.ts'
import { requestDeviceCode } from './jobs/request-device-code.ts'
import { resolveLogin } from './jobs/resolve-login.ts'
import { resolveRepository } from './jobs/resolve-repository.ts'
import { startPayout } from './jobs/start-payout.ts'
import { tellWaiting } from './jobs/tell-waiting.ts'
import { verifyAudit } from './jobs/verify-audit.ts'
import { verifyPr } from './jobs/verify-pr.ts'
import { watchBooks } from './jobs/watch-books.ts'
import { watchLease } from './jobs/watch-lease.ts'
import { watchLeases } from './jobs/watch-leases.ts'
import { watchReverts } from './jobs/watch-reverts.ts'
import { MOST_CENTS } from './money.ts'
import { connect } from './outside.ts'
import { callbackWebhook } from './payouts/callback-webhook.ts'
import { problemsOf } from './problems.ts'
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
    ...privately({
      start,
      take,
      my,
      submit,
      check,
      drop,
      dispute,
      audit,
      link,
      unlink,
      inbox,
      lang: chooseLanguage,
      cancel,
    }),
    ...privately(only('admin', { newtask: newTask, task, queue, relink })),
    ...privately({ receipt, payee }),
    ...privately(
      only('admin', {
        pay,
        payouts,
        hold,
        release,
        split,
        export: exportCsv,
        ban,
        unban,
        trust,
        untrust,
        unblock,
        stats: statistics,
        reconcile: reconcileNow,
      }),
    ),
    ...privately(only('superadmin', { fund, reverse })),
  },
  menu: say.menu,
  dialogs: [submitDialog, linkDialog, newTaskDialog, rejectDialog, disputeDialog, cancelHeld, payeeDialog, quietHours],
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
    audit: press(auditPage, whole(0, 2), id, page),
    link: press(askLink),
    signIn: press(signIn),
    itIsMe: press(itIsMe, id),
    notMe: press(notMe, id),
    lookAtGist: press(lookAtGist, id),
    unlinkSure: press(unlinkSure),
    payee: press(payee),
    payeeAnew: press(payeeAnew),
    payeeCountry: press(payeeCountry, text),
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
    landed: press(landedAnotherWay, id),
    linkRule: only('admin', press(changeLinkRule, id)),
    selfMerge: only('admin', press(setSelfMerge, id, whole(0, 1))),
    review: only('admin', press(review, id)),
    approve: only('admin', press(approveReviewed, id)),
    reject: only('admin', press(askReason, id)),
    held: only('admin', press(heldCard, id)),
    askRelease: only('admin', press(askRelease, id)),
    releaseHeld: only('admin', press(releaseHeld, id)),
    cancelHeld: only('admin', press(askCancelHeld, id)),
    pay: only('admin', press(payCard, id)),
    payApprove: only('admin', press(payApprove, id)),
    payVoid: only('admin', press(askVoid, id)),
    payVoidSure: only('admin', press(payVoid, id)),
    payAgain: only('admin', press(payAgain, id)),
    payAgree: only('admin', press(payAgree, id, id)),
    verdictSure: only('admin', press(verdictSure, id)),
    reverseSure: only('superadmin', press(reverseSure, id)),
    banSure: only('admin', press(banSure, id)),
    splitSure: only('admin', press(splitSure, id)),
    shadow: only('admin', press(askShadow)),
    shadowSure: only('admin', press(shadowSure, id)),
    fund: only('superadmin', press(fundSure, whole(1, MOST_CENTS))),
    publishReceipt: press(publishSure, id),
    leave: press(leave),
    ...inboxButtons,
  },
  jobs: [
    verifyPr,
    startPayout,
    payOut,
    lookUpPayout,
    reconcile,
    watchBooks,
    pageOld,
    resolveLogin,
    resolveRepository,
    forgetAnswers,
    watchLease,
    watchLeases,
    tellWaiting,
    remindDispute,
    verifyAudit,
    watchReverts,
    findLanded,
    requestDeviceCode,
    pollDevice,
    checkGist,
    lookAtAge,
    publishReceipt,
    postReceipt,
  ],
  schedule: {
    'forget-answers': { cron: '17 4 * * *', job: forgetAnswers },
    reconcile: { cron: '17 3 * * *', job: reconcile },
    'page-old': { cron: '*/30 * * * *', job: pageOld },
    'watch-books': { cron: '*/10 * * * *', job: watchBooks },
    'watch-leases': { cron: '17 3 * * *', job: watchLeases },
  },
  notifications: { TASK_FREE: { about: say.lease.appearedAbout } },
  webhooks: { github: githubWebhook, payout: callbackWebhook },
  settings,
  check: problemsOf,
  connect,
  measure,
  demo,
  tryThis: { label: say.tryThis, say: '/start' },
  migrations: new URL('./migrations', import.meta.url),
})
