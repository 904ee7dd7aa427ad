import { after, days } from '#platform/bot.ts'

/** So many pull requests of others within so long, then no more takes for a while. */
const MOST = 3
const WITHIN = days(30)
const BLOCK = days(30)
/** Older ones say nothing about now. */
export const CLAIMS_MATTER = WITHIN + BLOCK

/** Until when somebody takes nothing after these, the oldest first; undefined when they may. Each further one counts anew. */
export function takesBlockedUntil(claims: readonly Date[], now: Date): Date | undefined {
  const last = claims.findLast((at, index) => {
    const first = claims[index - (MOST - 1)]
    return first !== undefined && at.getTime() - first.getTime() < WITHIN
  })
  const until = last && after(last, BLOCK)
  return until && until > now ? until : undefined
}
