/** The largest reward of one task, in cents. */
export const MOST_CENTS = 100_000_000

/** `10000, 'USD'` → `100.00 USD`. Whole cents only: money is never a fraction here. */
export function money(cents: number, currency: string): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}`
}

/** `100`, `100.5`, `100,50` → cents, without going through a fraction; undefined for anything else, zero and too much. */
export function parseMoney(text: string): number | undefined {
  const [, units, fraction = ''] = /^([0-9]{1,7})(?:[.,]([0-9]{1,2}))?$/.exec(text.trim()) ?? []
  if (units === undefined) return undefined
  const cents = Number(units) * 100 + Number(fraction.padEnd(2, '0'))
  return cents >= 1 && cents <= MOST_CENTS ? cents : undefined
}
