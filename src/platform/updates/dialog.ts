import type { Json } from '../jobs/job.ts'
import type { Sayable } from '../telegram/text.ts'
import type { Answers, Beginning } from './answers.ts'
import type { Context } from './context.ts'
import type { Reader } from './reader.ts'

export interface Question {
  readonly name: string
  readonly say: Sayable | ((ctx: Context, answers: Answers) => Sayable | Promise<Sayable>)
  readonly reader: Reader<Json>
  /** Left out when true: for questions that only some people need. */
  readonly unless?: (answers: Answers) => boolean
}

/** A conversation as plain data: questions in order, and what happens when all are answered. */
export interface Dialog<A extends Answers = Answers> extends Beginning<A> {
  readonly questions: readonly Question[]
  readonly done: (ctx: Context, answers: A) => Promise<void> | void
}

// biome-ignore lint/suspicious/noExplicitAny: a list of dialogs with different answers
export type AnyDialog = Dialog<any>

interface DialogBuilder<A extends Answers> {
  /** Asks for `name`; the reader turns what comes back into a value, or refuses it and the question stays open. */
  ask<const Name extends string, T extends Json>(
    name: Name,
    say: Sayable | ((ctx: Context, answers: A) => Sayable | Promise<Sayable>),
    reader: Reader<T>,
    options?: { unless?: (answers: A) => boolean },
  ): DialogBuilder<A & { readonly [K in Name]: T }>
  /** Runs once, in the transaction of the last answer. A `Refusal` thrown here ends the dialog. */
  finish(done: (ctx: Context, answers: A) => Promise<void> | void): Dialog<A>
}

/**
 * A conversation, question by question. Its place is derived: the next question is the first without an answer, so a
 * release that adds a question simply asks it. Answers are JSON and are kept in the session.
 */
export const dialog = (name: string): DialogBuilder<Record<never, never>> => builder(name, [])

function builder<A extends Answers>(name: string, questions: readonly Question[]): DialogBuilder<A> {
  return {
    ask: (question, say, reader, options = {}) =>
      builder(name, [...questions, { name: question, say, reader, ...options } as unknown as Question]),
    finish: (done) => ({ kind: 'dialog', name, questions, done }),
  }
}

/** The first question that still wants an answer. */
export const nextQuestion = (dialog: AnyDialog, answers: Answers): Question | undefined =>
  dialog.questions.find((question) => !Object.hasOwn(answers, question.name) && !question.unless?.(answers))
