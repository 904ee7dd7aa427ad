import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { contenders } from './contenders.ts'
import { type Load, measureOnce } from './measure.ts'
import { withSection } from './report/page.ts'
import { median, percentile, slopeOf } from './report/statistics.ts'
import { type Row, sideBySide } from './report/tables.ts'
import { createLedger, createTally } from './telegram/ledger.ts'
import { openSink, type Sink } from './telegram/sink.ts'
import { planOf } from './telegram/updates.ts'
import { deliver } from './telegram/webhooks.ts'

interface Arrival {
  id: number
  chat: number
  text: string
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('Telegram as the benchmark plays it', () => {
  test('sends one update of a chat at a time, over no more connections than asked for', async () => {
    const open = new Map<number, number>()
    let [most, mostOfOneChat] = [0, 0]
    const story = await telling(async ({ chat, text }, answer) => {
      open.set(chat, (open.get(chat) ?? 0) + 1)
      most = Math.max(
        most,
        [...open.values()].reduce((sum, n) => sum + n, 0),
      )
      mostOfOneChat = Math.max(mostOfOneChat, open.get(chat)!)
      await turn()
      await answer(`1 ${text}`)
      open.set(chat, open.get(chat)! - 1)
      return 200
    })
    const { ledger } = await story.run({ size: 400, chats: 20, connections: 8, order: 'telegram' })
    expect(ledger.answered).toBe(400)
    expect(mostOfOneChat).toBe(1)
    expect(most).toBeGreaterThan(4)
    expect(most).toBeLessThanOrEqual(8)
  })

  test('sends again what was not answered with 2xx, and what a broken connection swallowed', async () => {
    const seen = new Map<number, number>()
    const story = await telling(async ({ id, text }, answer) => {
      const times = (seen.get(id) ?? 0) + 1
      seen.set(id, times)
      if (id % 7 === 0 && times === 1) return 500
      if (id % 7 === 1 && times === 1) return 'hang up'
      await answer(`1 ${text}`)
      return 200
    })
    const { ledger, repeats } = await story.run({ size: 70, chats: 5, connections: 4, order: 'telegram' })
    expect(ledger.answered).toBe(70)
    expect(ledger.doubled).toBe(0)
    expect(repeats).toBe(20)
    expect([...seen.values()].reduce((sum, n) => sum + n, 0)).toBe(90)
  })

  test('gives a bot that asks what it has not confirmed, and forgets the rest', async () => {
    const sink = await opened()
    sink.polls.offer(500, ['"a"', '"b"', '"c"', '"d"'])
    sink.polls.release(3)
    const ask = async (offset: number) =>
      (await (await fetch(`${sink.root}/bot1:x/getUpdates?offset=${offset}&limit=2`)).json()) as { result: string[] }
    expect((await ask(0)).result).toEqual(['a', 'b'])
    expect((await ask(0)).result).toEqual(['a', 'b'])
    expect((await ask(501)).result).toEqual(['b', 'c'])
    expect((await ask(503)).result).toEqual([])
    expect((await ask(0)).result).toEqual([])
    const waiting = fetch(`${sink.root}/bot1:x/getUpdates`, { method: 'POST', body: '{"offset":503,"timeout":20}' })
    sink.polls.release(4)
    expect(await (await waiting).json()).toEqual({ ok: true, result: ['d'] })
  })

  test('understands a message in each form a library may send it', async () => {
    const sink = await opened()
    const heard: string[] = []
    sink.onAnswer = (text) => heard.push(text)
    const form = new FormData()
    form.set('chat_id', '7')
    form.set('text', 'in\r\nparts')
    const bodies = [
      new URLSearchParams({ chat_id: '7', text: 'a form' }),
      form,
      JSON.stringify({ chat_id: 7, text: 'ÿ' }),
    ]
    for (const body of bodies) await fetch(`${sink.root}/bot1:x/sendMessage`, { method: 'POST', body })
    expect(heard).toEqual(['a form', 'in\r\nparts', 'ÿ'])
  })
})

describe('The books', () => {
  test('increments that are lost when two updates of a chat meet are counted', async () => {
    const counters = new Map<number, number>()
    const careless = await telling(async ({ chat, text }, answer) => {
      const n = counters.get(chat) ?? 0
      await turn()
      counters.set(chat, n + 1)
      await answer(`${n + 1} ${text}`)
      return 200
    })
    const racing = await careless.run({ size: 300, chats: 3, connections: 20, order: 'free' })
    expect(racing.ledger.answered).toBe(300)
    expect(racing.lost).toBe(300 - [...counters.values()].reduce((sum, n) => sum + n, 0))
    expect(racing.lost).toBeGreaterThan(0)
    counters.clear()
    const inOrder = await careless.run({ size: 300, chats: 3, connections: 20, order: 'telegram' })
    expect(inOrder.lost).toBe(0)
  })

  test('an answer that comes twice, and one to nobody, change no figure but their own', () => {
    const tally = createTally()
    const ledger = createLedger(Int32Array.of(0, 0), tally)
    ledger.sent(0, performance.now())
    ledger.answer(`1 ${ledger.text(0)}`)
    ledger.answer(`1 ${ledger.text(0)}`)
    ledger.answer('1 m0_0')
    ledger.answer(`5 ${ledger.text(7)}`)
    expect([ledger.answered, ledger.doubled, tally.lost()]).toEqual([1, 1, 0])
    expect(ledger.latencies()).toHaveLength(1)
    for (const n of [3, 2]) tally.count(0, n)
    expect(tally.lost(), 'answers may come out of order').toBe(0)
  })

  test('medians, percentiles and slopes are what they are called', () => {
    expect(median([5, 1, Number.NaN, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1)
    expect([0.5, 0.95, 0.99].map((share) => percentile(hundred, share))).toEqual([50, 95, 99])
    const { slope, error } = slopeOf([0, 1, 2, 3].map((x) => [x, 2 * x + (x % 2 === 0 ? 0.1 : -0.1)] as const))
    expect(slope).toBeCloseTo(1.96)
    expect(error).toBeCloseTo(Math.sqrt(0.032 / 2 / 5))
  })

  test('a ratio is the median of the rounds’ own, and a contender that failed says why', () => {
    const [ours, peer] = [contenders()[0]!, contenders()[2]!]
    const rounds = (rates: number[]) => rates.map((perSecond) => ({ ...NOTHING, perSecond }))
    const rows: Row[] = [
      { contender: ours, rounds: rounds([200, 900, 300]) },
      { contender: peer, rounds: rounds([100, 100, 100]) },
      { contender: { ...peer, name: 'broken' }, rounds: [{ failed: 'ended with code 1\n| boom' }] },
    ]
    const table = sideBySide(rows, { memory: peer.name, stored: 'not there' }).split('\n')
    expect(table[2]).toContain('| **300** (900) | 3.00 | – |')
    expect(table[4]).toContain('| broken | not measured: ended with code 1 / boom |')
    expect(new Set(table.map((line) => line.split('|').length)).size).toBe(1)
  })

  test('a page keeps its words when a table is measured anew', () => {
    const page = 'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter\n'
    expect(withSection(page, 'a', 'new')).toBe('before\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\nafter\n')
    expect(withSection(page, 'b', 'more')).toBe(`${page.trimEnd()}\n\n<!-- bench:b -->\nmore\n<!-- /bench:b -->\n`)
  })
})

describe('A contender', () => {
  const load: Load = {
    ...{ updates: 150, warmUp: 50, chats: 10, connections: 10, order: 'telegram', slot: 'both', rate: 0, latencyMs: 0 },
    ...{ seed: 1, patienceMs: 20_000 },
  }
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'posthouse-bench-test-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(['webhook', 'polling'] as const)(
    'called Posthouse answers every message of the benchmark once, by %s',
    async (door) => {
      const posthouse = contenders().find((one) => one.door === door && one.name === 'Posthouse, PGlite')!
      // As vitest.config.ts says: optimising PGlite costs more than it gives to so short a life.
      const command = [process.execPath, '--liftoff-only', ...posthouse.command.slice(1)]
      const figures = await measureOnce({ ...posthouse, command }, load, { postgres: undefined, folder })
      expect(figures).toMatchObject({ updates: 150, answered: 150, doubled: 0, lost: 0, repeats: 0 })
      expect(figures.botMicros).toBeGreaterThan(0)
      expect(figures.p95).toBeGreaterThanOrEqual(figures.p50)
    },
    60_000,
  )

  test('that ends or cannot start fails with its own last words', async () => {
    const saying = (script: string) => ({
      ...contenders()[2]!,
      command: [process.execPath, '-e', script],
    })
    const surroundings = { postgres: undefined, folder }
    await expect(measureOnce(saying('throw new Error("no luck")'), load, surroundings)).rejects.toThrow('no luck')
    const quitter = saying('console.log("READY"); setTimeout(() => process.exit(3), 50)')
    await expect(measureOnce(quitter, load, surroundings)).rejects.toThrow('code 3')
    await expect(measureOnce({ ...saying(''), command: ['/nowhere/at-all'] }, load, surroundings)).rejects.toThrow(
      'ENOENT',
    )
  })
})

const NOTHING = {
  ...{ updates: 0, answered: 0, doubled: 0, lost: 0, perSecond: 0, p50: 0, p95: 0, p99: 0 },
  ...{ botMicros: 0, pgMicros: 0, harnessMicros: 0, rssMb: 0, otherCores: 0, repeats: 0 },
}

async function opened(): Promise<Sink> {
  const sink = await openSink()
  closing.push(sink.close)
  return sink
}

/** A bot of a few lines: `handle` says what becomes of an update and answers through the Bot API. */
async function telling(
  handle: (arrival: Arrival, answer: (text: string) => Promise<unknown>) => Promise<number | 'hang up'>,
) {
  const sink = await opened()
  const server = createServer(async (request, response) => {
    const update = JSON.parse(await bodyOf(request))
    const { chat, text } = update.message
    const answer = (said: string) =>
      fetch(`${sink.root}/bot1:x/sendMessage`, {
        method: 'POST',
        body: JSON.stringify({ chat_id: chat.id, text: said }),
      })
    const outcome = await handle({ id: update.update_id, chat: chat.id, text }, answer)
    if (outcome === 'hang up') request.socket.destroy()
    else response.writeHead(outcome).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return {
    async run({
      size,
      chats,
      ...rest
    }: {
      size: number
      chats: number
      connections: number
      order: 'telegram' | 'free'
    }) {
      const plan = planOf({ size, chats, firstId: 7_000, seed: 3 })
      const tally = createTally()
      const ledger = createLedger(plan.chats, tally)
      sink.onAnswer = ledger.answer
      const signal = AbortSignal.timeout(20_000)
      const repeats = await deliver({ plan, ledger, port, slot: 'both', rate: 0, signal, ...rest })
      return { ledger, repeats, lost: tally.lost() }
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}
