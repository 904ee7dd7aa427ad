/** Telegram said no. `code` is its error_code; `description` its text; the flags say who should act. */
export class TelegramError extends Error {
  override readonly name = 'TelegramError'
  readonly method: string
  readonly code: number
  readonly description: string
  /** Seconds Telegram asks us to wait (429). */
  readonly retryAfter: number | undefined
  readonly migrateTo: number | undefined

  constructor(method: string, code: number, description: string, parameters: ErrorParameters = {}) {
    super(`${method}: ${code} ${description}`)
    this.method = method
    this.code = code
    this.description = description
    this.retryAfter = parameters.retry_after
    this.migrateTo = parameters.migrate_to_chat_id
  }

  /** The chat will not take anything from us: blocked, kicked, deleted, never started. */
  get blocked(): boolean {
    return this.code === 403
  }

  /** Nothing was wrong in effect: the message already looks as asked, or the press is too old to be answered. */
  get harmless(): boolean {
    return (
      this.code === 400 && /message is not modified|query is too old|message to delete not found/.test(this.description)
    )
  }

  get messageGone(): boolean {
    return (
      this.code === 400 && /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/.test(this.description)
    )
  }
}

export interface ErrorParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** No usable answer came. When `ambiguous`, the request may have been carried out all the same. */
export class TelegramUnreachable extends Error {
  override readonly name = 'TelegramUnreachable'
  readonly ambiguous: boolean

  constructor(method: string, reason: string, ambiguous: boolean) {
    super(`${method}: ${reason}`)
    this.ambiguous = ambiguous
  }
}
