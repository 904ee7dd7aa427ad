/** `npm run storm:short`: a small storm on each database, for every push. */
import { spawn } from 'node:child_process'
import { argv, execPath, exit } from 'node:process'

const seed = argv[2] ?? String(Math.floor(Math.random() * 1e9))
const COMMON = ['--seconds', '12', '--kills', '12', '--drain', '30', '--disk', 'no', '--seed', seed]

let worst = 0
for (const profile of ['pg', 'pglite']) {
  const args = ['bench/storm/storm.ts', '--profile', profile, ...COMMON]
  const child = spawn(execPath, args, { stdio: 'inherit', cwd: new URL('../..', import.meta.url) })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  worst = Math.max(worst, code ?? 1)
}
exit(worst)
