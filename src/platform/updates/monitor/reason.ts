/** Why a request failed, without its address: that may be a secret. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError') return 'no answer in time'
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : undefined
  return cause ?? error.name
}
