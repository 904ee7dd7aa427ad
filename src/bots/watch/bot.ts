/** Watch. Keeps the bots of the house alive: how they are, what failed, and what can be done about it, in Telegram. */
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
import { alertmanager } from './alertmanager/webhook.ts'
import { acknowledge, silence } from './commands/alerts.ts'
import { asideCard, discard, discardSure, replay } from './commands/aside.ts'
import { dead, deadPage } from './commands/dead.ts'
import { beginDrop, drop, dropSure, putBack } from './commands/drop.ts'
import { errors, errorsList } from './commands/errors.ts'
import { help } from './commands/help.ts'
import { jobs, jobsList } from './commands/jobs.ts'
import { lock, lockCard } from './commands/lock.ts'
import { mute, muteFor } from './commands/mute.ts'
import { cardSent, pin } from './commands/pin.ts'
import { askRelease, release, releaseSure } from './commands/release.ts'
import { beginRunbook, runbook } from './commands/runbook.ts'
import { start } from './commands/start.ts'
import { status } from './commands/status.ts'
import { askWebhook, webhook } from './commands/webhook.ts'
import { discard as discardDialog } from './dialogs/discard.ts'
import { drop as dropDialog } from './dialogs/drop.ts'
import { askTelegram } from './jobs/ask-telegram.ts'
import { dropUpdates } from './jobs/drop-updates.ts'
import { endSilence } from './jobs/end-silence.ts'
import { keepCards, refreshCards } from './jobs/refresh-cards.ts'
import { silence as silenceJob } from './jobs/silence.ts'
import { walkRunbook } from './jobs/walk-runbook.ts'
import { connect } from './outside.ts'
import { leave } from './questions.ts'
import { settings } from './settings.ts'
import { say } from './texts/index.ts'

const id = whole(1, 2 ** 53 - 1)
const page = whole(0, 100_000)

export default bot({
  name: 'watch',
  about: say.about,
  operates: true,
  announces: true,
  commands: {
    ...privately({ start, lang: chooseLanguage, cancel }),
    ...privately(only('admin', { help, status, pin, lock, dead, errors, jobs, webhook, runbook, mute, inbox })),
    ...privately(only('ops', { release, drop })),
  },
  menu: say.menu,
  dialogs: [dropDialog, discardDialog, quietHours],
  buttons: {
    language,
    status: only('admin', press(status)),
    pin: only('admin', press(pin)),
    lock: only('admin', press(lockCard, text)),
    dead: only('admin', press(deadPage, text, page)),
    aside: only('admin', press(asideCard, text, id)),
    errors: only('admin', press(errorsList, text)),
    jobs: only('admin', press(jobsList, text)),
    webhook: only('admin', press(askWebhook, text)),
    runbook: only('admin', press(beginRunbook, text)),
    mute: only('admin', press(muteFor, whole(0, 1440))),
    ack: only('admin', press(acknowledge, id)),
    silence: only('admin', press(silence, id)),
    release: only('ops', press(askRelease, text)),
    releaseSure: only('ops', press(releaseSure, id)),
    replay: only('ops', press(replay, text, id, whole(0, 1))),
    discard: only('ops', press(discard, text, id)),
    discardSure: only('ops', press(discardSure, id)),
    drop: only('ops', press(beginDrop, text)),
    dropSure: only('ops', press(dropSure, id)),
    putBack: only('ops', press(putBack, text)),
    leave: only('admin', press(leave)),
    ...inboxButtons,
  },
  jobs: [askTelegram, walkRunbook, dropUpdates, refreshCards, keepCards, silenceJob, endSilence],
  schedule: { 'keep-cards': { cron: '* * * * *', job: keepCards } },
  results: { cardSent },
  notifications: { SYSTEM_MAINTENANCE: { about: say.maintenance } },
  webhooks: { alertmanager },
  settings,
  connect,
  tryThis: { label: say.tryThis, say: '/status', by: 'host' },
  migrations: new URL('./migrations', import.meta.url),
})
