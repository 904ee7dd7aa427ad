import { type Db, seconds } from '#platform/bot.ts'
import * as tokens from '../store/github-tokens.ts'
import * as turns from '../store/github-turns.ts'
import { silent } from './outcome.ts'
import type { GithubPort, Silent } from './port.ts'

/** Nobody waits for it: one question a second, each in its turn. */
export const IN_TURN = 0
/** A person waits for it: up to sixty questions go out at once, and the others wait the longer. */
export const AT_ONCE = seconds(60)

const PUNCTUAL = seconds(5)

interface Asker {
  readonly db: Db
  readonly now: Date
  readonly outside: { readonly github: GithubPort }
}

/**
 * May this be asked now? Undefined if so; else why not and for how long. All processes share the token's budget of one question
 * a second: what has to wait gets a moment of its own, so that thousands of due checks do not wake for one place.
 */
export async function turnedAway(
  { db, now, outside }: Asker,
  what: string,
  ahead: number,
): Promise<Silent | undefined> {
  const token = outside.github.tokenId
  const { paused_until } = await tokens.of(db, token, now)
  if (paused_until && paused_until > now) return until('paused', paused_until, now)
  const turn = await turns.find(db, token, what)
  if (turn && turn > now) return until('queued', turn, now)
  if (turn) await turns.remove(db, token, what)
  if (turn && now.getTime() - turn.getTime() < PUNCTUAL) return undefined
  if (await tokens.spend(db, token, now, ahead)) return undefined
  const at = await tokens.reserve(db, token, now)
  if (at <= now) return undefined
  await turns.put(db, token, what, at)
  return until('queued', at, now)
}

const until = (why: 'paused' | 'queued', at: Date, now: Date) =>
  silent(why, why === 'paused' ? 'GitHub asked for it' : 'one question a second', at.getTime() - now.getTime())
