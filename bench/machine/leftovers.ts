import { readFileSync, rmSync } from 'node:fs'

const processes = new Map<number, NodeJS.Signals>()
const folders = new Set<string>()

/** Whatever ends this run, nothing of it stays behind: neither a process nor a folder. */
export const leftovers = {
  process: (pid: number, signal: NodeJS.Signals) => processes.set(pid, signal),
  ended: (pid: number) => processes.delete(pid),
  folder: (path: string) => folders.add(path),
}

process.on('exit', () => {
  for (const [pid, signal] of processes) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
  // PostgreSQL needs a moment, and writes into its folder until then.
  for (let patience = 0; patience < 100 && [...processes.keys()].some(runs); patience += 1) pause(50)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(code))
}

/** The event loop has ended, so a child that has ended, too, stays a zombie ("Z" behind its name in brackets). */
function runs(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

function pause(ms: number) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
