/**
 * Whether JSON text is nested deeper than `most`. Nearly every update has fewer opening brackets than that altogether, and
 * `indexOf` counts those without looking at each character; only the others are walked through.
 */
export function isDeeperThan(text: string, most: number): boolean {
  return count(text, '{', most) + count(text, '[', most) > most && deepest(text, most) > most
}

function count(text: string, bracket: string, most: number): number {
  let found = 0
  for (let at = text.indexOf(bracket); at >= 0 && found <= most; at = text.indexOf(bracket, at + 1)) found += 1
  return found
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

function deepest(text: string, most: number): number {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > most) return depth
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return 0
}
