import { type AnyJob, type JobContext, Refusal } from '#platform/bot.ts'
import type { Workbench } from '#testing/workbench.ts'
import bounty from '../../bot.ts'
import type { Clock } from './begin.ts'

/** How far a job comes before its process dies. */
export type Run = 'done' | 'crash-before' | 'crash-after'

interface Waiting {
  job: AnyJob
  input: unknown
  key: string | undefined
  at: number
  tries: number
}

export type House = ReturnType<typeof houseOn>

/** The house in small: transactions, and a queue of jobs whose process dies whenever the story says so. */
export function houseOn(desk: Workbench, outside: unknown, clock: Clock) {
  const queue: Waiting[] = []
  /** Actions of the audit log that were committed, with what they are about. */
  const audits: string[] = []

  /** One transaction; undefined when it ends in a refusal. */
  async function act(work: (ctx: JobContext) => Promise<unknown>, person?: number): Promise<unknown> {
    try {
      const { result, notes } = await desk.act(clock.now, work, person)
      for (const note of notes.jobs) enqueue(listed(note.job.name), note.input, note.options.key, note.options.at)
      audits.push(...notes.audits.map(({ action, subject }) => `${action} ${subject}`))
      return result
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  function enqueue(job: AnyJob, input: unknown, key: string | undefined, at?: Date | string) {
    const moment = new Date(at ?? clock.now).getTime()
    const same = key === undefined ? undefined : queue.find((one) => one.job === job && one.key === key)
    if (same) same.at = Math.min(same.at, moment)
    else queue.push({ job, input, key, at: moment, tries: 0 })
  }

  /** As the house runs a job; a crash loses the result, and another process takes the job over. */
  async function runJob(n: number, how: Run) {
    const next = Math.min(...queue.map(({ at }) => at))
    if (Number.isFinite(next) && next > clock.now.getTime()) clock.now = new Date(next)
    const due = queue.filter((one) => one.at <= clock.now.getTime())
    const one = due[n % Math.max(due.length, 1)]
    if (!one) return
    one.tries += 1
    if (how === 'crash-before') return
    const { input, tries: attempt } = one
    const read = await act(async ({ db }) => one.job.read?.({ db, input, outside, now: clock.now } as never))
    const call = { input, read, outside, key: 'k', attempt, now: clock.now, signal: undefined, log: undefined }
    const result = await one.job.call(call as never)
    if (how === 'crash-after') return
    queue.splice(queue.indexOf(one), 1)
    const again = (await act(async (ctx) => one.job.save(ctx, input as never, result))) as { again: Date } | undefined
    if (again) enqueue(one.job, input, one.key, again.again)
  }

  return { desk, clock, act, runJob, audits }
}

function listed(name: string): AnyJob {
  const found = bounty.jobs?.find((job) => job.name === name)
  if (!found) throw new Error(`bot.ts lists no job "${name}".`)
  return found
}
