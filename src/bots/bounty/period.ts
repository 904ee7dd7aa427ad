/** A year or a month, in UTC; `to` is the first moment after it. */
export interface Period {
  readonly name: string
  readonly from: Date
  readonly to: Date
}

/** `2026` or `2026-11`; undefined for anything else. */
export function parsePeriod(text: string): Period | undefined {
  const [, year, month] = /^(20[0-9]{2})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const first = month === undefined ? 0 : Number(month) - 1
  const length = month === undefined ? 12 : 1
  return {
    name: text,
    from: new Date(Date.UTC(Number(year), first)),
    to: new Date(Date.UTC(Number(year), first + length)),
  }
}

/** The calendar year of that moment, in UTC. */
export const yearOf = (at: Date): Period => {
  const year = at.getUTCFullYear()
  return { name: String(year), from: new Date(Date.UTC(year, 0)), to: new Date(Date.UTC(year + 1, 0)) }
}
