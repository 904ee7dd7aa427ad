import { rmSync } from 'node:fs'

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
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(code))
}
