import type { JobContext, Phrase } from '#platform/bot.ts'
import { accountLinked, accountUnlinked } from '../events.ts'
import type { User } from '../github/port.ts'
import { isBot } from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import { chatOf } from '../store/people.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { wakePayee } from './wake-payee.ts'

/** Why this cannot be the account of a person who is paid. */
export function unsuitable(user: User): Phrase | undefined {
  if (isBot(user)) return say.link.isBot(user.login)
  if (user.type === 'Organization') return say.link.isOrganization(user.login)
  return user.type === 'User' ? undefined : say.link.otherwise(user.login)
}

/**
 * Links the account, or says why not. One person has one account and one account one person; a proof is never lost to
 * a mere statement, and does not become younger by being given again.
 */
export async function linkAccount(
  ctx: JobContext,
  person: number,
  user: User,
  proof: Account['proof'],
): Promise<Phrase | undefined> {
  const refusal = unsuitable(user)
  if (refusal) return refusal
  const before = await accounts.lock(ctx.db, person)
  const isSame = before?.github_id === user.id
  if (before && !isSame && (await assignments.liveOf(ctx.db, person)).length > 0) return say.link.busy(before.login)
  const kept = isSame && before?.proven_at ? before : undefined
  const linked: Account = {
    person_id: person,
    github_id: user.id,
    login: user.login,
    linked_at: ctx.now,
    proof: kept?.proof ?? proof,
    proven_at: kept?.proven_at ?? (proof === 'stated' ? null : ctx.now),
    github_created_at: user.created_at ? new Date(user.created_at) : isSame ? before.github_created_at : null,
  }
  const outcome = await accounts.link(ctx.db, linked)
  if (outcome.kind === 'taken') return say.link.taken(user.login)
  if (outcome.displaced) await tellDisplaced(ctx, outcome.displaced)
  await wakePayee(ctx, person)
  accountLinked(ctx, person, user.id, user.login, linked.proof)
  return undefined
}

/** Somebody had only stated this account; its owner has proven it. */
async function tellDisplaced(ctx: JobContext, account: Account) {
  accountUnlinked(ctx, account)
  const chat = await chatOf(ctx.db, account.person_id)
  if (chat !== undefined) ctx.send(chat, say.office.relink.displaced(account.login))
}
