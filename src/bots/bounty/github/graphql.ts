import { z } from 'zod'
import { minutes } from '#platform/bot.ts'
import { answerOf, type Reply, silent } from './outcome.ts'
import type { Answer, Closing } from './port.ts'

// REST does not say which issues a pull request closes. Empty for pull requests into any branch but the default one.
const QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      closingIssuesReferences(first: 10) { nodes { number repository { databaseId } } }
    }
  }
}`

const issue = z.object({ number: z.int(), repository: z.object({ databaseId: z.int() }) })
const pullRequest = z.object({ closingIssuesReferences: z.object({ nodes: z.array(issue.nullable()) }) })
const answer = z.object({
  data: z.object({ repository: z.object({ pullRequest: pullRequest.nullable() }).nullable() }).nullish(),
  errors: z.array(z.looseObject({ type: z.string().optional(), message: z.string().optional() })).optional(),
})

export const closingQuery = (owner: string, repo: string, number: number) => ({
  query: QUERY,
  variables: { owner, repo, number },
})

/** Beside the REST API, also on an Enterprise server (`/api/v3` and `/api/graphql`). */
export const graphqlAddress = ({ href }: URL): string => `${href.replace(/\/+$/, '').replace(/\/v3$/, '')}/graphql`

/** GraphQL answers 200 also when it does not answer: whatever is not the list says nothing about the pull request. */
export function closingIn(reply: Reply, now: Date): Answer<Closing[] | null> {
  const read = answerOf(reply, answer, now)
  if (read.kind === 'missing') return silent('failed', `GraphQL: status ${read.status}`)
  if (read.kind !== 'found') return read
  const { data, errors = [] } = read.value
  if (errors.some(({ type }) => type === 'RATE_LIMITED')) return limited(reply, errors, now)
  const found = data?.repository?.pullRequest
  if (errors.length > 0 || !found) return silent('failed', `GraphQL: ${messagesOf(errors) || 'no pull request'}`)
  const issues = found.closingIssuesReferences.nodes.flatMap((node) => node ?? [])
  return { kind: 'found', value: issues.map(({ number, repository }) => ({ number, repoId: repository.databaseId })) }
}

type Errors = readonly { message?: string | undefined }[]

/** The same headers as REST's, under the status of an answer. */
function limited({ headers }: Reply, errors: Errors, now: Date): Answer<never> {
  const read = answerOf({ status: 403, headers, data: { message: 'rate limit' } }, z.never(), now)
  return read.kind === 'silent' ? read : silent('limited', messagesOf(errors), minutes(1))
}

const messagesOf = (errors: Errors) => errors.map(({ message = '' }) => message).join('; ')
