/** `npm run storm:short`: a small storm on each database, for every push. */
import { spawn } from 'node:child_process'
import { argv, execPath, exit, stderr } from 'node:process'
import { binaries, NoPostgres } from './database/cluster.ts'

const seed = argv[2] ?? String(Math.floor(Math.random() * 1e9))
const COMMON = ['--seconds', '12', '--kills', '12', '--drain', '30', '--disk', 'no', '--seed', seed]

let worst = 0
for (const profile of ['pg', 'pglite']) {
  if (profile === 'pg' && !hasPostgres()) continue
  const args = ['bench/storm/storm.ts', '--profile', profile, ...COMMON]
  const child = spawn(execPath, args, { stdio: 'inherit', cwd: new URL('../..', import.meta.url) })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  worst = Math.max(worst, code ?? 1)
}
exit(worst)

function hasPostgres(): boolean {
  try {
    return binaries() !== ''
  } catch (error) {
    if (!(error instanceof NoPostgres)) throw error
    stderr.write(
      'SKIPPED: the short storm on PostgreSQL, as there are no programs of it on this machine (initdb, pg_ctl).\n',
    )
    return false
  }
}
