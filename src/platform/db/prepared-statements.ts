const OFTEN = 5
const MOST_NAMES = 500

/** Statements that come often get a name, so that PostgreSQL parses and plans them once: a fifth of its work for small ones. */
export function statementNames(): (text: string) => string | undefined {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  return (text) => {
    const name = names.get(text)
    if (name || names.size >= MOST_NAMES) return name
    const times = (seen.get(text) ?? 0) + 1
    if (times > OFTEN) {
      seen.delete(text)
      names.set(text, `posthouse_${names.size + 1}`)
    } else {
      if (seen.size > MOST_NAMES) seen.clear()
      seen.set(text, times)
    }
    return undefined
  }
}

/**
 * A prepared statement keeps the plan that it got when its tables were as good as empty, which queues are most of the time: it would go on
 * reading them from end to end when 100,000 rows wait (decision 012).
 */
export const BY_INDEX = 'set enable_seqscan = off; set jit = off'
