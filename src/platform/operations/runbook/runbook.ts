/** The runbooks as tables: walked in Telegram, on the command line, and written into docs/operations/bot-not-answering.md. */
import type { Sight } from './sight.ts'
import type { Finding, Step } from './step.ts'

export { beforeDev } from './before-dev.ts'
export { notAnswering } from './not-answering.ts'
export type { Sight } from './sight.ts'
export type { Act, Finding, Step } from './step.ts'

export interface Walked extends Finding {
  step: Step
}

/** Every step with what it finds. Pure. */
export const walk = (steps: readonly Step[], sight: Sight): Walked[] =>
  steps.map((step) => ({ step, ...step.check(sight) }))
