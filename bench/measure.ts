import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Contender } from './contenders.ts'
import { type BotProcess, startBot } from './machine/bot-process.ts'
import { startMeter } from './machine/meter.ts'
import type { Postgres } from './machine/postgres.ts'
import { rssMegabytes } from './machine/proc.ts'
import { percentile } from './report/statistics.ts'
import { offer } from './telegram/backlog.ts'
import { createLedger, createTally, type Tally } from './telegram/ledger.ts'
import { openSink, type Sink } from './telegram/sink.ts'
import { planOf } from './telegram/updates.ts'
import { deliver } from './telegram/webhooks.ts'

export interface Load {
  updates: number
  warmUp: number
  chats: number
  connections: number
  order: 'telegram' | 'free'
  slot: 'both' | 'ack'
  /** Updates a second; 0: as fast as it goes. */
  rate: number
  latencyMs: number
  seed: number
  /** A phase that takes longer is ended and measured as it is. */
  patienceMs: number
}

export interface Surroundings {
  postgres: Postgres | undefined
  /** For what bots write; emptied after every one. */
  folder: string
}

export interface Figures {
  updates: number
  answered: number
  doubled: number
  /** Messages that were answered and yet did not count. */
  lost: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  botMicros: number
  pgMicros: number
  harnessMicros: number
  rssMb: number
  /** CPU of processes that have nothing to do with it, as a share of one core. */
  otherCores: number
  repeats: number
}

/** Starts the contender, warms it up, measures it, counts what it has lost, and ends it. */
export async function measureOnce(
  contender: Contender,
  load: Load,
  { postgres, folder }: Surroundings,
): Promise<Figures> {
  if (contender.missing) throw new Error(contender.missing)
  if (contender.postgres && !postgres) throw new Error('no PostgreSQL is installed here')
  const home = join(folder, 'bot')
  mkdirSync(home, { recursive: true })
  const url = contender.postgres ? await postgres!.fresh() : undefined
  const sink = await openSink({ latencyMs: load.latencyMs })
  let bot: BotProcess | undefined
  try {
    bot = await startBot(contender.command, {
      ...contender.env,
      SINK: sink.root,
      TMPDIR: home,
      ...(url ? { DATABASE_URL: url } : {}),
    })
    const tally = createTally()
    const phase = (size: number, firstId: number, seed: number) =>
      runPhase({ contender, load, bot: bot!, sink, tally, postgres: url ? postgres : undefined, size, firstId, seed })
    const updates = Math.max(100, Math.round(load.updates * (load.rate > 0 ? 1 : (contender.share ?? 1))))
    if (load.warmUp > 0) await phase(load.warmUp, 700_000_000, load.seed + 1_000)
    await delay(300)
    const figures = await phase(updates, 800_000_000, load.seed)
    if (bot.death()) throw new Error(bot.death())
    const stored = contender.counted && url ? await postgres!.query<{ n: string }>(url, contender.counted) : undefined
    const lost = stored ? tally.answered() - Number(stored[0]?.n ?? 0) : tally.lost()
    return { ...figures, lost, rssMb: rssMegabytes(bot.pid) }
  } finally {
    await bot?.stop()
    sink.close()
    rmSync(home, { recursive: true, force: true })
  }
}

interface Phase {
  contender: Contender
  load: Load
  bot: BotProcess
  sink: Sink
  tally: Tally
  postgres: Postgres | undefined
  size: number
  firstId: number
  seed: number
}

async function runPhase({ contender, load, bot, sink, tally, postgres, size, firstId, seed }: Phase) {
  const { chats, connections, order, slot, rate } = load
  const plan = planOf({ size, chats, firstId, seed })
  const ledger = createLedger(plan.chats, tally)
  sink.onAnswer = ledger.answer
  const signal = AbortSignal.any([AbortSignal.timeout(load.patienceMs), endOf(bot)])
  const meter = startMeter(bot.pid, postgres?.pid)
  const began = performance.now()
  const repeats =
    contender.door === 'polling'
      ? await offer(sink, { plan, ledger, rate, signal }).then(() => 0)
      : await deliver({ plan, ledger, port: bot.port, connections, order, slot, rate, signal })
  const ms = Math.max(1, ledger.lastAnswerAt - began)
  const used = meter()
  const latencies = ledger.latencies()
  return {
    updates: size,
    answered: ledger.answered,
    doubled: ledger.doubled,
    perSecond: (ledger.answered / ms) * 1000,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    botMicros: used.bot / size,
    pgMicros: postgres ? used.postgres / size : Number.NaN,
    harnessMicros: used.own / size,
    otherCores: used.otherCores,
    repeats,
  }
}

/** A bot that dies shall not be waited for. */
function endOf(bot: BotProcess): AbortSignal {
  const dead = new AbortController()
  if (bot.death()) dead.abort()
  else bot.child.once('exit', () => dead.abort())
  return dead.signal
}
