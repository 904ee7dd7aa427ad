/** What a commit has left for others to do: who is told wakes the parts that do it, here and in other processes. */
export interface News {
  /** Updates wait in the inbox. */
  updates?: boolean
  /** Messages wait in the outbox. */
  messages?: boolean
  /** Jobs are due. */
  jobs?: boolean
  /** A broadcast has begun, or notifications are due. */
  notices?: boolean
  /** What became of notifications, for the metrics. */
  notified?: readonly Notified[]
}

/** One notification on one channel: `kept`, `queued`, `waiting`, `sent`, `failed`, `perhaps`, or why not. */
export interface Notified {
  bot: string
  type: string
  channel: string
  result: string
}

/** Somebody has something to do. */
export const isWork = ({ updates, messages, jobs, notices }: News) => Boolean(updates || messages || jobs || notices)

export const hasNews = (news: News) => isWork(news) || (news.notified ?? []).length > 0
