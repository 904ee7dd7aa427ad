import { ApiError } from './api.ts'
import type { Texts } from './texts.ts'

/** Why it failed, fit to stand after a colon. */
export function reasonOf(error: unknown, t: Texts): string {
  if (error instanceof ApiError && error.status === 0) return t.unreachable
  return error instanceof Error ? error.message : String(error)
}
