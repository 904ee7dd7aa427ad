import { stdout } from 'node:process'
import type { Database } from '#platform/db/database.ts'
import { say } from '#platform/operations/texts/index.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { scrubber } from '#platform/ops/log.ts'
import type { Aside, Deed, Desk, Which } from '#platform/people/desk.ts'
import type { Phrase } from '#platform/telegram/text.ts'
import { countAside, desks, listAside } from '#platform/updates/aside.ts'
import { Exit } from './exit.ts'
import { withHouse } from './open.ts'
import { botNamed, deed, read, whole } from './operator.ts'
import { age, english, escaped, nameOf, plain, table, tally } from './print.ts'

const USAGE = `posthouse dead list [<bot>] [--kind update|job|send] [--discarded] [--page <n>]
    what failed for good, newest first: updates, jobs, messages to Telegram
posthouse dead show <kind> <number>
    all there is to know about one; "code 2s" is the update behind the code a person was told
posthouse dead replay <kind> <number>… [--reason <why>] [--force]
posthouse dead replay <kind> --all [--bot <bot>]
    does it again, after the fault is mended; --force also sends what perhaps arrived
posthouse dead discard <kind> <number>… --reason <why>
posthouse dead discard <kind> --all [--bot <bot>] --reason <why>
    it will not be done; the row is kept and can still be replayed by its number
`

const OPTIONS = {
  kind: { type: 'string' },
  discarded: { type: 'boolean' },
  page: { type: 'string' },
  all: { type: 'boolean' },
  bot: { type: 'string' },
  reason: { type: 'string' },
  force: { type: 'boolean' },
} as const

type Options = ReturnType<typeof read<typeof OPTIONS>>['values']
type Kind = Aside['kind']

const PAGE = 50
const words = say.dead

/** What lies on the admin's desk: shows it, has it done again, or decides that it will not be. */
export async function dead([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = read(args, OPTIONS, USAGE)
  switch (action) {
    case 'list':
      return list(positionals[0], values)
    case 'show':
      return show(positionals)
    case 'replay':
      return decide('replay', words.again, positionals, values)
    case 'discard':
      if (!values.reason?.trim()) throw new Exit('usage', `Say why: --reason "…".\n${USAGE}`)
      return decide('discard', words.discarded, positionals, values)
    default:
      throw new Exit('usage', USAGE)
  }
}

async function list(name: string | undefined, { kind, discarded, page }: Options): Promise<void> {
  const bot = name === undefined ? undefined : botNamed(name, USAGE).name
  const wish = { bot, kind: kind === undefined ? undefined : kindNamed(kind), discarded: discarded === true }
  const from = (whole(page ?? '1', '--page', USAGE) - 1) * PAGE
  await withHouse(async (database, config) => {
    const scrub = scrubber(config.secrets)
    const rows = await listAside(database, { ...wish, most: PAGE, from })
    const now = systemClock.now()
    stdout.write(table(rows.map((row) => cellsOf(row, now, scrub))))
    const counts = Object.entries(await countAside(database, bot))
    const open = counts.filter(([, count]) => count > 0).map(([one, count]) => tally(count, one))
    stdout.write(open.length > 0 ? `To be decided: ${open.join(', ')}.\n` : `${english(words.none)}\n`)
  })
}

const cellsOf = (row: Aside, now: Date, scrub: (text: string) => string) => [
  nameOf(row),
  row.bot,
  row.chat === undefined ? '' : `chat ${row.chat}`,
  row.what,
  row.state === 'dead' ? tally(row.tries, 'try').replace('trys', 'tries') : row.state,
  `${age(row.since, now)} ago`,
  plain(scrub(row.error)),
  row.words ? `"${plain(scrub(row.words), 40)}"` : '',
]

async function show(words: string[]): Promise<void> {
  const [[kind, [id]] = missingWords()] = idsIn(words)
  await withHouse(async (database, config) => {
    const found = await desks[kind].show(database, id!)
    if (!found) throw new Exit('nothing', `No ${kind} with the number ${id} lies aside.`)
    const facts: [string, unknown][] = [
      ['bot', found.bot],
      ['chat', found.chat],
      ['what', found.what],
      ['state', found.state],
      ['tries', found.tries],
      ['since', found.since],
      ...Object.entries(found.facts),
    ]
    const told = facts
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => line(name, value))
    const scrub = scrubber(config.secrets)
    stdout.write(
      escaped(scrub(`${nameOf(found)}\n${told.join('')}error: ${found.error}\npayload:\n${pretty(found.payload)}\n`)),
    )
  })
}

