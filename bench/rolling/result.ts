import process from 'node:process'
import { CannotRun } from './cleanup.ts'

/** Prints the one JSON line, and each broken expectation to stderr. Resolves to the exit code. */
export function verdict(figures: object, expectations: Readonly<Record<string, boolean>>): number {
  const violations = Object.keys(expectations).filter((sentence) => expectations[sentence])
  process.stdout.write(`${JSON.stringify({ ...figures, violations })}\n`)
  return violations.length === 0 ? 0 : 1
}

export function percentiles(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), slowest: round(sorted.at(-1) ?? 0) }
}

const round = (ms: number) => Math.round(ms * 10) / 10

export const sumOf = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

export function numberOf(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new CannotRun(`--${name} is a number, not "${text}".`)
  return value
}
