import type { Part, Phrase } from '../../telegram/text.ts'
import type { Sight } from './sight.ts'

/** What a step found: in order, or something for a person to look at. */
export interface Finding {
  ok: boolean
  found: Part
}

/** What can be done about it where the runbook is walked: looked at, or (`release`, `drop`) done after a question. */
export type Act = 'errors' | 'lock' | 'release' | 'drop' | 'webhook' | 'again'

/** One step of a runbook: the same words in Telegram, on the command line and in the document. */
export interface Step {
  id: string
  title: Phrase
  /** What it looks at. */
  looks: Phrase
  /** What to do when it is not in order. */
  todo: Phrase
  act?: Act
  /** What to type at a terminal. */
  commands(bot: string): readonly string[]
  check(sight: Sight): Finding
}

export const ok = (found: Part): Finding => ({ ok: true, found })
export const attention = (found: Part): Finding => ({ ok: false, found })
