import { z } from 'zod'
import { type JobContext, webhook } from '#platform/bot.ts'
import { lookAgainSoon } from '../moves/look-again-soon.ts'
import type { Outside } from '../outside.ts'
import * as assignments from '../store/assignments.ts'
import { isSigned } from './signature.ts'

const id = z.int().positive()

/** Where something happened; what happened is asked of the API, never read here. */
const event = z.looseObject({
  action: z.string().optional(),
  repository: z.looseObject({ id }).optional(),
  pull_request: z.looseObject({ number: id.max(2 ** 31 - 1) }).optional(),
})

/** GitHub's events at `POST /webhooks/github`. They only bring the next look forward: no event decides anything. */
export const githubWebhook = webhook({
  admit({ headers, raw, outside }: { headers: Headers; raw: Buffer; outside: Outside }) {
    const secret = outside.githubWebhookSecret
    if (secret === undefined) return { refuse: 404 }
    if (!isSigned(secret, raw, headers['x-hub-signature-256'])) return { refuse: 401 }
    const key = headers['x-github-delivery'] ?? ''
    return /^[\w-]{1,100}$/.test(key) ? { key } : { refuse: 400 }
  },
  body: event,
  async receive(ctx, { headers, body }) {
    const { repository, pull_request, action = '' } = body
    const what = `${headers['x-github-event']}.${action}`
    if (!repository) return
    if (ABOUT_PULL_REQUEST.includes(what) && pull_request) return poke(ctx, what, repository.id, pull_request.number)
    if (ABOUT_REPOSITORY.includes(what)) return poke(ctx, what, repository.id)
  },
})

type Headers = Readonly<Record<string, string | undefined>>

const ABOUT_PULL_REQUEST = ['pull_request.closed', 'pull_request.reopened', 'pull_request.edited']
const ABOUT_REPOSITORY = ['repository.renamed', 'repository.transferred']

async function poke(ctx: JobContext, what: string, repoId: number, number?: number) {
  const poked = await assignments.poke(ctx.db, repoId, number, ctx.now)
  for (const [index, assignment] of poked.entries()) lookAgainSoon(ctx, assignment, index)
  if (poked.length === 0) return
  const found = { event: what, repo_id: repoId, assignments: poked.length }
  ctx.committed(() => ctx.log.info('github_event', found))
}
