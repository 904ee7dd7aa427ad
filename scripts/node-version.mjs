// Runs on any Node, so that the answer is a sentence and not a syntax error deep inside somebody else's code.
const WANTED = 24
const { version, execPath } = process

if (Number.parseInt(version.slice(1), 10) < WANTED) {
  process.stderr.write(
    `Posthouse needs Node ${WANTED} or newer, and this is ${version} (${execPath}). ` +
      'npm brings the right one along, as the package "node": run `npm ci` (without --ignore-scripts), then start this through npm.\n',
  )
  process.exit(1)
}
