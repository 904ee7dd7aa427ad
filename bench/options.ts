import { type ParseArgsConfig, parseArgs } from 'node:util'

const USAGE = 64

/** What was written on the command line; `--help` prints `help` and ends, a mistake is told in a sentence and ends with 64. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(help: string, options: T) {
  const config = { options: { ...options, help: { type: 'boolean' } }, allowNegative: true } as const
  const { values } = attempt(() => parseArgs(config))
  if ((values as { help?: boolean }).help) {
    process.stdout.write(help)
    process.exit(0)
  }
  return values
}

function attempt<R>(read: () => R): R {
  try {
    return read()
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

export function wrong(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(USAGE)
}

/** A whole number from `least` on, or the end with a sentence that names the option. */
export function readWhole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
    wrong(`--${option} ${text}: a whole number from ${least} on is wanted.`)
  }
  return value
}

export const readNumbers = (option: string, text: string): number[] =>
  text.split(',').map((part) => readWhole(option, part, 1))

export function readOneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const value = allowed.find((one) => one === text)
  return value ?? wrong(`--${option} ${text}: ${allowed.join(' or ')} is wanted.`)
}
