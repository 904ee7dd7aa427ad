import { dialog, Refusal, reader } from '#platform/bot.ts'
import { submitPullRequest } from '../moves/submit-pull-request.ts'
import { parsePullRequestUrl } from '../pull-request-url.ts'
import { assignmentRef, parseAssignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

const assignment = reader(({ text }) => {
  const id = parseAssignmentRef(text)
  if (id === undefined) throw new Refusal(say.submit.usage)
  return id
})

const address = reader(({ text }) => {
  const read = parsePullRequestUrl(text)
  if (typeof read === 'string') throw new Refusal(say.submit.notPullRequest(say.submit.fault[read]))
  return read
})

export const submit = dialog('submit')
  .ask('assignment', say.submit.which, assignment)
  .ask(
    'address',
    async (ctx, { assignment: id }) => {
      const own = await assignments.find(ctx.db, id)
      const task = own && (await tasks.find(ctx.db, own.task_id))
      return say.submit.askUrl(assignmentRef(id), taskRef(task?.id ?? 0), task?.title ?? '')
    },
    address,
  )
  .finish((ctx, answers) => submitPullRequest(ctx, answers.assignment, answers.address))
