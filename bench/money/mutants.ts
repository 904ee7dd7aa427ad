/** `npm run money:mutants`: bugs about money planted one at a time; the stories have to notice each. Exit 1 when one survives. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, execPath, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { roomyPlace } from '../storm/database/roomy-place.ts'
import { copyProject } from '../storm/mutants/plant.ts'
import { type MoneyMutant, MUTANTS } from './mutants/list.ts'
import { type Found, foundIn, killedIn } from './mutants/report.ts'

const PATIENCE_MS = 200_000
const MODEL = 'src/bots/bounty/money-model.test.ts'

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '400' },
    honest: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
process.env.TMPDIR = roomyPlace()
const field = copyProject({ withTests: true })
let running: ReturnType<typeof spawn> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill('SIGTERM')
    field.remove()
    exit(130)
  })
}

const width = Math.max(...MUTANTS.map(({ name }) => name.length))
const line = (...columns: string[]) => stdout.write(`${columns.join('  ')}\n`)
const chosen = MUTANTS.filter(({ name }) => values.only === undefined || name.includes(values.only))
let bad = 0
line('mutant'.padEnd(width), 'after', 'caught by')
const files = new Set(chosen.filter((one) => one.kill === undefined).flatMap(filesOf))
if (values.honest && files.size > 0) {
  const { seconds, caught } = await tell([...files], 30)
  if (caught) bad += 1
  line('(none)'.padEnd(width), `${seconds} s`, caught ? `WRONG: ${caught.by}` : '–')
}
for (const mutant of chosen) if (!(await isCaught(mutant))) bad += 1
field.remove()
line(bad === 0 ? `${chosen.length} of ${chosen.length} caught` : `${bad} WRONG`)
exit(bad === 0 ? 0 : 1)

function filesOf({ stories }: MoneyMutant): string[] {
  return stories?.map((story) => `src/bots/bounty/${story}.test.ts`) ?? [MODEL]
}

async function isCaught(mutant: MoneyMutant): Promise<boolean> {
  const takeOut: (() => void)[] = []
  try {
    for (const edit of mutant.edits) takeOut.unshift(field.plant({ name: mutant.name, ...edit }))
    const { seconds, caught } =
      mutant.kill === undefined
        ? await tell(filesOf(mutant), Number(values.runs), mutant.told)
        : await kill(mutant.kill)
    const after = caught?.sequences === undefined ? '' : `${caught.sequences} sequences, `
    line(mutant.name.padEnd(width), `${after}${seconds} s`, caught?.by ?? 'SURVIVED')
    return caught !== undefined
  } catch (error) {
    line(mutant.name.padEnd(width), '', `WRONG: ${error}`)
    return false
  } finally {
    for (const undo of takeOut) undo()
  }
}

/** The stories, told in the copy. */
async function tell(
  files: readonly string[],
  runs: number,
  told?: string,
): Promise<{ seconds: number; caught: Found | undefined }> {
  const began = performance.now()
  const report = join(field.folder, 'report.json')
  const vitest = join(field.folder, 'node_modules/vitest/vitest.mjs')
  const named = told === undefined ? [] : ['-t', told]
  const env = { MONEY_RUNS: String(runs), WORK_RUNS: String(runs), MONEY_SEED: values.seed, MONEY_SHRINK: 'off' }
  const { complaints } = await runIn(
    [vitest, 'run', '--bail=1', ...named, '--reporter=json', `--outputFile=${report}`, ...files],
    env,
  )
  const seconds = Math.round((performance.now() - began) / 1000)
  try {
    return { seconds, caught: foundIn(JSON.parse(readFileSync(report, 'utf8'))) }
  } catch {
    stderr.write(`no report:\n${complaints.slice(-2_000)}\n`)
    throw new Error('the stories could not be told')
  }
}

/** Processes of the copy, killed at those moments. */
async function kill(moments: string): Promise<{ seconds: number; caught: Found | undefined }> {
  const began = performance.now()
  const args = ['bench/money/kill.ts', '--runs', '6', '--seed', values.seed, '--only', moments]
  const { printed, complaints } = await runIn(args)
  return { seconds: Math.round((performance.now() - began) / 1000), caught: killedIn(printed, complaints) }
}

/** A program of the copy; what it printed, and what it complained of. */
async function runIn(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(execPath, args, {
    cwd: field.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  running = child
  let [printed, complaints] = ['', '']
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const late = setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS)
  await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(late)
  return { printed, complaints }
}
