import type { Queryable } from '../db/database.ts'
import { nonce } from '../outbox/nonce.ts'
import { writeLetters } from '../outbox/write.ts'
import { enter } from './enter.ts'
import type { Notice } from './notice.ts'

/** Writes notices into the history and, where the person's preferences say so now, into the outbox; resolves to how many were new. */
export async function notify(
  target: Queryable,
  notices: readonly Notice[],
  now: Date,
): Promise<{ fresh: number; waiting: boolean }> {
  const { fresh, letters } = await enter(target, notices, now)
  const { waiting } = await writeLetters(target, letters, now, nonce)
  return { fresh, waiting }
}
