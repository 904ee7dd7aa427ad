import { expect, test } from 'vitest'
import { LANGUAGES } from '#platform/bot.ts'
import { sentenceFor } from '../cards.ts'
import { span } from '../when.ts'
import { catalogues, say } from './index.ts'

const { en, uk, ru } = catalogues

type Tree = { [key: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !('in' in value)

/** Every sentence with its path; functions get recognisable arguments. */
function entries(tree: Tree, path = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? entries(value, `${path}${key}.`) : [[path + key, value]],
  )
}

test('the three catalogues have the same keys', () => {
  const keys = (tree: object) => entries(tree as Tree).map(([path]) => path)
  expect(keys(uk)).toEqual(keys(en))
  expect(keys(ru)).toEqual(keys(en))
})

test('no sentence is empty, shows a raw value, or forgets an argument', () => {
  for (const [path, entry] of entries(say as unknown as Tree)) {
    const count = typeof entry === 'function' ? argumentsOf(path) : 0
    const given = Array.from({ length: count }, (_, index) => 7001 + index)
    for (const language of LANGUAGES) {
      const phrase = typeof entry === 'function' ? entry(...(path === 'list' ? [given] : given)) : entry
      const { text } = phrase.in(language)
      expect(text.trim(), path).not.toBe('')
      expect(text, path).not.toMatch(/undefined|null|\[object|NaN|=>/)
      if (!SOME_DIFFER.test(path))
        for (const value of given) expect(text, `${path} in ${language}`).toContain(String(value))
    }
  }
})

/** Sentences that read a number instead of showing it. */
const SOME_DIFFER = /NOT_FOUND_YET|confirmClose|landed\.told/
const argumentsOf = (path: string) =>
  (path.split('.').reduce((tree: Tree, key) => tree[key] as Tree, en as Tree) as unknown as () => void).length

test('numbers take the form their language wants', () => {
  const said = (language: 'en' | 'uk' | 'ru') =>
    [1, 2, 5, 11, 21, 22].map((n) => span(n * 86_400_000).in(language).text)
  expect(said('en')).toEqual(['1 day', '2 days', '5 days', '11 days', '21 days', '22 days'])
  expect(said('uk')).toEqual(['1 день', '2 дні', '5 днів', '11 днів', '21 день', '22 дні'])
  expect(said('ru')).toEqual(['1 день', '2 дня', '5 дней', '11 дней', '21 день', '22 дня'])
})

test('every reason of a verdict has a sentence in each language', () => {
  const reasons = [
    ...['WRONG_REPO', 'BOT_AUTHOR', 'NOT_AUTHOR', 'WRONG_BRANCH', 'PR_USED', 'NOT_FOUND', 'NOT_MERGED_YET', 'DRAFT'],
    ...['GHOST_AUTHOR', 'INCONSISTENT', 'CLOSED_UNMERGED', 'SELF_MERGED', 'UNKNOWN_MERGER', 'PR_OLDER_THAN_TAKE'],
    ...['HORIZON', 'VANISHED', 'GITHUB_SILENT', 'CHECK_FAILED', 'GITHUB_BUSY', 'REJECTED', 'NOT_FOUND_YET'],
    ...['NOT_LINKED', 'LINK_NOT_SEEN', 'TOO_SMALL', 'HELD_REVERT', 'REVERTS_UNSEEN'],
  ]
  for (const reason of reasons) {
    for (const language of LANGUAGES) {
      expect(sentenceFor(reason, { got: '2', want: 'b' }).in(language).text, reason).not.toBe(reason)
    }
  }
})

test('names from outside never become markup', () => {
  const { text, entities } = say.verdict.WRONG_REPO('<b>*evil*</b>', '_x_').in('en')
  expect(text).toContain('<b>*evil*</b>')
  expect(entities).toEqual([])
})
