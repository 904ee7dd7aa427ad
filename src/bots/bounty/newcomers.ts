import { after, days } from '#platform/bot.ts'

/** From when on somebody with an account made then may take tasks. */
export const oldEnoughAt = (createdAt: Date, leastDays: number): Date => after(createdAt, days(leastDays))
