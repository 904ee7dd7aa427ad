// The page's stories in a real browser. Needs a Chromium (CHROMIUM, default /usr/bin/chromium); builds the page when it is not built.
// Without a Chromium it says so and is content: npm test needs none.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const home = join(import.meta.dirname, '..')
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
if (!existsSync(chromium)) {
  process.stdout.write(`Skipped: there is no Chromium at ${chromium}. CHROMIUM names another.\n`)
  process.exit()
}
const run = (command, ...rest) => {
  const { status } = spawnSync(command, rest, { cwd: home, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
if (!existsSync(join(home, 'web/dist/chat/index.html'))) run('npm', 'run', '--silent', 'build')
run('npx', 'vitest', 'run', '--config', 'web/browser/vitest.config.ts')
