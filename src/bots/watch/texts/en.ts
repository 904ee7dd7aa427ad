import { bold, code, fmt, type Part, plural, type SameKeys } from '#platform/bot.ts'

const jobs = (n: number) => `${n} ${plural('en', n, { one: 'job', other: 'jobs' })}`
const updates = (n: number) => `${n} ${plural('en', n, { one: 'update', other: 'updates' })}`
const messages = (n: number) => `${n} ${plural('en', n, { one: 'message', other: 'messages' })}`
/** Those of which there are any. */
const some = (u: number, m: number, j: number) =>
  [u > 0 && updates(u), m > 0 && messages(m), j > 0 && jobs(j)].filter(Boolean).join(', ')
const alerts = (n: number) => `${n} ${plural('en', n, { one: 'alert', other: 'alerts' })}`

export const en = {
  about: 'Keeps the other bots alive and tells you when one is not.',
  tryThis: 'See how the house is',
  menu: {
    status: 'How every bot is',
    runbook: 'A bot does not answer: step by step',
    dead: 'What failed for good',
    errors: 'What failed lately',
    jobs: 'Work for later',
    lock: 'Who polls',
    webhook: 'What Telegram says',
    mute: 'Silence: /mute 1h',
    inbox: 'What you were told',
    help: 'All commands',
    lang: 'Language',
  },
  start: (state: Part) => fmt`${bold('Watch')} keeps the bots of this house alive.

${state}

/status shows every bot, /runbook helps when one does not answer, /help lists the rest.`,
  stranger: (id: number) => fmt`This bot speaks with the people who run the house.
If you are one of them, have somebody give you a role there. Your Telegram id is ${code(id)}:
${code(`posthouse role grant watch admin ${id}`)}`,
  help: (bot: string) => fmt`${bold('Look')}
/status — every bot; /pin keeps it at the top
/runbook ${bot} — the bot does not answer: step by step
/lock ${bot} — who polls, and the heartbeat
/webhook ${bot} — what Telegram says about it
/errors, /jobs — what failed lately, what is still to be done
/dead ${bot} — what failed for good, one by one

${bold('You')}
/mute 1h — alerts come without a sound; /mute off
/inbox — what you were told, and how you want to be told
/lang — language, /cancel — leave the current question`,
  helpForOps: (bot: string) => fmt`${bold('Mend')}
/dead ${bot} — open one, then replay or discard it
/release ${bot} — take a lock that hangs from its holder
/drop ${bot} reason — skip what waits; it is kept and can be put back`,
  maintenance: 'A bot of the house is silent, or answers again',
  whichBot: 'Which bot?',
  all: 'All bots',
  needsOps: fmt`Deciding about it needs the role ${code('ops')}.`,
  nothingDone: 'Nothing was done.',
  questionOver: 'That question is over. Send the command again.',
  asking: 'Telegram is being asked…',
  reasonMissing: 'Write why, in a sentence.',
  reasonLong: (most: number) => `That is too long: at most ${most} characters.`,
  status: {
    title: bold('How the house is'),
    head: (icon: string, bot: string, mode: Part) => fmt`${icon} ${bold(bot)} · ${mode}`,
    headNot: (icon: string, bot: string, mode: Part, how: Part) => fmt`${icon} ${bold(bot)} · ${mode} · ${bold(how)}`,
    polling: 'polling',
    webhook: 'webhook',
    nobody: 'nobody polls',
    holder: (host: string, pid: number, beat: Part) => fmt`${host}, process ${pid} · ${beat}`,
    fresh: 'heartbeat under a minute old',
    old: (at: string) => `last heartbeat ${at}`,
    noBeat: 'no heartbeat yet',
    attention: 'wants a look',
    down: 'down',
    flow: (backlog: number, outbox: number, waiting: number) => `waiting: ${some(backlog, outbox, waiting)}`,
    idle: 'nothing waits',
    oldest: (at: string) => `the oldest came ${at}`,
    failing: (n: number) => `${jobs(n)} failing, tried again`,
    dead: (u: number, j: number, s: number) => `dead: ${some(u, s, j)}`,
    error: (at: string, error: string) => fmt`last error ${at}: ${code(error)}`,
    cost: (cost: string) => `cost today: ${cost}`,
    changed: (at: string) => `This card follows. Last change ${at}`,
    pinned: 'The card follows from now on: it changes when something does, at most every 15 seconds. /pin off ends it.',
    unpinned: 'The card follows no longer.',
    usage: 'Write /pin, or /pin off.',
  },
  lock: {
    card: (bot: string, host: string, pid: number, env: string, since: string, beat: Part, epoch: number) =>
      fmt`${bold(bot)}: polled by ${host}, process ${pid} (${env})
since ${since}
heartbeat: ${beat}
epoch ${epoch}`,
    free: (bot: string, host: string, beat: Part) => fmt`${bold(bot)}: nobody polls.
The last one was ${host}; heartbeat: ${beat}`,
    never: (bot: string) => fmt`${bold(bot)}: nobody has polled yet. With a webhook nobody needs to.`,
    ask: (bot: string, host: string, pid: number) =>
      fmt`Take the lock of ${bold(bot)} from ${host}, process ${pid}? It is refused at its next renewal, and who stands by begins.`,
    askAlive: (sentence: Part, bot: string, host: string, pid: number) => fmt`${sentence}
Take the lock of ${bold(bot)} from ${host}, process ${pid}, all the same?`,
  },
  dead: {
    title: (bot: Part, n: number) => fmt`${bold(bot)}: ${n} ${plural('en', n, { one: 'lies', other: 'lie' })} aside`,
    line: (name: string, bot: string, what: string, ago: Part, error: string) =>
      fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    one: (name: string, bot: string, what: string, state: Part) => fmt`${bold(name)} · ${bot} · ${what} · ${state}`,
    chat: (chat: number) => fmt`chat ${code(chat)}`,
    tries: (n: number, ago: Part) => fmt`${n} ${plural('en', n, { one: 'try', other: 'tries' })}, put aside ${ago}`,
    words: (words: string) => fmt`${bold('In words')}
${code(words)}`,
    error: (error: string) => fmt`${bold('Error')}
${code(error)}`,
    payload: (payload: string) => fmt`${bold('What it was')}
${code(payload)}`,
    mendFirst: 'Mend the cause first, then replay: it is done again in its place, once.',
    perhaps: 'It perhaps arrived. Look into the chat; if it did not, send it again.',
    why: (name: string) => `Why is ${name} not to be done? The reason is kept with it. /cancel leaves.`,
    askDiscard: (name: string, why: string) =>
      fmt`Decide that ${bold(name)} will not be done? It is kept and can still be replayed from here.
Reason: ${why}`,
    page: (page: number, pages: number) => `page ${page} of ${pages}`,
  },
  errors: {
    title: bold('What failed lately'),
    none: 'Nothing has failed.',
    line: (name: string, bot: string, what: string, ago: Part, error: string) =>
      fmt`${bold(name)} · ${bot} · ${what} · ${ago}
${code(error)}`,
    trying: 'is being tried again',
  },
  jobs: {
    title: bold('Work for later'),
    none: 'No job waits, runs or has failed.',
    line: (bot: string, name: string) => fmt`${bot} · ${bold(name)}`,
    counts: (waiting: number, running: number, failing: number, dead: number) =>
      `${waiting} waiting, ${running} running, ${failing} failing, ${dead} dead`,
    next: (at: string) => `next ${at}`,
    overdue: (ago: Part) => fmt`due since ${ago} and not taken up`,
  },
  webhook: {
    unasked: (bot: string, why: string) => fmt`${bold(bot)}: Telegram could not be asked: ${why}`,
  },
  drop: {
    why: (bot: string) => `Why shall what waits for ${bot} be skipped? The reason is kept with it. /cancel leaves.`,
    ask: (bot: string, waiting: number, reason: string) =>
      fmt`Skip what waits for ${bold(bot)}: ${updates(waiting)} in the inbox, and what Telegram still has if nobody fetches it? Nobody will be answered. It is kept and can be put back.
Reason: ${reason}`,
    begun: (bot: string) => `Skipping what waits for ${bot}…`,
    leftWebhook: 'What is at Telegram stays there: it is on its way to the webhook.',
    leftPoller: 'What is at Telegram stays there: a process is fetching it.',
    failed: (bot: string, why: string) => `${bot}: not all of it could be skipped: ${why}. Send the command again.`,
    kept: (n: number) => `Skipped and kept in all: ${updates(n)}.`,
  },
  mute: {
    on: (until: string) => `Alerts come without a sound until ${until}.`,
    onUntilOff: 'Alerts come without a sound until you write /mute off.',
    off: 'Alerts come with a sound.',
    usage: 'Write how long: /mute 30m, /mute 1h, /mute 2h30m, /mute 1d (30 days at most), or /mute off.',
  },
  alert: {
    firing: (icon: string, severity: string, title: string) => fmt`${icon} ${bold(severity)} · ${bold(title)}`,
    resolved: (title: string) => fmt`✅ ${bold('resolved')} · ${bold(title)}`,
    line: (icon: string, words: string, since: string) => `${icon} ${words} · ${since}`,
    lineResolved: (words: string, since: string, until: string) => `✅ ${words} · ${since} – ${until}`,
    more: (n: number) => `and ${n} more`,
    truncated: (n: number) => `Alertmanager left ${alerts(n)} out.`,
    acknowledged: (who: string, at: string) => fmt`👁 Acknowledged by ${bold(who)}, ${at}`,
    silenced: (who: string, until: string) => fmt`🔕 Silenced at Alertmanager by ${bold(who)} until ${until}`,
    quiet: (who: string, until: string) => fmt`🔕 No messages from here until ${until}, asked for by ${bold(who)}`,
    worse: (title: string, severity: string) => fmt`⬆️ ${bold(title)} is now ${bold(severity)}`,
    alreadyAcknowledged: (who: string) => `${who} has acknowledged it already.`,
    over: 'It is resolved already.',
    unknown: 'This alert is not known any more.',
    youAcknowledged: 'Everybody sees now that you are on it.',
    silencing: 'Alertmanager is being asked…',
    noAddress:
      'ALERTMANAGER_URL is not set, so Alertmanager itself was not silenced: for an hour this group says nothing here.',
    notSilenced: 'Alertmanager did not take the silence. For an hour this group says nothing here.',
  },
  runbook: {
    step: (icon: string, n: number, title: Part) => fmt`${icon} ${n}. ${bold(title)}`,
  },
  button: {
    refresh: 'Look again',
    pin: 'Pin this card',
    open: (name: string) => `Open ${name}`,
    replay: 'Replay',
    sendAgain: 'Send it again',
    discard: 'Discard',
    discardSure: 'Yes, discard it',
    release: 'Release the lock',
    releaseSure: 'Yes, release it',
    releaseForce: 'Take it all the same',
    dropSure: 'Yes, skip it',
    drop: 'Skip what waits',
    putBack: 'Put it back',
    leave: 'No, leave it',
    list: 'To the list',
    earlier: 'Earlier',
    later: 'Later',
    errors: 'Errors',
    lock: 'Lock',
    webhook: 'Webhook',
    dead: 'Dead letters',
    runbook: 'Runbook',
    acknowledge: 'Acknowledge',
    silence: 'Silence 1 h',
    halfHour: '30 min',
    hour: '1 h',
    workday: '8 h',
    unmute: 'With a sound again',
  },
}

export type Catalogue = SameKeys<typeof en>
