import { expect, test } from 'vitest'
import { HOSTILE } from './hostile-urls.ts'
import { parsePullRequestUrl } from './pull-request-url.ts'

const PULL = { owner: 'PyGithub', repo: 'PyGithub', number: 538 }

test.each([
  'https://github.com/PyGithub/PyGithub/pull/538',
  'https://www.github.com/PyGithub/PyGithub/pull/538',
  'HTTPS://GitHub.com/PyGithub/PyGithub/pull/538',
  'https://github.com/PyGithub/PyGithub/pull/538/',
  'https://github.com/PyGithub/PyGithub/pull/538/files',
  'https://github.com/PyGithub/PyGithub/pull/538/commits/',
  'https://github.com/PyGithub/PyGithub/pull/538/checks?check_run_id=1',
  'https://github.com/PyGithub/PyGithub/pull/538?diff=split&w=1',
  'https://github.com/PyGithub/PyGithub/pull/538#issuecomment-1',
  '<https://github.com/PyGithub/PyGithub/pull/538>',
  '  https://github.com/PyGithub/PyGithub/pull/538\n',
  'PyGithub/PyGithub#538',
])('%s is read as the pull request it names', (text) => {
  expect(parsePullRequestUrl(text)).toEqual(PULL)
})

test('names that GitHub allows are kept as they are', () => {
  expect(parsePullRequestUrl('https://github.com/octo_corp/.github/pull/2147483647')).toEqual({
    owner: 'octo_corp',
    repo: '.github',
    number: 2147483647,
  })
})

test.each(HOSTILE)('%s is refused: %s', (text, fault) => {
  expect(parsePullRequestUrl(text)).toBe(fault)
})
