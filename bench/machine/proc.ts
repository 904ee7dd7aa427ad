import { readdirSync, readFileSync } from 'node:fs'

/** A tick of /proc: 10 ms on every Linux of today. */
const TICK_MICROS = 10_000

interface Times {
  parent: number
  own: number
  /** Of children that have ended. */
  children: number
}

/** The fields behind the name in brackets, which may hold spaces itself. */
function timesOf(pid: number | string): Times | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, children: fields[13]! + fields[14]! }
  } catch {
    return undefined
  }
}

export const cpuMicros = (pid: number) => (timesOf(pid)?.own ?? 0) * TICK_MICROS

/** A process with all it has ever started: PostgreSQL's work is done by the postmaster's children. */
export function familyCpuMicros(pid: number): number {
  const head = timesOf(pid)
  if (!head) return 0
  let ticks = head.own + head.children
  for (const entry of readdirSync('/proc')) {
    if (!/^\d/.test(entry)) continue
    const times = timesOf(entry)
    if (times?.parent === pid) ticks += times.own
  }
  return ticks * TICK_MICROS
}

/** Everything that has run on this machine, without idling, waiting for disks, and what the hypervisor took. */
export function machineCpuMicros(): number {
  const [user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'latin1')
    .split('\n')[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user! + nice! + system! + irq! + softirq!) * TICK_MICROS
}

export function rssMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return Number.NaN
  }
}
