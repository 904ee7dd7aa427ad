/** Reads any thrown thing as one line; causes follow in brackets. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : ` [${messageOf(error.cause)}]`
  return (error.message || error.name) + cause
}
