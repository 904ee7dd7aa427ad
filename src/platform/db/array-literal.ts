const SPECIAL = /["\\]/
const SPECIALS = /["\\]/g

/**
 * A list as PostgreSQL writes it: `{1,"two",NULL}`. The driver's own way is right, too, but costs 8 µs for an update's
 * texts, a twentieth of what the whole update costs.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  if (values.every((value) => typeof value === 'number')) return `{${values.join(',')}}`
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ','
    const value = values[index]
    if (typeof value === 'string') text += SPECIAL.test(value) ? `"${value.replace(SPECIALS, '\\$&')}"` : `"${value}"`
    else if (value === null || value === undefined) text += 'NULL'
    else if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') text += String(value)
    else throw new TypeError('A list for PostgreSQL holds texts, numbers, booleans and nulls.')
  }
  return `${text}}`
}

const SEPARATOR = '\x1e'

/** JSON texts as one text, which `jsonList` takes apart: no JSON text holds this character unescaped, so nothing has to be quoted. */
export const joinJson = (texts: readonly string[]): string => texts.join(SEPARATOR)

/** SQL: the `text[]` in a parameter made with `joinJson`. */
export const jsonList = (parameter: string): string => `string_to_array(${parameter}, e'\\x1e')`
