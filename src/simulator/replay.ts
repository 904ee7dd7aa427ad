import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Line } from './control/recorder.ts'
import { type Called, type Difference, isSame, readRecording, shown } from './recording.ts'
import { openStub } from './stub.ts'
import type { Call } from './types.ts'

type Act = Extract<Line, { dir: 'act' }>

/**
 * Does again what people did in a recording, at a simulator that begins with the same world, and compares what the bot
 * calls with what it called then: `npm run simulator:replay -- day.jsonl --root http://127.0.0.1:8081`.
 */
export async function replay(root: string, lines: Line[], patience = 5000): Promise<Difference[]> {
  const ask = async (path: string, init?: RequestInit) => (await fetch(root + path, init)).json()
  const calls = async (): Promise<Call[]> =>
    ((await ask('/sim/inspector?limit=2000')) as { calls: Call[] }).calls
      .filter(({ method, status }) => status !== undefined && !/^getupdates$/i.test(method))
      .reverse()
  const before = (await calls()).length
  const expected: Called[] = []
  let found: Call[] = []
  for (const [i, line] of lines.entries()) {
    if (line.dir === 'act') await act(ask, line)
    if (line.dir === 'call') expected.push(line)
    const isEndOfRound = lines[i + 1] === undefined || lines[i + 1]?.dir === 'act'
    const deadline = performance.now() + patience
    while (isEndOfRound) {
      found = (await calls()).slice(before)
      if (found.length >= expected.length || performance.now() > deadline) break
      await delay(20)
    }
  }
  return compare(expected, found)
}

async function act(ask: (path: string, init?: RequestInit) => Promise<unknown>, { method, path, body, files }: Act) {
  if (files) throw new Error(`${path}: a recording holds no files`)
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  // A press answers when the bot has answered it: nobody waits for it here.
  const done = ask(path, { method, ...(body === undefined || body === null ? {} : json) })
  if (!/\/(press|inline)$/.test(path)) await done
  else void done.catch(() => undefined)
}

function compare(expected: Called[], found: Called[]): Difference[] {
  const most = Math.max(expected.length, found.length)
  return Array.from({ length: most }, (_, at) => ({ at, was: expected[at], is: found[at] }))
    .filter(({ was, is }) => !was || !is || !isSame(was, is))
    .map(({ at, was, is }) => ({ at, expected: was ? shown(was) : 'nothing', found: is && shown(is) }))
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: {
      root: { type: 'string', default: 'http://127.0.0.1:8081' },
      stub: { type: 'boolean', default: false },
      bot: { type: 'string' },
      port: { type: 'string', default: '8082' },
    },
    allowPositionals: true,
  })
  const lines = readRecording(readFileSync(positionals[0] ?? '', 'utf8'))
  const differences = values.stub
    ? await play(lines, values.bot, Number(values.port))
    : await replay(values.root, lines)
  for (const { at, expected, found } of differences)
    process.stdout.write(`call ${at + 1}\n  then ${expected}\n  now  ${found ?? 'nothing'}\n`)
  process.stdout.write(
    differences.length === 0 ? 'The bot called the same.\n' : `${differences.length} calls differ.\n`,
  )
  process.exitCode = differences.length === 0 ? 0 : 1
}

async function play(lines: Line[], bot: string | undefined, port: number): Promise<Difference[]> {
  const stub = await openStub(lines, { bot, port })
  process.stdout.write(`Start the bot with any token at ${stub.url}; it polls. Ctrl+C ends it before its time.\n`)
  await Promise.race([stub.ended, new Promise((resolve) => process.once('SIGINT', resolve))])
  const differences = stub.differences()
  await stub.close()
  return differences
}
