import { silent } from '../../github/outcome.ts'
import type { Answer, GithubPort, Pull } from '../../github/port.ts'
import { PULLS, type PullState } from './story.ts'

export type GithubModel = ReturnType<typeof githubModel>

/** Pull request n is the work of person n (5: of person 1), and somebody else merges it unless it is said otherwise. */
export const authorOf = (number: number) => (number === 5 ? 1 : number)

export function githubModel(start: Date, pulls: readonly PullState[]) {
  const states = new Map<number, PullState>(PULLS.map((number, index) => [number, pulls[index] ?? 'open']))

  async function getPull(_owner: string, _repo: string, number: number): Promise<Answer<Pull>> {
    const state = states.get(number) ?? 'missing'
    if (state === 'silent') return silent('failed', 'status 502')
    if (state === 'missing') return { kind: 'missing', status: 404 }
    return { kind: 'found', value: pull(number, state) }
  }

  function pull(number: number, state: PullState): Pull {
    const isMerged = state === 'merged' || state === 'self-merged'
    const author = { id: 1000 + authorOf(number), login: `login${authorOf(number)}`, type: 'User' }
    return {
      number,
      state: isMerged || state === 'closed' ? 'closed' : 'open',
      merged: isMerged,
      merged_at: isMerged ? new Date(start.getTime() + 60_000).toISOString() : null,
      created_at: start.toISOString(),
      merge_commit_sha: isMerged ? 'a'.repeat(40) : null,
      title: `Work ${number}`,
      additions: 3,
      deletions: 1,
      draft: state === 'draft',
      user: author,
      merged_by: isMerged ? (state === 'self-merged' ? author : { id: 9, login: 'keeper', type: 'User' }) : null,
      head: { sha: 'b'.repeat(40) },
      base: { ref: 'main', repo: { id: 1, full_name: 'o/r', default_branch: 'main' } },
    }
  }

  const port = {
    tokenId: 'model',
    getPull,
    closingIssues: async () => ({ kind: 'found', value: null }),
    commitsSince: async () => ({ kind: 'found', value: { commits: [], complete: true } }),
  } as unknown as GithubPort
  return { port, states }
}
