/** An update's type, as Telegram names it; an answer to one of our calls is a `result`. */
export function typeIn(payload: string, kind: string): string {
  if (kind !== 'update') return kind
  return Object.keys(parsed(payload)).find((key) => key !== 'update_id') ?? 'unknown'
}

/** What a person would recognise it by: the text, the caption, what a button carries, the handler of an answer. */
export function wordsIn(payload: string): string {
  const update = parsed(payload)
  if (typeof update.handler === 'string') return update.handler
  for (const value of Object.values(update)) {
    if (typeof value !== 'object' || value === null) continue
    const { text, caption, data, query } = value as Record<string, unknown>
    const words = text ?? caption ?? data ?? query
    if (typeof words === 'string') return words
  }
  return ''
}

function parsed(payload: string): Record<string, unknown> {
  try {
    const value = JSON.parse(payload)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
