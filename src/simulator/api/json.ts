/**
 * The top level of a JSON body as the server reads it: a string is decoded, anything else keeps its text, so that
 * numbers keep all their digits. Reading stops at the first mistake; what stands before it counts.
 */
export function jsonParameters(body: string): Map<string, string> {
  const found = new Map<string, string>()
  let at = 0

  const skipSpaces = () => {
    while (/[ \t\r\n]/.test(body[at] ?? '')) at++
  }
  const take = (c: string) => {
    skipSpaces()
    if (body[at] !== c) return false
    at++
    return true
  }
  const string = (): string | null => {
    skipSpaces()
    const end = stringEnd(body, at)
    if (end < 0) return null
    const decoded = parsed(body.slice(at, end))
    at = end
    return typeof decoded === 'string' ? decoded : null
  }
  const value = (): string | null => {
    skipSpaces()
    if (body[at] === '"') return string()
    const begin = at
    at = valueEnd(body, at)
    const text = body.slice(begin, at)
    return parsed(text) === undefined ? null : text
  }

  skipSpaces()
  if (body[at] === '"') {
    const content = string()
    if (content !== null) found.set('content', content)
    return found
  }
  if (!take('{')) return found
  while (!take('}')) {
    const name = string()
    if (name === null || !take(':')) return found
    const given = value()
    if (given === null) return found
    if (!found.has(name)) found.set(name, given)
    skipSpaces()
    if (body[at] !== '}' && !take(',')) return found
  }
  return found
}

function stringEnd(text: string, from: number): number {
  if (text[from] !== '"') return -1
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return -1
}

function valueEnd(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const c = text[i] as string
    if (c === '"') {
      const end = stringEnd(text, i)
      if (end < 0) return text.length
      i = end - 1
    } else if (c === '{' || c === '[') depth++
    else if (c === '}' || c === ']') {
      if (depth === 0) return i
      if (--depth === 0) return i + 1
    } else if (depth === 0 && /[,\s]/.test(c)) return i
  }
  return text.length
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
