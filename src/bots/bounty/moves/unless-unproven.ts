import type { JobContext } from '#platform/bot.ts'
import type { Pull } from '../github/port.ts'
import { outsideOf } from '../outside.ts'
import { carriesCode, proofCode } from '../proof.ts'
import type { Verdict } from '../rules.ts'
import type { Account, Assignment, Task } from '../store/tables.ts'
import { linkAccount } from './link-account.ts'

/** An account that was only stated counts once its owner's pull request carries the code; then it is proven for good. */
export async function unlessUnproven(
  ctx: JobContext,
  assignment: Assignment,
  task: Task,
  account: Account,
  pull: Pull,
  found: Verdict,
): Promise<Verdict> {
  const { linkUnproven, secrets, codeMost } = outsideOf(ctx)
  if (found.decision === 'REJECT' || account.proven_at || linkUnproven || !pull.user) return found
  if (!secrets || task.reward_cents > codeMost) return { decision: 'MANUAL', reason: 'CHECK_FAILED' }
  const want = proofCode(secrets, assignment.id, assignment.user_id)
  if (!carriesCode(pull.body, want)) return { decision: 'REJECT', reason: 'CODE_MISSING', want }
  const { id, login } = pull.user
  const refusal = await linkAccount(ctx, assignment.user_id, { id, login, type: 'User' }, 'pull_request')
  return refusal ? { decision: 'MANUAL', reason: 'CHECK_FAILED' } : found
}
