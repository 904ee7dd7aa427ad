import { availableParallelism } from 'node:os'
import { exit, stderr, stdout } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readArguments } from '../options.ts'
import { mutantNamed, mutants } from './mutants.ts'
import { openStore } from './store.ts'
import { live, type Verdict } from './world.ts'

const USAGE = `npm run sim -- --seeds 300 [--from 1]     lives 300 worlds, prints the seeds that broke the promise
npm run sim -- --seed 1234 [--trace]      lives one world; --trace tells it line by line
npm run sim -- --mutants [--seeds 500]    plants each bug in turn and says which seed caught it
              --mutant "<name>"           with --seed or --seeds: with this bug planted
`

interface Task {
  seeds: number[]
  mutant: string | undefined
  /** Stops at the first seed that breaks the promise with the bug planted, and keeps it without. */
  untilBroken: boolean
}

// Optimising PGlite's WebAssembly costs more than it gives back in the first minute.
setFlagsFromString('--liftoff-only')

if (isMainThread) exit(await main())
else await work(workerData as Task)

async function main(): Promise<number> {
  const values = readArguments(USAGE, {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
  })
  const count = wholeIn(values.seeds ?? (values.mutants ? '500' : '300'))
  const from = wholeIn(values.from)
  const seed = values.seed === undefined ? undefined : wholeIn(values.seed)
  const known = values.mutant === undefined || mutantNamed(values.mutant) !== undefined
  if (Number.isNaN(count) || Number.isNaN(from) || Number.isNaN(seed) || !known) {
    stderr.write(USAGE)
    return 2
  }
  if (seed !== undefined) return one(seed, values.trace, values.mutant)
  const seeds = Array.from({ length: count }, (_, index) => from + index)
  return values.mutants ? plant(seeds) : many(seeds, values.mutant)
}

async function one(seed: number, trace: boolean, mutant: string | undefined): Promise<number> {
  const verdict = await live(await openStore(), seed, {
    mutant: mutant === undefined ? undefined : mutantNamed(mutant),
  })
  if (trace) stdout.write(`${verdict.story.join('\n')}\n`)
  stdout.write(
    `seed ${seed}: ${verdict.broken.length === 0 ? 'the promise was kept' : verdict.broken.join('; ')} (story ${verdict.hash})\n`,
  )
  return verdict.broken.length === 0 ? 0 : 1
}

async function many(seeds: readonly number[], mutant: string | undefined): Promise<number> {
  const began = performance.now()
  const sums = { seeds: 0, broken: 0, deaths: 0, repeats: 0, simulatedMs: 0 }
  await spread(seeds, { mutant, untilBroken: false }, (verdict) => {
    sums.seeds += 1
    sums.deaths += verdict.deaths
    sums.repeats += verdict.repeats
    sums.simulatedMs += verdict.simulatedMs
    if (verdict.broken.length === 0) return
    sums.broken += 1
    stdout.write(
      `seed ${verdict.seed} broke the promise: ${verdict.broken.join('; ')}\n  npm run sim -- --seed ${verdict.seed} --trace\n`,
    )
  })
  const seconds = (performance.now() - began) / 1000
  const { simulatedMs, ...counts } = sums
  stdout.write(
    `${JSON.stringify({ ...counts, simulatedHours: +(simulatedMs / 3_600_000).toFixed(2), seconds: +seconds.toFixed(1), seedsPerMinute: Math.round((sums.seeds / seconds) * 60) })}\n`,
  )
  return sums.broken === 0 ? 0 : 1
}

async function plant(seeds: readonly number[]): Promise<number> {
  let missed = 0
  for (const { name } of mutants) {
    let caught: Verdict | undefined
    await spread(seeds, { mutant: name, untilBroken: true }, (verdict) => {
      if (verdict.broken.length > 0 && (caught === undefined || verdict.seed < caught.seed)) caught = verdict
    })
    if (caught === undefined) missed += 1
    stdout.write(
      `${caught ? `seed ${String(caught.seed).padStart(4)}` : 'NOT CAUGHT'}  ${name}${caught ? `: ${caught.broken[0]}` : ''}\n`,
    )
  }
  return missed === 0 ? 0 : 1
}

/** One worker for each core, each with its own database; they take turns in the list. */
async function spread(seeds: readonly number[], task: Omit<Task, 'seeds'>, told: (verdict: Verdict) => void) {
  const workers = Math.min(availableParallelism(), Math.ceil(seeds.length / 10))
  await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const own: Task = { ...task, seeds: seeds.filter((__, place) => place % workers === index) }
      return new Promise<void>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: own })
        worker.on('message', told)
        worker.on('error', reject)
        worker.on('exit', () => resolve())
      })
    }),
  )
}

async function work({ seeds, mutant, untilBroken }: Task) {
  const store = await openStore()
  const planted = mutant === undefined ? undefined : mutantNamed(mutant)
  for (const seed of seeds) {
    const verdict = await live(store, seed, { mutant: planted })
    const isCaught = untilBroken && verdict.broken.length > 0 && (await live(store, seed)).broken.length === 0
    if (!untilBroken || isCaught) parentPort!.postMessage({ ...verdict, story: [] })
    if (isCaught) break
  }
  await store.session.close()
}

function wholeIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}
