/** Free text as it may be kept: no control characters (PostgreSQL refuses NUL), no halves of characters; lines stay. */
export const clean = (text: string) =>
  text.replaceAll(/[\p{Cc}\p{Cs}]/gu, (found) => (found === '\n' ? '\n' : ' ')).trim()

/** The same on one line. */
export const cleanLine = (text: string) => clean(text).replaceAll(/\s+/g, ' ')

/** What was written, short enough to be quoted in an answer. */
export const quoted = (text: string) => {
  const line = cleanLine(text)
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}

/** Words of a person as a sentence of ours, before which another one stands. */
export const endWithStop = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
