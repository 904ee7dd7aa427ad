/** Reads any thrown thing as one line; causes follow in brackets. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : ` [${messageOf(error.cause)}]`
  return (error.message || error.name) + cause
}

/** What a handler or job has noted cannot be written down, such as a text that throws when it is made. Its author is to blame, not the database. */
export class Unwritable extends Error {
  override readonly name = 'Unwritable'

  constructor(cause: unknown) {
    super(`A note cannot be written: ${messageOf(cause)}`)
  }
}

/** Runs what turns somebody's notes into rows. */
export function writable<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new Unwritable(error)
  }
}
