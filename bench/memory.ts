/** Does it hold its memory? Posthouse under a steady load, its memory read every second, and a line through the second half. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { contenders } from './contenders.ts'
import { type BotProcess, startBot } from './machine/bot-process.ts'
import { openFiles } from './machine/proc.ts'
import { watchMemory } from './machine/watch-memory.ts'
import { readArguments, readOneOf, readWhole } from './options.ts'
import { driftTable } from './report/drift.ts'
import { writeSection } from './report/page.ts'
import { offer } from './telegram/backlog.ts'
import { createLedger, createTally } from './telegram/ledger.ts'
import { openSink } from './telegram/sink.ts'
import { planOf } from './telegram/updates.ts'
import { deliver } from './telegram/webhooks.ts'
import { openWorkshop } from './workshop.ts'

const HELP = `npm run bench:memory -- [options]
  --minutes 10 --rate 500 --chats 500
  --database postgres|pglite   --door webhook|polling
  --warm 0          updates before that, as fast as it goes: what malloc holds finds its size only after a million or two
  --collect 15      seconds between forced garbage collections; what they leave is the steadiest figure
  --no-page         leaves docs/performance.md alone
`
const SETTLE_MS = 60_000
/** Plans and answers are kept in the memory of this process, which shares the machine. */
const WARM_AT_ONCE = 250_000

interface Talk {
  size: number
  firstId: number
  perSecond: number
  patienceMs: number
}

const values = readArguments(HELP, {
  minutes: { type: 'string', default: '10' },
  rate: { type: 'string', default: '500' },
  chats: { type: 'string', default: '500' },
  database: { type: 'string', default: 'postgres' },
  door: { type: 'string', default: 'webhook' },
  warm: { type: 'string', default: '0' },
  collect: { type: 'string', default: '15' },
  page: { type: 'boolean', default: true },
})
const minutes = readWhole('minutes', values.minutes, 1)
const rate = readWhole('rate', values.rate, 1)
const chats = readWhole('chats', values.chats, 1)
const warm = readWhole('warm', values.warm, 0)
const collectEvery = readWhole('collect', values.collect, 1)
const database = readOneOf('database', values.database, ['postgres', 'pglite'])
const door = readOneOf('door', values.door, ['webhook', 'polling'])

const workshop = await openWorkshop()
const { postgres } = workshop
if (database === 'postgres' && !postgres) throw new Error('no PostgreSQL is installed here')
const url = database === 'postgres' ? await postgres!.fresh() : undefined
const home = join(workshop.folder, 'bot')
mkdirSync(home)
const sink = await openSink()
const [program, ...file] = contenders()[0]!.command
const bot = await startBot(
  [program!, '--expose-gc', ...file],
  {
    SINK: sink.root,
    TMPDIR: home,
    ...(url ? { DATABASE_URL: url } : {}),
    ...(door === 'polling' ? { MODE: 'poll' } : {}),
  },
  { ipc: true },
)

await delay(2_000)
const before = { files: openFiles(bot.pid), connections: await connections() }
const tally = createTally()
const dead = new AbortController()
bot.child.once('exit', () => dead.abort())
for (let done = 0; done < warm; done += WARM_AT_ONCE)
  await talk({
    size: Math.min(WARM_AT_ONCE, warm - done),
    firstId: 700_000_000 + done,
    perSecond: 0,
    patienceMs: 600_000,
  })
const memory = watchMemory(bot, { collectEvery })
const ledger = await talk({
  size: minutes * 60 * rate,
  firstId: 800_000_000,
  perSecond: rate,
  patienceMs: (minutes + 2) * 60_000,
})
const samples = await memory.stop()
const after = await settled(bot)

const section = [
  `${workshop.machine}.\n`,
  `${minutes} minutes at ${rate} updates/s, ${door}, ${database === 'postgres' ? 'PostgreSQL' : 'PGlite'}, ${chats} chats, ` +
    `${warm > 0 ? `after ${warm} updates as fast as it goes, ` : ''}` +
    `${new Date().toISOString().slice(0, 10)}. ${ledger.answered} of ${ledger.size} answered, ${tally.lost()} lost` +
    `${bot.death() ? `; the process ${bot.death()}` : ''}.\n`,
  `${driftTable(samples)}\n`,
  `Open files ${before.files} before, ${after.files} after; database connections ${before.connections} before, ` +
    `${after.connections} after (given ${SETTLE_MS / 1000} s to close).`,
].join('\n')
process.stdout.write(`\n${section}\n`)
if (values.page) writeSection(`memory-${database}-${door}`, section)
await bot.stop()
sink.close()
await workshop.close()
process.exit(0)

/** Updates until all are answered, with `perSecond` 0 as fast as it goes. */
async function talk({ size, firstId, perSecond, patienceMs }: Talk) {
  const plan = planOf({ size, chats, firstId, seed: firstId })
  const ledger = createLedger(plan.chats, tally)
  sink.onAnswer = ledger.answer
  const signal = AbortSignal.any([dead.signal, AbortSignal.timeout(patienceMs)])
  const load = { plan, ledger, rate: perSecond, signal }
  if (door === 'polling') await offer(sink, load)
  else await deliver({ ...load, port: bot.port, connections: 100, order: 'telegram', slot: 'both' })
  return ledger
}

/** Idle connections are kept for a while on purpose: back at the baseline is where they are after that while. */
async function settled({ pid }: BotProcess) {
  const end = performance.now() + SETTLE_MS
  for (;;) {
    const now = { files: openFiles(pid), connections: await connections() }
    if ((now.files <= before.files && now.connections <= before.connections) || performance.now() > end) return now
    await delay(500)
  }
}

async function connections(): Promise<number> {
  if (!url) return 0
  const [row] = await postgres!.query<{ n: number }>(
    url,
    'select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  return row!.n
}
