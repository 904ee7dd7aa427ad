import { type Buttons, button, type Context, hours, type Phrase, Refusal, session, singleUse } from '#platform/bot.ts'
import type { Kind } from '#platform/operations/operations.ts'
import { say } from './texts/index.ts'

/** What a person has still to say yes to. */
export type Question =
  | { what: 'release'; bot: string; epoch: number; force: boolean; reason: string }
  | { what: 'drop'; bot: string; reason: string }
  | { what: 'discard'; kind: Kind; id: number; reason: string }

/** An answer that comes later is to a question nobody remembers. */
const LIVES = hours(1)

const asked = session('question', () => ({ n: 0, at: '', open: null as Question | null }))

/** Notes the question and gives its two buttons: yes works once, for this question only. */
export function ask(ctx: Context, question: Question, yes: Phrase): Buttons {
  const state = ctx.session(asked)
  state.n += 1
  state.at = ctx.now.toISOString()
  state.open = question
  return [[singleUse(yes, `${question.what}Sure`, state.n), button(say.button.leave, 'leave')]]
}

/** What was asked last, once; anything else is over. */
export function take<W extends Question['what']>(ctx: Context, n: number, what: W): Extract<Question, { what: W }> {
  const state = ctx.session(asked)
  const { open } = state
  const isOver = state.n !== n || ctx.now.getTime() - new Date(state.at).getTime() > LIVES
  state.open = null
  if (isOver || open?.what !== what) throw new Refusal(say.questionOver)
  return open as Extract<Question, { what: W }>
}

/** "No, leave it." */
export function leave(ctx: Context) {
  ctx.session(asked).open = null
  ctx.show(say.nothingDone)
}
