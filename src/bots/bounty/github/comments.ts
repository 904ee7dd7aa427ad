import { type ZodType, z } from 'zod'
import { messageOf } from '#platform/bot.ts'
import { answerOf, type Reply, silent } from './outcome.ts'
import { type Answer, type Comment, type Commented, type CommentsPort, commentSchema, userSchema } from './port.ts'

const PER_PAGE = 100
const MOST_PAGES = 10
const CREATED = 201

interface Ways {
  ask<T>(schema: ZodType<T>, path: string, values: object, signal?: AbortSignal): Promise<Answer<T>>
  request(route: string, values: object, signal?: AbortSignal): Promise<Reply>
  now(): Date
}

/** Comments at pull requests; for GitHub these are issues, too. */
export function commentsOver({ ask, request, now }: Ways): CommentsPort {
  const PATH = '/repos/{owner}/{repo}/issues/{issue_number}/comments'
  return {
    async find({ owner, repo, number, words, since }, signal): Promise<Answer<Comment | null>> {
      const me = await ask(userSchema, '/user', {}, signal)
      if (me.kind !== 'found') return me
      const values = { owner, repo, issue_number: number, since: since.toISOString(), per_page: PER_PAGE }
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const answer = await ask(z.array(commentSchema), PATH, { ...values, page }, signal)
        if (answer.kind !== 'found') return answer
        const ours = answer.value.find(({ user, body }) => user?.id === me.value.id && body?.includes(words))
        if (ours) return { kind: 'found', value: ours }
        if (answer.value.length < PER_PAGE) return { kind: 'found', value: null }
      }
      return silent('unreadable', 'too many comments')
    },
    async write(owner, repo, number, body, signal) {
      try {
        return commented(await request(`POST ${PATH}`, { owner, repo, issue_number: number, body }, signal), now())
      } catch (error) {
        return { kind: 'doubt', why: messageOf(error) }
      }
    },
  }
}

/** Only an answer that says no means that nothing was written. */
export function commented(reply: Reply, now: Date): Commented {
  const { status, data } = reply
  if (status === CREATED) {
    const read = commentSchema.safeParse(data)
    return read.success ? { kind: 'written', id: read.data.id } : { kind: 'doubt', why: 'unreadable' }
  }
  if (status < 300 || status >= 500 || status === 408) return { kind: 'doubt', why: `status ${status}` }
  const answer = answerOf(reply, z.never(), now)
  const isLater = answer.kind === 'silent' && (answer.why === 'limited' || answer.why === 'unauthorized')
  return isLater ? { kind: 'later', answer } : { kind: 'refused', why: `status ${status}` }
}
