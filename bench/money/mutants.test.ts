import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mutated } from '../storm/mutants/plant.ts'
import { MOMENTS } from './kill/moments.ts'
import { MUTANTS } from './mutants/list.ts'
import { foundIn, killedIn } from './mutants/report.ts'

const ROOT = join(import.meta.dirname, '../..')
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('"%s" can still be planted', (name, mutant) => {
  const files = new Map<string, string>()
  for (const { file, ...edit } of mutant.edits) {
    files.set(file, mutated(files.get(file) ?? textOf(file), { name, file, ...edit }))
  }
  for (const [file, text] of files) expect(text).not.toBe(textOf(file))
  for (const story of mutant.stories ?? [])
    expect(existsSync(join(ROOT, `src/bots/bounty/${story}.test.ts`))).toBe(true)
  if (mutant.kill) expect(MOMENTS.filter((one) => one.name.includes(mutant.kill ?? ''))).not.toEqual([])
})

describe('what noticed a bug', () => {
  const report = (...failed: [string, string][]) => ({
    numTotalTests: 3,
    testResults: [
      {
        name: 'money.test.ts',
        assertionResults: [
          { status: 'passed', title: 'fine', failureMessages: [] },
          ...failed.map(([title, text]) => ({ status: 'failed', title, failureMessages: [text] })),
        ],
      },
    ],
  })

  test('is an invariant of the random stories, with how many it took, or a story by its name', () => {
    const told = 'Error: Property failed after 17 tests\n{ seed: 1 }\nGot AssertionError: I2: P1 is failed: expected'
    expect(foundIn(report(['random', told]))).toEqual({ by: 'I2: P1 is failed: expected', sequences: 17 })
    expect(foundIn(report(['one payment', 'AssertionError: 2']))).toEqual({ by: '"one payment"' })
    expect(foundIn(report())).toBeUndefined()
  })

  test('is nothing where no story could be told, or the killing did not come to its end', () => {
    expect(() => foundIn({ numTotalTests: 0, testResults: [] })).toThrow('no story was told')
    expect(() => killedIn('{"verdict":"unfinished"}', 'out of time')).toThrow('out of time')
    expect(killedIn('{"verdict":"held"}', '')).toBeUndefined()
    expect(killedIn('{"verdict":"broken"}', 'A7 (killed: x): 2 credits\nmore')).toEqual({
      by: '(killed: x): 2 credits',
    })
  })
})
