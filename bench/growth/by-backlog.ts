import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contenders } from '../contenders.ts'
import { startBot } from '../machine/bot-process.ts'
import { startMeter } from '../machine/meter.ts'
import type { Postgres } from '../machine/postgres.ts'
import type { Surroundings } from '../measure.ts'
import { median } from '../report/statistics.ts'
import { plain, table } from '../report/tables.ts'
import { createLedger, createTally, type Ledger } from '../telegram/ledger.ts'
import { openSink } from '../telegram/sink.ts'
import { chatId } from '../telegram/updates.ts'

export interface Backlogs {
  sizes: readonly number[]
  chats: number
  /** A backlog that takes longer is measured by the part that was drained. */
  mostSeconds: number
  surroundings: Surroundings
  say(text: string): void
}

interface Drained {
  answered: number
  seconds: number
  /** Updates a second while the first and while the last tenth of it was drained. */
  first: number
  last: number
  botMicros: number
  pgMicros: number
}

/** How fast a backlog goes away, for small ones and for large ones: one running bot, and rows that appear in its inbox. */
export async function byBacklog({ sizes, chats, mostSeconds, surroundings, say }: Backlogs): Promise<string> {
  const { postgres, folder } = surroundings
  if (!postgres) throw new Error('no PostgreSQL is installed here')
  const url = await postgres.fresh()
  const home = join(folder, 'bot')
  mkdirSync(home, { recursive: true })
  const sink = await openSink()
  const { command } = contenders()[0]!
  const bot = await startBot(command, { SINK: sink.root, DATABASE_URL: url, TMPDIR: home })
  const tally = createTally()
  let firstId = 1
  try {
    await drain(3_000)
    const rows: { size: number; runs: Drained[] }[] = []
    for (const size of sizes) {
      const runs: Drained[] = []
      // A small one is over before it can be measured well, so it comes several times.
      for (let run = 0; run < Math.max(1, Math.min(10, Math.round(20_000 / size))); run += 1)
        runs.push(await drain(size))
      rows.push({ size, runs })
      say(`backlog of ${size}: ${plain(rateOf(runs))}/s, lost ${tally.lost()}\n`)
      if (runs.some(({ answered }) => answered < size)) break
    }
    return table(
      [
        'backlog',
        'updates/s',
        'beside the smallest',
        'first tenth, updates/s',
        'last tenth, updates/s',
        'bot CPU µs/update',
        'PostgreSQL CPU µs/update',
        'measured',
      ],
      rows.map(({ size, runs }) => [
        size.toLocaleString('en'),
        plain(rateOf(runs)),
        plain(rateOf(runs) / rateOf(rows[0]!.runs), 2),
        plain(median(runs.map(({ first }) => first))),
        plain(median(runs.map(({ last }) => last))),
        plain(median(runs.map(({ botMicros }) => botMicros))),
        plain(median(runs.map(({ pgMicros }) => pgMicros))),
        measuredAs(size, runs),
      ]),
    )
  } finally {
    await bot.stop()
    sink.close()
    rmSync(home, { recursive: true, force: true })
  }

  async function drain(size: number): Promise<Drained> {
    const chatOf = Int32Array.from({ length: size }, (_, seq) => seq % chats)
    const ledger = createLedger(chatOf, tally)
    sink.onAnswer = ledger.answer
    const began = await insertBacklog(postgres!, url, { size, chats, firstId, text: ledger.text })
    firstId += size
    for (let seq = 0; seq < size; seq += 1) ledger.sent(seq, began)
    const meter = startMeter(bot.pid, postgres!.pid)
    const tenths = await tenthsOf(ledger, began, mostSeconds, () => bot.death())
    const used = meter()
    const seconds = (ledger.lastAnswerAt - began) / 1000
    const pace = (from: number, to: number) => ((size / 10) * 1000) / (tenths[to]! - tenths[from]!)
    return {
      answered: ledger.answered,
      seconds,
      first: pace(0, 1),
      last: pace(9, 10),
      botMicros: used.bot / ledger.answered,
      pgMicros: used.postgres / ledger.answered,
    }
  }
}

const rateOf = (runs: readonly Drained[]) => median(runs.map(({ answered, seconds }) => answered / seconds))

const measuredAs = (size: number, runs: readonly Drained[]) => {
  const [run] = runs
  if (run && run.answered < size) return `${run.answered.toLocaleString('en')} of it in ${plain(run.seconds)} s`
  return `${runs.length === 1 ? 'once' : `${runs.length} times`}, ${plain(median(runs.map(({ seconds }) => seconds)), 1)} s each`
}

/** Moments at which each tenth was answered, with the beginning as the first; ends early when the time is over. */
async function tenthsOf(ledger: Ledger, began: number, mostSeconds: number, death: () => string | undefined) {
  const moments = [began]
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      clearTimeout(late)
      clearInterval(watch)
      resolve()
    }
    const late = setTimeout(end, mostSeconds * 1000)
    const watch = setInterval(() => {
      const reason = death()
      if (reason) {
        end()
        reject(new Error(reason))
      }
    }, 500)
    const note = () => {
      while (ledger.answered >= (ledger.size / 10) * moments.length && moments.length <= 10) {
        moments.push(ledger.lastAnswerAt)
      }
      if (ledger.answered === ledger.size) end()
    }
    ledger.onAnswer = note
    note()
  })
  return moments
}

/** All at once, as after an hour in which doors took in what no worker handled; statistics as autovacuum would have them. */
async function insertBacklog(
  postgres: Postgres,
  url: string,
  { size, chats, firstId, text }: { size: number; chats: number; firstId: number; text(seq: number): string },
): Promise<number> {
  const prefix = text(0).slice(0, -1)
  await postgres.query(
    url,
    `do $$ begin
       insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at)
       select 'bench', ${firstId} + n, md5((${firstId} + n)::text), ${chatId(0)} + n % ${chats}, 'update',
         format('{"update_id":%s,"message":{"message_id":%s,"from":{"id":%s,"is_bot":false,"first_name":"Ada",'
           '"last_name":"Lovelace","username":"ada_%s","language_code":"en"},"chat":{"id":%s,"first_name":"Ada",'
           '"last_name":"Lovelace","username":"ada_%s","type":"private"},"date":1790000000,"text":"%s%s"}}',
           ${firstId} + n, n + 1, ${chatId(0)} + n % ${chats}, n % ${chats}, ${chatId(0)} + n % ${chats}, n % ${chats},
           '${prefix}', n),
         clock_timestamp()
       from generate_series(0, ${size - 1}) as n;
       insert into posthouse.chat_queue (bot, chat, since, not_before)
       select 'bench', ${chatId(0)} + n, clock_timestamp(), clock_timestamp() from generate_series(0, ${Math.min(size, chats) - 1}) as n
       on conflict (bot, chat) do update set ver = chat_queue.ver + 1;
       analyze posthouse.inbox;
       perform pg_notify('posthouse_work', '');
     end $$`,
  )
  return performance.now()
}
