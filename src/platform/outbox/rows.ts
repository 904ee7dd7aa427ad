/** A call of the Bot API on its way into the outbox. */
export interface OutboxRow {
  bot: string
  chat: number
  priority: number
  method: string
  payload: string
  name: string | null
  followUp: string | null
  followUpData: string | null
  preferSilence: boolean
  answers: Date | null
}

/** A row of the outbox that is to be sent. */
export interface Ready extends OutboxRow {
  id: number
  /** 0 ready; 1 somebody has begun to send it, and it prefers silence to a repeat. */
  state: number
  createdAt: Date
}
