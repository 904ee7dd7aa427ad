/** What noticed a bug: an invariant of the random stories, or a story by its name. */
export interface Found {
  by: string
  /** How many random stories it took. */
  sequences?: number
}

interface Report {
  numTotalTests: number
  testResults: {
    name: string
    message?: string
    assertionResults: { status: string; title: string; failureMessages: string[] }[]
  }[]
}

/** The first failure that vitest reports; a file that could not even be loaded has noticed nothing. */
export function foundIn({ numTotalTests, testResults }: Report): Found | undefined {
  if (numTotalTests === 0) throw new Error(`no story was told: ${testResults[0]?.message ?? ''}`)
  const failed = testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages }) => ({ title, file: file.name, text: failureMessages.join('\n') })),
  )
  const [first] = failed
  if (!first) return undefined
  const sequences = Number(/Property failed after ([0-9]+) tests/.exec(first.text)?.[1])
  if (Number.isNaN(sequences)) return { by: `"${first.title}"` }
  return { by: reasonIn(first.text), sequences }
}

function reasonIn(text: string): string {
  const named = /\b(I[0-9]+|ATTEMPT|HORIZON|STALE|SWITCH|HOLD|COOLING): ([^\n]*)/.exec(text)
  if (named) return `${named[1]}: ${named[2]}`
  return /Got (?:[\w ]*[Ee]rror: )?([^\n]*)/.exec(text)?.[1] ?? 'an error'
}

/** What the killing of processes found: its first sentence. */
export function killedIn(printed: string, complaints: string): Found | undefined {
  const { verdict } = JSON.parse(printed) as { verdict: string }
  if (verdict === 'held') return undefined
  if (verdict !== 'broken') throw new Error(`the killing did not come to its end: ${complaints.slice(0, 500)}`)
  return { by: complaints.split('\n')[0]?.replace(/^A\d+ /, '') ?? 'a violation' }
}
