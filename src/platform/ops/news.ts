/** What a commit has left for others to do: who is told wakes the parts that do it, here and in other processes. */
export interface News {
  /** Updates wait in the inbox. */
  updates?: boolean
  /** Messages wait in the outbox. */
  messages?: boolean
  /** Jobs are due. */
  jobs?: boolean
}

export const hasNews = ({ updates, messages, jobs }: News) => Boolean(updates || messages || jobs)
