/** A thing that must work for this process to be given work. Throws or resolves to a reason when it does not. */
export type Check = () => Promise<string | undefined>

export interface Health {
  /** Empty when the process is ready; else what is missing, by name. */
  problems(): Promise<Record<string, string>>
  /** From now on readiness says no: the process is about to stop. */
  drain(): void
}

const PATIENCE_MS = 2_000

export function createHealth(checks: Readonly<Record<string, Check>>): Health {
  let draining = false
  return {
    drain() {
      draining = true
    },
    async problems() {
      const entries = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
      )
      const problems = Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
      return draining ? { ...problems, process: 'stopping' } : problems
    },
  }
}

async function ask(check: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS} ms`), PATIENCE_MS)
  })
  try {
    return await Promise.race([check().catch(() => 'failed'), late])
  } finally {
    clearTimeout(timer)
  }
}
