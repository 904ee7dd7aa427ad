/** A whole number from `least` on, or an error that names the option. */
export function readWhole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
    throw new Error(`--${option} ${text}: a whole number from ${least} on is wanted.`)
  }
  return value
}

export const readNumbers = (option: string, text: string): number[] =>
  text.split(',').map((part) => readWhole(option, part, 1))

export function readOneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const value = allowed.find((one) => one === text)
  if (value === undefined) throw new Error(`--${option} ${text}: ${allowed.join(' or ')} is wanted.`)
  return value
}