const line = (name: string, value: unknown) =>
  `${name}: ${value instanceof Date ? value.toISOString() : String(value)}\n`

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}

type Told = (names: string) => Phrase

async function decide(deedName: 'replay' | 'discard', told: Told, given: string[], options: Options): Promise<void> {
  const { all, bot, reason, force } = options
  if (all !== true && bot !== undefined) throw new Exit('usage', `--bot belongs to --all.\n${USAGE}`)
  const wanted: [Kind, Which][] = all
    ? [[kindAlone(given), { bot: bot === undefined ? undefined : botNamed(bot, USAGE).name }]]
    : idsIn(given).map(([kind, ids]) => [kind, { ids }])
  if (wanted.length === 0) missingWords()
  const why = deed(reason, force)
  await withHouse(async (database) => {
    const problems: string[] = []
    let done = 0
    for (const [kind, which] of wanted) {
      const desk = desks[kind]
      const rows = await database.transaction((transaction) => desk[deedName](transaction, which, why))
      done += rows.length
      const names = rows.slice(0, PAGE).map((row) => nameOf({ kind, ...row }))
      if (rows.length > 0)
        stdout.write(
          `${english(told(`${names.join(', ')}${rows.length > PAGE ? ` and ${rows.length - PAGE} more` : ''}`))}\n`,
        )
      const left = 'ids' in which ? which.ids.filter((id) => !rows.some((row) => row.id === id)) : []
      for (const id of left) problems.push(await problemWith(database, desk, deedName, kind, id, why))
    }
    if (problems.length > 0) throw new Exit('nothing', problems.join('\n'))
    if (done === 0) throw new Exit('nothing', 'There was nothing to do.')
  })
}

async function problemWith(
  database: Database,
  desk: Desk,
  act: 'replay' | 'discard',
  kind: Kind,
  id: number,
  { force }: Deed,
) {
  const found = await desk.show(database, id)
  const name = nameOf({ kind, id })
  if (!found) return english(words.notAside(name))
  if (act === 'discard') return english(words.asideAlready(name, say.state[found.state]))
  if (kind === 'send' && !force)
    return `${name}: ${found.state}. Look into the chat first; then, if it did not arrive, add --force.`
  return english(words.keyWaits(name))
}

const kindNamed = (word: string): Kind => {
  if (Object.hasOwn(desks, word)) return word as Kind
  throw new Exit('usage', `There is no kind "${word}". Kinds: ${Object.keys(desks).join(', ')}.\n${USAGE}`)
}

function kindAlone(words: string[]): Kind {
  if (words.length !== 1) throw new Exit('usage', `With --all, name one kind and no numbers.\n${USAGE}`)
  return kindNamed(words[0]!)
}

/** `update 17 18 job 4 code 2s` → what is meant, by kind. */
function idsIn(words: string[]): [Kind, number[]][] {
  const found = new Map<Kind, number[]>()
  const add = (kind: Kind, id: number) => found.set(kind, [...(found.get(kind) ?? []), id])
  let kind: Kind | undefined
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    if (word === 'code') add('update', numberOf(words[++at]))
    else if (/^[a-z]/i.test(word)) kind = kindNamed(word)
    else add(kind ?? missingWords(), whole(word, kind ?? '', USAGE))
  }
  return [...found]
}

/** What a person is told when their update failed: its number in base 36. */
function numberOf(code = ''): number {
  if (/^[0-9a-z]{1,9}$/i.test(code)) return Number.parseInt(code, 36)
  throw new Exit('usage', `code: "${code}" is none.\n${USAGE}`)
}

function missingWords(): never {
  throw new Exit('usage', `Say which: a kind and a number, such as "update 17".\n${USAGE}`)
}
