/** What the foreign Telegram writes down about everything: the oracle of the storm. Times are `performance.now()`. */
export interface Written {
  bot: string
  chat: number
  /** What Telegram keeps in order: a chat's messages, and its button presses beside them. */
  key: string
  mark: string
  /** Of a press: the message text whose button was pressed, and the data it carried. */
  pressed?: { on: string; data: string }
  text: string
  updateId: number
  update: object
  at: number
  /** When it was first handed out, and when the house first said that it has it (2xx, or a higher offset). */
  givenAt?: number
  takenAt?: number
  given: number
}

export type CallFault =
  | 'too many'
  | 'error before'
  | 'error after'
  | 'html'
  | 'reset before'
  | 'reset after'
  | 'hang before'
  | 'hang after'
  | 'slow'

/** One call of the Bot API. */
export interface Call {
  bot: string
  method: string
  chat: number
  text: string
  /** Which life of which process called: it stands in its API root. */
  life: string
  at: number
  fault: CallFault | undefined
  /** The person has it. */
  applied: boolean
  /** A whole answer was handed to the network of a process that was still there. */
  answered: boolean
}

export interface Ledger {
  written: Written[]
  calls: Call[]
  polls: { bot: string; life: string; at: number; outcome: 'given' | 'conflict' | 'lost' | 'empty' }[]
  /** Answers of our doors by status; 0 stands for none. */
  doorAnswers: Record<string, number>
  faults: Record<string, number>
  /** Sends that came before the pause asked for was over. */
  hasty: string[]
}

export const newLedger = (): Ledger => ({ written: [], calls: [], polls: [], doorAnswers: {}, faults: {}, hasty: [] })

export const tally = (counts: Record<string, number>, what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

/** Applied, and whoever sent it cannot know: Telegram's own count of ambiguous outcomes. */
export const isAmbiguous = ({ fault, applied, answered }: Call) =>
  applied && (!answered || fault === 'error after' || fault === 'hang after' || fault === 'reset after')
