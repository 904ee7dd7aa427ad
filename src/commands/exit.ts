/** Exit codes of the short commands; docs/operations.md explains them to those who write scripts. */
export const EXIT = { nothing: 1, refused: 3, usage: 64, unavailable: 69, busy: 75, config: 78 } as const

/** Ends a command with a sentence for the operator and a code that a script can tell apart. */
export class Exit extends Error {
  override readonly name = 'Exit'
  readonly code: number

  constructor(why: keyof typeof EXIT, message: string) {
    super(message)
    this.code = EXIT[why]
  }
}
