import { cleanLine } from './clean.ts'
import type { Commit } from './github/port.ts'

/** What was merged, as its revert would name it. */
export interface Merged {
  readonly sha: string
  readonly title: string
  readonly number: number
  /** `owner/name` of the repository. */
  readonly repo: string
}

/**
 * The commit that takes a merge back, if one of these does: by git's own words, by GitHub's title, or by the words of GitHub's
 * revert button. Reverts of the revert name another commit and another title.
 */
export const revertIn = (commits: readonly Commit[], merged: Merged): Commit | undefined =>
  commits.find((commit) => commit.sha !== merged.sha && takesBack(commit.commit.message, merged))

function takesBack(message: string, { sha, title, number, repo }: Merged): boolean {
  const reverted = [...message.matchAll(/This reverts commit ([0-9a-f]{7,40})/gi)].map(([, named = '']) =>
    named.toLowerCase(),
  )
  if (reverted.some((named) => sha.toLowerCase().startsWith(named))) return true
  const [first = ''] = message.split('\n')
  const bare = cleanLine(first).replace(/ \(#[0-9]+\)$/, '')
  if (title.trim() !== '' && (bare === `Revert "${title.trim()}"` || bare === `Revert "${title.trim()} (#${number})"`))
    return true
  if (bare.startsWith(`Revert "Merge pull request #${number} from `)) return true
  const named = [...message.matchAll(/^Reverts ([\w.-]+\/[\w.-]+)?#([0-9]+)\s*$/gim)]
  return named.some(
    ([, where, what]) => Number(what) === number && (where ?? repo).toLowerCase() === repo.toLowerCase(),
  )
}
