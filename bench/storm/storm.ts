/** `npm run storm`: faults on everything for so many seconds, then calm, and one line of JSON that says what became of it. */
import { argv, exit, stderr, stdout } from 'node:process'
import { roomyPlace } from './database/roomy-place.ts'
import { sum } from './faults.ts'
import { readOptions, type StormOptions } from './options.ts'
import { type Report, say, storm } from './run.ts'

const options = readUsage()
process.env.TMPDIR = roomyPlace()
const closers: (() => Promise<unknown>)[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().then(() => exit(130)))

try {
  const report = await storm(options, closers)
  if (report.wrong.length > 0 && options.verbose) stderr.write(`${report.printed}\n`)
  for (const sentence of report.wrong.slice(0, 40)) say(sentence)
  stdout.write(`${JSON.stringify(lineOf(options, report))}\n`)
  await close()
  exit(report.wrong.length > 0 ? 1 : 0)
} catch (error) {
  stderr.write(`storm: seed ${options.seed}: ${error instanceof Error ? error.stack : error}\n`)
  await close()
  exit(2)
}

async function close() {
  for (const closer of closers.splice(0).reverse()) await closer().catch((error) => say(`could not tidy up: ${error}`))
}

function readUsage(): StormOptions {
  try {
    return readOptions(argv.slice(2))
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : error}\n`)
    exit(64)
  }
}

function lineOf({ profile, seed, seconds, workers, doors, alls }: StormOptions, report: Report) {
  const { outcome, damage, duplicates, wrong, skipped } = report
  const { ledger, lives } = outcome
  const count = (code: string) => wrong.filter((sentence) => sentence.startsWith(code)).length
  return {
    verdict: wrong.length === 0 ? 'held' : 'broken',
    profile,
    seed,
    seconds,
    ...(profile === 'pg' ? { workers, doors, all: alls } : {}),
    updates: ledger.written.length,
    givenAgain: ledger.written.reduce((all, one) => all + Math.max(0, one.given - 1), 0),
    applied: outcome.applied.length,
    messages: ledger.calls.filter(({ applied }) => applied).length,
    kills: sum(damage.faults, (name) => name.startsWith('kill -9')),
    faults: damage.faults,
    telegramFaults: ledger.faults,
    doorAnswers: ledger.doorAnswers,
    lost: count('I1 '),
    twice: count('I2 '),
    disorder: count('I3 ') + count('I7 '),
    poison: outcome.inbox.filter(({ state }) => state === 2).length,
    duplicates: duplicates.count,
    ambiguous: duplicates.ambiguous,
    interruptions: duplicates.interruptions,
    duplicatesAtMost: duplicates.bound,
    perhapsSent: outcome.unsent.filter(({ state }) => state === 4).length,
    starts: lives.length,
    failedStarts: lives.filter((life) => !life.wanted && life.endedAt !== undefined && life.readyAt === undefined)
      .length,
    holders: outcome.leases.length,
    samples: report.samples,
    drainSeconds: Number(report.drainSeconds.toFixed(1)),
    skipped,
    violations: [...new Set(wrong.map((sentence) => sentence.split(' ')[0]))],
    wrong: wrong.slice(0, 10),
  }
}
