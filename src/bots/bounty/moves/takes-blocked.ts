import { after, type JobContext } from '#platform/bot.ts'
import { CLAIMS_MATTER, takesBlockedUntil } from '../false-claims.ts'
import * as falseClaims from '../store/false-claims.ts'
import type { FalseClaim } from '../store/tables.ts'

export interface Block {
  readonly until: Date | undefined
  readonly claims: readonly FalseClaim[]
}

/** Whether this person submitted pull requests of others too often, and which. */
export async function takesBlocked(ctx: JobContext, personId: number): Promise<Block> {
  const claims = await falseClaims.since(ctx.db, personId, after(ctx.now, -CLAIMS_MATTER))
  const until = takesBlockedUntil(
    claims.map(({ at }) => at),
    ctx.now,
  )
  return { until, claims }
}
