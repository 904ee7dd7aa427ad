import { stdout } from 'node:process'
import { say } from '#platform/operations/texts/index.ts'
import { systemClock } from '#platform/ops/clock.ts'
import type { Aside } from '#platform/people/desk.ts'
import type { Telegram } from '#platform/telegram/client.ts'
import { countSkipped, countWaiting, listSkipped, replaySkipped } from '#platform/updates/desk.ts'
import { dropUpdates } from '#platform/updates/drop.ts'
import { pollerOf } from '#platform/updates/poller.ts'
import { Exit } from './exit.ts'
import { withHouse, withTelegram } from './open.ts'
import { botNamed, confirm, deed, read, whole } from './operator.ts'
import { age, english, nameOf, plain, table, tally } from './print.ts'

const USAGE = `posthouse updates drop <bot> --reason <why> [--yes] [--force] [--inbox-only]
    skips what waits for the bot at Telegram and in the inbox; all of it is kept
posthouse updates dropped <bot> [--page <n>]
    lists what was skipped
posthouse updates replay <bot> --update <number>… | --all [--reason <why>]
    puts it back, in its order
`

const OPTIONS = {
  reason: { type: 'string' },
  yes: { type: 'boolean' },
  force: { type: 'boolean' },
  'inbox-only': { type: 'boolean' },
  page: { type: 'string' },
  update: { type: 'string', multiple: true },
  all: { type: 'boolean' },
} as const

type Options = ReturnType<typeof read<typeof OPTIONS>>['values']

const PAGE = 50
const words = say.drop

/** Skips updates without losing them, shows them, puts them back. */
export async function updates([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  const [name, ...rest] = positionals
  switch (action) {
    case 'drop':
      return drop(botNamed(name, USAGE).name, values)
    case 'dropped':
      return dropped(botNamed(name, USAGE).name, whole(values.page ?? '1', '--page', USAGE))
    case 'replay':
      return replay(botNamed(name, USAGE).name, rest, values)
    default:
      throw new Exit('usage', USAGE)
  }
}

async function drop(bot: string, { reason, yes, force, 'inbox-only': inboxOnly }: Options): Promise<void> {
  if (!reason?.trim()) throw new Exit('usage', `Say why: --reason "…". It is kept with the updates.\n${USAGE}`)
  await withHouse(async (database, config) => {
    const act = async (telegram: Telegram | undefined) => {
      const holder = telegram && (await pollerOf(database, telegram.id))
      if (holder && !force) {
        throw new Exit(
          'refused',
          `A process polls for ${bot} at this moment: ${plain(holder, 200)}\nStop it first, or add --force: then what it has taken already may still be handled.`,
        )
      }
      const pending = telegram ? await pendingAt(telegram, bot) : 0
      const waiting = await countWaiting(database, bot)
      await confirm(
        `Skip ${telegram ? `about ${tally(pending, 'update')} of ${bot} at Telegram and ` : ''}${waiting} in the inbox? They are kept and can be replayed.`,
        yes,
      )
      const queue = telegram && { telegram, pending }
      const { fromTelegram, fromInbox } = await dropUpdates(database, bot, queue, deed(reason))
      stdout.write(
        `${english(words.done(bot, fromTelegram + fromInbox, fromTelegram, fromInbox))}\n` +
          `See them: posthouse updates dropped ${bot}\nPut them back: posthouse updates replay ${bot} --all\n`,
      )
    }
    if (inboxOnly) await act(undefined)
    else await withTelegram(config, bot, act)
  })
}

/** Only getUpdates hands out what is pending, and Telegram refuses it while a webhook is set. */
async function pendingAt(telegram: Telegram, bot: string): Promise<number> {
  const { url, pending_update_count } = await telegram.call('getWebhookInfo', {})
  if (!url) return pending_update_count
  throw new Exit(
    'refused',
    `${bot} has a webhook, and while it has one Telegram hands out what is pending there only (${tally(pending_update_count, 'update')}).\n` +
      `Either take it away, drop, and set it again (nothing is lost meanwhile):\n` +
      `  posthouse webhook delete ${bot}; posthouse updates drop ${bot} --reason …; posthouse webhook set ${bot}\n` +
      `or drop only what is in the inbox already: --inbox-only`,
  )
}

async function dropped(bot: string, page: number): Promise<void> {
  await withHouse(async (database) => {
    const total = await countSkipped(database, bot)
    const rows = await listSkipped(database, bot, PAGE, (page - 1) * PAGE)
    if (rows.length === 0) {
      stdout.write(total === 0 ? `No skipped updates of ${bot}.\n` : `There are ${Math.ceil(total / PAGE)} pages.\n`)
      return
    }
    const now = systemClock.now()
    stdout.write(table(rows.map((row) => cellsOf(row, now))))
    const pages = Math.ceil(total / PAGE)
    stdout.write(`${tally(total, 'skipped update')} of ${bot}${pages > 1 ? `, page ${page} of ${pages}` : ''}.\n`)
  })
}

const cellsOf = (row: Aside, now: Date) => [
  nameOf(row),
  `${age(row.since, now)} ago`,
  `chat ${row.chat}`,
  row.what,
  row.words ? `"${plain(row.words, 40)}"` : '',
  plain(row.error),
]

async function replay(bot: string, more: string[], { update = [], all, reason }: Options): Promise<void> {
  const seqs = [...update, ...(update.length > 0 ? more : [])].map((word) => whole(word, '--update', USAGE))
  if (seqs.length > 0 === (all === true) || (update.length === 0 && more.length > 0)) {
    throw new Exit('usage', `Say which: --update <number>…, or --all.\n${USAGE}`)
  }
  await withHouse(async (database) => {
    const back = await database.transaction((transaction) =>
      replaySkipped(transaction, bot, all ? undefined : seqs, deed(reason)),
    )
    stdout.write(`${english(words.back(bot, back.length))}\n`)
    const missing = seqs.filter((seq) => !back.some(({ id }) => id === seq))
    if (missing.length > 0) throw new Exit('nothing', `Not among the skipped updates of ${bot}: ${missing.join(', ')}`)
    if (back.length === 0) throw new Exit('nothing', english(words.nothingBack))
  })
}
