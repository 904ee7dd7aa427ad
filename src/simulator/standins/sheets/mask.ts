/** A partial answer: `fields=sheets(properties.title,properties/sheetId),spreadsheetId`. */
interface Mask {
  [name: string]: Mask
}

export function masked(value: unknown, fields: string | null): unknown {
  return fields === null || fields === '' || fields === '*' ? value : kept(value, parse(fields))
}

function parse(fields: string): Mask {
  const mask = empty()
  for (const field of split(fields)) {
    const [, path = '', inner] = /^([^(]+)(?:\((.*)\))?$/s.exec(field.trim()) ?? []
    let place = mask
    for (const name of path.split(/[./]/).filter(Boolean)) {
      place[name] ??= empty()
      place = place[name]
    }
    if (inner !== undefined) Object.assign(place, parse(inner))
  }
  return mask
}

/** Without a prototype: a field may be called anything. */
const empty = () => Object.create(null) as Mask

/** At the commas that stand in no bracket. */
function split(fields: string): string[] {
  let depth = 0
  const parts = ['']
  for (const letter of fields) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (letter === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

function kept(value: unknown, mask: Mask): unknown {
  if (Object.keys(mask).length === 0 || '*' in mask) return value
  if (Array.isArray(value)) return value.map((one) => kept(one, mask))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (mask[name] ? [[name, kept(inner, mask[name])]] : [])),
  )
}
