import type { Part } from '../../telegram/text.ts'
import { fmt } from '../../telegram/text.ts'
import { plural, type SameKeys } from '../../telegram/texts.ts'

const updates = (n: number) => `${n} ${plural('en', n, { one: 'update', other: 'updates' })}`
const messages = (n: number) => `${n} ${plural('en', n, { one: 'message', other: 'messages' })}`
const processes = (n: number) => `${n} ${plural('en', n, { one: 'process', other: 'processes' })}`
const errors = (n: number) => `${n} ${plural('en', n, { one: 'error', other: 'errors' })}`

export const en = {
  span: {
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} d`,
  },
  ago: (span: Part) => fmt`${span} ago`,
  never: 'never',
  noSuchBot: (name: string, names: string) => `There is no bot “${name}” here. There are: ${names}.`,
  lock: {
    nobody: (bot: string) => `${bot}: nobody has polled yet.`,
    free: (bot: string) => `${bot}: the lock is free, nobody polls.`,
    nothing: (bot: string) => `${bot}: nothing to release.`,
    alive: (bot: string, ago: Part) => fmt`${bot}: Telegram answered this process ${ago}: it works.`,
    released: (bot: string) =>
      `${bot}: released. A process that stands by begins now; the old one is refused at its next renewal.`,
    changed: (bot: string) => `${bot}: it changed meanwhile, and nothing was done.`,
  },
  state: { dead: 'dead', 'perhaps sent': 'perhaps sent', discarded: 'discarded', skipped: 'skipped' },
  dead: {
    again: (names: string) => `Will be done again: ${names}`,
    discarded: (names: string) => `Discarded: ${names}`,
    none: 'Nothing is to be decided.',
    notAside: (name: string) => `${name}: nothing with this number lies aside.`,
    asideAlready: (name: string, state: Part) => fmt`${name}: it was put aside already (${state}).`,
    perhapsSent: (name: string) => `${name}: it perhaps arrived. Look into the chat first.`,
    keyWaits: (name: string) => `${name}: another one with its key waits or runs already, so its work is being done.`,
  },
  drop: {
    done: (bot: string, n: number, telegram: number, inbox: number) =>
      `Skipped ${updates(n)} of ${bot}: ${telegram} from Telegram, ${inbox} from the inbox.`,
    back: (bot: string, n: number) => `Put back ${updates(n)} of ${bot}.`,
    nothingBack: 'There was nothing to put back.',
  },
  webhook: {
    polls: (bot: string) => `${bot}: no webhook is set; it polls.`,
    setTo: (bot: string, url: string) => `${bot}: Telegram delivers to ${url}`,
    pending: (n: number) => `${updates(n)} pending`,
    noError: 'no error',
    lastError: (ago: Part, message: string) => fmt`last error ${ago}: ${message}`,
  },
  runbook: {
    title: (bot: string) => `${bot} does not answer`,
    devTitle: (bot: string) => `Before ${bot} is started on a developer’s machine`,
    well: 'All steps are in order.',
    attention: 'Go through what is marked, from the top.',
    noTelegram: (why: string) => `Telegram could not be asked: ${why}`,
    errors: {
      title: 'Look at what failed last',
      looks: 'Errors of the last hour: updates, jobs and messages, in the database. The whole story is in the log.',
      todo: 'Open the newest error. A bug lies aside until it is mended and can be replayed; a service that is away comes back by itself.',
      none: 'no error in the last hour',
      some: (n: number, error: string) => `${errors(n)} in the last hour, the newest: ${error}`,
    },
    lock: {
      title: 'Look at lock and heartbeat',
      looks: 'Who polls, and when Telegram last answered them. With a webhook: whether Telegram reaches it.',
      todo: 'Free: start a process. Held with an old heartbeat: read the holder’s log, then go on with the next step.',
      held: (host: string, pid: number, beat: Part) => fmt`held by ${host}, process ${pid}; heartbeat ${beat}`,
      free: 'nobody polls',
      webhook: (url: string) => `a webhook is set: ${url}`,
      failing: (message: string) => `Telegram does not reach the webhook: ${message}`,
      noWebhook: 'a webhook is wanted, and none is set',
    },
    release: {
      title: 'Release a lock that hangs',
      looks: 'Whether the lock is held by a process that Telegram has not answered for a minute.',
      todo: 'Release it. The old holder is refused even if it lives, and who stands by begins.',
      hangs: (beat: Part) => fmt`held, and the heartbeat is old: ${beat}`,
      no: 'it does not hang',
    },
    queue: {
      title: 'Look at what waits',
      looks: 'Updates in the inbox and at Telegram, and how long the oldest one has been waiting.',
      todo: 'Most often it is worked off as soon as the rest is in order. If it must not be: skip it. It is kept and can be put back; offset=-1 would lose it.',
      waits: (inbox: number, age: Part, pending: Part) =>
        fmt`${updates(inbox)} in the inbox, the oldest for ${age}; ${pending}`,
      empty: (pending: Part) => fmt`the inbox is empty; ${pending}`,
      atTelegram: (n: number) => `${n} at Telegram`,
      unknown: 'Telegram was not asked',
    },
    restart: {
      title: 'Restart the process',
      looks: 'Whether any process of the house was seen in the last half minute, and messages go out.',
      todo: 'Restart it: what it accepted is in the database and is done at the next start.',
      seen: (n: number) => `${processes(n)} at work`,
      none: 'no process is at work',
      stuck: (n: number, age: Part) => fmt`${messages(n)} not sent, the oldest for ${age}`,
    },
    heartbeat: {
      title: 'See that the heartbeat is back',
      looks:
        'A heartbeat younger than a minute; the metric bot_polling_heartbeat_timestamp shows the same. With a webhook: nothing old waits.',
      todo: 'Wait for a minute and look again. Still old: begin at the top.',
      fresh: (beat: Part) => fmt`heartbeat ${beat}`,
      old: (beat: Part) => fmt`last heartbeat: ${beat}`,
      flows: 'updates are handled as they come',
      waits: (age: Part) => fmt`an update has been waiting for ${age}`,
    },
    dev: {
      token: {
        title: 'A token of its own',
        looks:
          'Outside production the token of the production bot is refused at the start, whatever variable names it.',
        todo: 'Make a bot of your own with @BotFather and put its token into <BOT>_TOKEN_DEV.',
        ok: (username: string) => `the token is that of @${username}`,
        none: 'there is no token: the simulator would open',
      },
      lock: {
        title: 'The lock is free',
        looks: 'Whether somebody polls for the bot already. A process that begins beside it ends with exit code 75.',
        todo: 'Stop that process, or wait until its lock has run out.',
        free: 'nobody polls',
      },
      left: {
        title: 'Nothing is left behind',
        looks: 'What waits at Telegram from the last time: it would be handled first.',
        todo: 'Skip it, here and after you have stopped: it is kept.',
        ok: 'nothing waits at Telegram',
        some: (n: number) => `${updates(n)} at Telegram`,
      },
    },
  },
}

export type Catalogue = SameKeys<typeof en>
