import process from 'node:process'

const steps: (() => unknown)[] = []

/** To be undone at the end, newest first, however the run ends. */
export const atTheEnd = (step: () => unknown): void => {
  steps.push(step)
}

/** Runs the bench, undoes what it did, and ends with its exit code; 2 when it could not be run at all. */
export async function runBench(bench: () => Promise<number>): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(130))
  const code = await bench().catch((error: unknown) => {
    const cannot = error instanceof CannotRun
    process.stderr.write(`${cannot || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`)
    return cannot ? 2 : 1
  })
  return end(code)
}

async function end(code: number): Promise<never> {
  for (const step of steps.splice(0).reverse()) {
    try {
      await step()
    } catch (error) {
      process.stderr.write(`at the end: ${String(error)}\n`)
    }
  }
  process.exit(code)
}

/** Something that the machine must have is missing; the message says what. */
export class CannotRun extends Error {}
