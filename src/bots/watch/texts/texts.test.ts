import { expect, test } from 'vitest'
import { LANGUAGES } from '#platform/bot.ts'
import { operationsSay } from '#platform/operations/operations.ts'
import { catalogues, say } from './index.ts'

type Tree = { [key: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !('in' in value)

function entries(tree: Tree, path = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? entries(value, `${path}${key}.`) : [[path + key, value]],
  )
}

test.each([
  ['the bot', say as unknown as Tree],
  ['operations', operationsSay as unknown as Tree],
])('no sentence of %s is empty or shows a raw value, in any language', (_, tree) => {
  for (const [path, entry] of entries(tree)) {
    for (const language of LANGUAGES) {
      const given = Array.from({ length: 7 }, (_, index) => 7001 + index)
      const phrase =
        typeof entry === 'function' ? entry(...given) : (entry as { in(language: string): { text: string } })
      const { text } = phrase.in(language)
      expect(text.trim(), path).not.toBe('')
      expect(text, `${path} in ${language}`).not.toMatch(/undefined|null|\[object|NaN|=>/)
    }
  }
})

test('the three catalogues have the same keys', () => {
  const keys = (tree: object) => entries(tree as Tree).map(([path]) => path.replace(/\.(text|entities)(\..*)?$/, ''))
  expect(new Set(keys(catalogues.uk))).toEqual(new Set(keys(catalogues.en)))
  expect(new Set(keys(catalogues.ru))).toEqual(new Set(keys(catalogues.en)))
})
