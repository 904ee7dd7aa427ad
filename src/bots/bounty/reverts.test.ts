import { expect, test } from 'vitest'
import { revertIn } from './reverts.ts'

const SHA = '2525515b094d7425f7018eb5b66171e21c5fbc10'
const merged = { sha: SHA, title: 'Add "smart" reviews', number: 538, repo: 'PyGithub/PyGithub' }
const commit = (message: string, sha = 'f'.repeat(40)) => ({ sha, commit: { message } })
const isRevert = (message: string, sha?: string) => revertIn([commit(message, sha)], merged) !== undefined

test.each([
  ['git revert', `Revert "anything"\n\nThis reverts commit ${SHA}.`],
  ['git revert, with an abbreviated commit', `Undo it\n\nthis reverts commit ${SHA.slice(0, 7)}`],
  ['git revert of a merge', `x\n\nThis reverts commit ${SHA}, reversing\nchanges made to ${'a'.repeat(40)}.`],
  ['several at once', `x\n\nThis reverts commit ${'a'.repeat(40)}.\nThis reverts commit ${SHA}.`],
  ['the title', 'Revert "Add "smart" reviews"'],
  ['the title of a squashed merge', 'Revert "Add "smart" reviews (#538)"'],
  ['the title with the number of the revert', 'Revert "Add "smart" reviews" (#600)'],
  ['the merge commit', 'Revert "Merge pull request #538 from allevin/reviews"'],
  ['the button of GitHub', 'Back to before\n\nReverts PyGithub/PyGithub#538'],
  ['the same, in short', 'Back\n\nReverts #538\n'],
  ['a title with blanks around it', '  Revert "Add "smart"   reviews"  \r'],
])('%s is a revert', (_, message) => {
  expect(isRevert(message)).toBe(true)
  expect(revertIn([commit('other'), commit(message, 'b'.repeat(40))], merged)?.sha).toBe('b'.repeat(40))
})

test.each([
  ['another commit', `This reverts commit ${'a'.repeat(40)}.`],
  ['a commit that only begins alike', `This reverts commit ${SHA.slice(0, 39)}f.`],
  ['too little of it', `This reverts commit ${SHA.slice(0, 6)}.`],
  ['the revert of a revert', 'Revert "Revert "Add "smart" reviews""'],
  ['the title somewhere', 'This does not Revert "Add "smart" reviews"'],
  ['a title that goes on', 'Revert "Add "smart" reviews to the docs"'],
  ['another number', 'Reverts #5380'],
  ['another repository', 'Reverts evil/PyGithub#538'],
  ['the number in a sentence', 'It Reverts #538 in a way'],
  ['another merge', 'Revert "Merge pull request #5381 from x/y"'],
  ['nothing', ''],
])('%s is none', (_, message) => {
  expect(isRevert(message)).toBe(false)
})

test('the merge itself is not its own revert, and a nameless one is found by its commit alone', () => {
  expect(isRevert(`This reverts commit ${SHA}.`, SHA)).toBe(false)
  const nameless = { ...merged, title: '' }
  expect(revertIn([commit('Revert ""')], nameless)).toBeUndefined()
})
