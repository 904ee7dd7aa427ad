import type { Json } from '../jobs/job.ts'

/** What a person has answered so far, by the names of the questions. */
export type Answers = { readonly [name: string]: Json }

/** A dialog as `ctx.begin` needs it: its name, and the answers it collects. */
export interface Beginning<A extends Answers> {
  readonly kind: 'dialog'
  readonly name: string
  readonly done: (ctx: never, answers: A) => unknown
}
