// The page's stories in a real browser; builds the page when it is not built.
// Without a Chromium (CHROMIUM, or one in a usual place) it says so and is content: npm test needs none.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumHere } from './chromium.mjs'

const home = join(import.meta.dirname, '..')
const chromium = chromiumHere()
if (!chromium) {
  process.stdout.write('Skipped: there is no Chromium here. Install one, or say where it is: CHROMIUM=/path/to/it\n')
  process.exit()
}
const run = (command, ...rest) => {
  const { status } = spawnSync(command, rest, {
    cwd: home,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: chromium },
  })
  if (status !== 0) process.exit(status ?? 1)
}
const built = ['index.html', 'telegram-web-app.js'].every((name) => existsSync(join(home, 'web/dist/chat', name)))
if (!built) run('npm', 'run', '--silent', 'build')
run('npx', 'vitest', 'run', '--config', 'scripts/browser/vitest.config.ts')
