import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { exit, stderr, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '#simulator/simulator.ts'
import { readArguments } from '../options.ts'

const USAGE = `npm run simulator:load -- [--people 100] [--rate 300] [--seconds 10] [--burst 5000] [--seed 1]
How fast the simulator is beside a bot that only answers, by polling and by webhook: people write at random
moments (Poisson, the same for a seed), and then all at once.
`
const values = readArguments(USAGE, {
  people: { type: 'string', default: '100' },
  rate: { type: 'string', default: '300' },
  seconds: { type: 'string', default: '10' },
  burst: { type: 'string', default: '5000' },
  seed: { type: 'string', default: '1' },
})
const [people, rate, seconds, burst, seed] = [
  values.people,
  values.rate,
  values.seconds,
  values.burst,
  values.seed,
].map(Number)
if (!people || !rate || !seconds || !burst || Number.isNaN(seed)) {
  stderr.write(USAGE)
  exit(2)
}

stdout.write('| bot | load | updates/s | p50 ms | p95 ms | p99 ms | answered: p50 | p95 | p99 |\n')
stdout.write('|---|---|---|---|---|---|---|---|---|\n')
for (const mode of ['polling', 'webhook']) {
  const moments = arrivals(rate, seconds, seed ?? 1)
  await measure(mode, `${rate}/s for ${seconds} s`, moments)
  await measure(mode, `${burst} at once`, Array<number>(burst).fill(0))
}
exit(0)

/** Milliseconds from the start, with pauses as in a Poisson process. */
function arrivals(perSecond: number, length: number, start: number): number[] {
  const draw = random(start)
  const found: number[] = []
  for (let at = 0; ; ) {
    at += (-Math.log(1 - draw()) * 1000) / perSecond
    if (at > length * 1000) return found
    found.push(at)
  }
}

/** Mulberry32. */
function random(start: number) {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

async function measure(mode: string, load: string, moments: number[]) {
  const sim = await createSimulator()
  const bot = sim.bot({ username: 'null_bot', name: 'Null' })
  const writers = Array.from({ length: people as number }, (_, i) => sim.person(`Person ${i}`))
  const child = spawn(process.execPath, [new URL('null-bot.ts', import.meta.url).pathname], {
    env: { ...process.env, API_ROOT: sim.url, TOKEN: bot.token, MODE: mode, MANY: String(moments.length) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const done = once(lines, 'line')
  const began = performance.now()
  await write(sim, bot, writers, moments)
  const [line] = (await done) as [string]
  const took = (performance.now() - began) / 1000
  const figures = line.split(' ').map((ms) => Number(ms).toFixed(1))
  stdout.write(`| ${mode} | ${load} | ${Math.round(moments.length / took)} | ${figures.join(' | ')} |\n`)
  await sim.close()
}

/** Says each text when its moment has come, however far the bot is behind. */
async function write(sim: Simulator, bot: SimBot, writers: SimPerson[], moments: number[]) {
  const began = performance.now()
  for (const [i, moment] of moments.entries()) {
    const early = moment - (performance.now() - began)
    if (early > 1) await delay(early)
    else if (i % 200 === 199) await new Promise((resolve) => setImmediate(resolve))
    sim.says(writers[i % writers.length] as SimPerson, bot, String(performance.timeOrigin + performance.now()))
  }
}
