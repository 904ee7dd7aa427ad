import type { Life } from '../lives.ts'
import type { Ledger } from '../telegram/ledger.ts'

/** Everything a check may look at when the storm is over. */
export interface Outcome {
  /** Everything has come to rest: what is missing now will not come any more. */
  atRest: boolean
  /** When the look into the database began: what is confirmed later need not be in it. */
  lookedAt: number
  ledger: Ledger
  inbox: { seq: number; bot: string; chat: number; kind: string; state: number; mark: string }[]
  applied: { bot: string; chat: number; mark: string; kind: string }[]
  counters: { bot: string; chat: number; value: number }[]
  milestones: { bot: string; chat: number; value: number }[]
  shared: { name: number; value: number }[]
  /** Messages that were given up or perhaps sent. */
  unsent: { bot: string; chat: number; state: number; text: string }[]
  deadJobs: number
  lives: readonly Life[]
  /** When the database did not work as on a good day. */
  trouble: readonly { from: number; to: number; why: string }[]
  mostInFlight: number
  /** Who held the polling lease, as the database saw it; process 0 stands for nobody. PostgreSQL only. */
  leases: { epoch: number; pid: number; at: number }[]
}

export const chatsOf = ({ ledger }: Outcome) => {
  const chats = new Map<string, Ledger['written']>()
  for (const written of ledger.written) {
    const key = `${written.bot} ${written.chat}`
    chats.set(key, [...(chats.get(key) ?? []), written])
  }
  return chats
}
