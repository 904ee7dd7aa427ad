/**
 * The same work on Posthouse and its peers, interleaved: every round measures all of them once, so that whatever else
 * happens on the machine happens to all. `npm run bench -- --help` shows the options; bench/README.md explains the figures.
 */
import { writeFileSync } from 'node:fs'
import { type Contender, contenders, YARDSTICKS } from './contenders.ts'
import { type Load, measureOnce } from './measure.ts'
import { readArguments, readOneOf, readWhole, wrong } from './options.ts'
import { writeSection } from './report/page.ts'
import { plain, type Row, sideBySide } from './report/tables.ts'
import { installPeers, openWorkshop, say, type Workshop } from './workshop.ts'

const HELP = `npm run bench -- [options]
  --rounds 3        rounds; figures are medians, ratios are medians of each round's own
  --n 20000         updates in a round (slow contenders get fewer), after --warm 3000
  --chats 500       --connections 100
  --rate 0          updates a second; 0: the next one as soon as a connection is free
  --latency 0       milliseconds the Bot API takes to answer
  --order telegram  one update of a chat at a time; free: several at once, which shows lost increments
  --slot both       a connection is free when its update is acknowledged and answered; ack: as at Telegram
  --only 'a|b'      contenders whose door and name contain one of these; --list names them
  --patience 120    seconds after which a phase is ended and measured as it is
  --json file       everything that was measured
  --no-page         leaves docs/performance.md alone, as --only does
`

const values = readArguments(HELP, {
  rounds: { type: 'string', default: '3' },
  n: { type: 'string', default: '20000' },
  warm: { type: 'string', default: '3000' },
  chats: { type: 'string', default: '500' },
  connections: { type: 'string', default: '100' },
  rate: { type: 'string', default: '0' },
  latency: { type: 'string', default: '0' },
  order: { type: 'string', default: 'telegram' },
  slot: { type: 'string', default: 'both' },
  patience: { type: 'string', default: '120' },
  only: { type: 'string' },
  json: { type: 'string' },
  page: { type: 'boolean' },
  list: { type: 'boolean' },
})
const chosen = contenders().filter(isWanted)
if (values.list) {
  process.stdout.write(`${chosen.map(nameOf).join('\n')}\n`)
  process.exit(0)
}
const load = readLoad()
const rounds = readWhole('rounds', values.rounds, 1)
if (chosen.length === 0) wrong(`--only ${values.only}: no contender is called so; --list names them.`)

const peersAreHere = installPeers()
const workshop = await openWorkshop()
const rows = chosen.map((contender) => ({ contender, rounds: [] as Row['rounds'][number][] }))
for (let round = 1; round <= rounds; round += 1) {
  for (const row of rows) row.rounds.push(await measured(row.contender, round))
}
const report = reportOf(rows, workshop)
process.stdout.write(`\n${report}\n`)
if (values.json) writeFileSync(values.json, JSON.stringify({ machine: workshop.machine, load, rows }, null, 2))
if (values.page ?? values.only === undefined) writeSection(sectionName(), report)
await workshop.close()
process.exit(0)

/** A contender that fails has a row that says so; the others go on. */
async function measured(contender: Contender, round: number): Promise<Row['rounds'][number]> {
  try {
    if (!peersAreHere && /\/peers\/.*\.ts$/.test(contender.command[1] ?? ''))
      throw new Error('bench/peers is not installed')
    const figures = await measureOnce(contender, { ...load, seed: round }, workshop)
    say(
      `${round}  ${nameOf(contender)}: ${plain(figures.perSecond)}/s, p50 ${plain(figures.p50, 1)} p95 ${plain(figures.p95, 1)} ms, ` +
        `µs/update bot ${plain(figures.botMicros)} PostgreSQL ${plain(figures.pgMicros)} harness ${plain(figures.harnessMicros)}, ` +
        `RSS ${plain(figures.rssMb)} MB, lost ${figures.lost}, answered ${figures.answered} of ${figures.updates}` +
        `${figures.doubled > 0 ? `, ${figures.doubled} twice` : ''}${figures.repeats > 0 ? `, delivered again ${figures.repeats}` : ''}, ` +
        `other load ${plain(figures.otherCores, 2)}\n`,
    )
    return figures
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    say(`${round}  ${nameOf(contender)}: not measured: ${failed}\n`)
    return { failed }
  }
}

function reportOf(all: readonly Row[], { machine }: Workshop): string {
  const doors = ['webhook', 'polling'] as const
  const tables = doors.flatMap((door) => {
    const own = all.filter(({ contender }) => contender.door === door)
    if (own.length === 0) return []
    const { memory, stored } = YARDSTICKS[door]
    const pace =
      load.rate > 0 ? `${load.rate} updates a second` : door === 'polling' ? 'all waiting from the start' : ''
    return [
      `**${door === 'webhook' ? 'Webhook' : 'Polling'}**${pace ? `, ${pace}` : ''}. × memory: beside ${memory}. × stored: beside ${stored}.\n`,
      `${sideBySide(own, { memory, stored })}\n`,
    ]
  })
  const conditions = [
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${load.updates} updates after ${load.warmUp}`,
    `${load.chats} chats`,
    `${load.connections} connections`,
    load.rate > 0 ? `${load.rate} updates/s` : 'as fast as it goes',
    `Bot API latency ${load.latencyMs} ms`,
    `order ${load.order}`,
    `slot ${load.slot}`,
    new Date().toISOString().slice(0, 10),
  ].join(', ')
  return [`${machine}.\n`, `${conditions}.\n`, ...tables].join('\n')
}

/** Each way of loading has its own place on the page. */
function sectionName(): string {
  if (load.order === 'free') return 'races'
  if (load.latencyMs > 0) return 'latency'
  return load.rate > 0 ? 'rate' : 'closed-loop'
}

function readLoad(): Load {
  return {
    updates: readWhole('n', values.n, 100),
    warmUp: readWhole('warm', values.warm, 0),
    chats: readWhole('chats', values.chats, 1),
    connections: readWhole('connections', values.connections, 1),
    rate: readWhole('rate', values.rate, 0),
    latencyMs: readWhole('latency', values.latency, 0),
    patienceMs: readWhole('patience', values.patience, 1) * 1000,
    order: readOneOf('order', values.order, ['telegram', 'free']),
    slot: readOneOf('slot', values.slot, ['both', 'ack']),
    seed: 0,
  }
}

function nameOf({ door, name }: Contender): string {
  return `${door}: ${name}`
}

function isWanted(contender: Contender): boolean {
  const wanted = values.only?.split('|')
  return !wanted || wanted.some((part) => nameOf(contender).toLowerCase().includes(part.trim().toLowerCase()))
}
