/** The book of one phase: what was sent when, and what came back. Answers read "<n> <text of the message>". */
export interface Ledger {
  readonly size: number
  text(seq: number): string
  /** The first time counts: a message that has to be delivered again has waited all the while. */
  sent(seq: number, at: number): void
  answer(text: string): void
  isAnswered(seq: number): boolean
  /** Called at a message's first answer. */
  onAnswer: (seq: number) => void
  readonly answered: number
  /** Answers beyond the first of each message. */
  readonly doubled: number
  readonly lastAnswerAt: number
  /** Milliseconds from sending to the first answer, ascending. */
  latencies(): Float64Array
}

let phases = 0

export function createLedger(chats: Int32Array, tally: Tally): Ledger {
  phases += 1
  const prefix = `m${phases}_`
  const sentAt = new Float64Array(chats.length).fill(Number.NaN)
  const took = new Float64Array(chats.length).fill(Number.NaN)
  const ledger = {
    size: chats.length,
    answered: 0,
    doubled: 0,
    lastAnswerAt: 0,
    onAnswer: (_seq: number) => undefined as void,
    text: (seq: number) => prefix + seq,
    isAnswered: (seq: number) => !Number.isNaN(took[seq]!),
    sent(seq: number, at: number) {
      if (Number.isNaN(sentAt[seq]!)) sentAt[seq] = at
    },
    answer(text: string) {
      const gap = text.indexOf(' ')
      if (!text.startsWith(prefix, gap + 1)) return
      const seq = Number(text.slice(gap + 1 + prefix.length))
      if (!(seq in took)) return
      if (ledger.isAnswered(seq)) {
        ledger.doubled += 1
        return
      }
      ledger.lastAnswerAt = performance.now()
      ledger.answered += 1
      took[seq] = ledger.lastAnswerAt - sentAt[seq]!
      tally.count(chats[seq]!, Number(text.slice(0, gap)))
      ledger.onAnswer(seq)
    },
    latencies: () => took.filter((ms) => !Number.isNaN(ms)).sort(),
  }
  return ledger
}

/** How far every chat has counted, over all phases of a run, against how far it should have. */
export interface Tally {
  count(chat: number, n: number): void
  /** Messages that were answered and yet did not count. */
  lost(): number
  answered(): number
}

export function createTally(): Tally {
  const highest = new Map<number, number>()
  let answered = 0
  return {
    count(chat, n) {
      answered += 1
      if (n > (highest.get(chat) ?? 0)) highest.set(chat, n)
    },
    lost: () => answered - [...highest.values()].reduce((sum, n) => sum + n, 0),
    answered: () => answered,
  }
}
