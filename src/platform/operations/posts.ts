/** A bot of the house, as those who operate it know it. */
export interface Post {
  bot: string
  /** Its id at Telegram, which names its lease. */
  telegramId: number
  /** How its updates are meant to come. */
  mode: 'polling' | 'webhook'
}

export const leaseOf = ({ telegramId }: Post) => `polling ${telegramId}`
