/** `npm run storm:mutants`: bugs planted one at a time; the storm has to notice each. Exit 1 when one is not noticed. */
import { spawn } from 'node:child_process'
import { argv, execPath, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { roomyPlace } from './database/roomy-place.ts'
import { MUTANTS, type Mutant } from './mutants/list.ts'
import { copyProject } from './mutants/plant.ts'

const MOST_TRIES = 3
const PATIENCE_MS = 180_000
const COMMON = [
  '--profile',
  'pg',
  '--seconds',
  '8',
  '--kills',
  '8',
  '--drain',
  '30',
  '--disk',
  'no',
  '--all',
  '0',
  '--first',
]

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1000' },
    honest: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
process.env.TMPDIR = roomyPlace()
const field = copyProject()
let running: ReturnType<typeof spawn> | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running?.kill('SIGTERM')
    field.remove()
    exit(130)
  })
}
const chosen = MUTANTS.filter(({ name }) => values.only === undefined || name.includes(values.only))
const broken = chosen.flatMap(cannotBePlanted)
for (const sentence of broken) stderr.write(`${sentence}\n`)

let bad = broken.length
const width = Math.max(...MUTANTS.map(({ name }) => name.length))
const line = (...columns: string[]) => stdout.write(`${columns.join('  ')}\n`)
line('mutant'.padEnd(width), 'noticed by', 'after', 'seed')
// Every kind of storm has to pass without a bug, or it would "notice" each of them.
const storms = [...new Set(chosen.map(({ storm = '' }) => storm))]
for (const storm of values.honest ? storms : []) {
  const { verdict, violations, seconds, seed } = await blow(storm, Number(values.seed))
  if (verdict !== 'held') bad += 1
  line(
    `(none) ${storm || 'everything'}`.padEnd(width),
    verdict === 'held' ? '–' : violations.join(' '),
    `${seconds} s`,
    `${seed}`,
  )
}
for (const mutant of chosen) if (!(await isNoticed(mutant))) bad += 1
field.remove()
line(bad === 0 ? `${chosen.length} of ${chosen.length} noticed` : `${bad} WRONG`)
exit(bad === 0 ? 0 : 1)

function cannotBePlanted(mutant: Mutant): string[] {
  try {
    field.plant(mutant)()
    return []
  } catch (error) {
    return [String(error)]
  }
}

async function isNoticed(mutant: Mutant): Promise<boolean> {
  if (cannotBePlanted(mutant).length > 0) return false
  const takeOut = field.plant(mutant)
  let spent = 0
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { verdict, violations, seconds, seed } = await blow(mutant.storm ?? '', Number(values.seed) + tries)
      spent += seconds
      const telling = violations.filter((code) => mutant.liveness || (code !== 'I11' && code !== 'I9'))
      if (verdict !== 'broken' || telling.length === 0) continue
      line(mutant.name.padEnd(width), violations.join(' '), `${spent} s`, `${seed}`)
      return true
    }
  } finally {
    takeOut()
  }
  line(mutant.name.padEnd(width), 'SURVIVED', `${spent} s`)
  return false
}

interface Verdict {
  verdict: string
  violations: string[]
  seconds: number
  seed: number
}

/** One storm over the copy. A storm that cannot even begin has not noticed anything. */
async function blow(storm: string, seed: number): Promise<Verdict> {
  const began = performance.now()
  const args = [
    'bench/storm/storm.ts',
    ...COMMON,
    '--seed',
    String(seed),
    ...storm.split(' ').filter((word) => word !== ''),
  ]
  const child = spawn(execPath, args, { cwd: field.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  running = child
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-2_000)
  })
  const late = setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS)
  await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(late)
  const seconds = Math.round((performance.now() - began) / 1000)
  try {
    return { ...(JSON.parse(printed) as Pick<Verdict, 'verdict' | 'violations'>), seconds, seed }
  } catch {
    stderr.write(`no verdict:\n${complaints}\n`)
    return { verdict: 'none', violations: [], seconds, seed }
  }
}
