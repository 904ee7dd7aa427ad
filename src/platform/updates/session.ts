/** A named part of what a bot remembers of a chat. Made by `session`. */
export interface Session<T extends object> {
  readonly kind: 'session'
  readonly name: string
  readonly fresh: () => T
}

/**
 * Something small that a bot remembers of a chat, such as a counter, a mode or a cart. `ctx.session(counter)` gives the
 * object; what a handler changes in it is stored when its update commits, as JSON, and taken back when it fails.
 * It is read and written together with the update, so it costs no query. What is searched, listed or shared between
 * chats belongs into a table. A session that is not used for 90 days is forgotten.
 * @example const counter = session('counter', () => ({ n: 0 }))
 */
export const session = <T extends object>(name: string, fresh: () => T): Session<T> => ({
  kind: 'session',
  name,
  fresh,
})

/** What is remembered of one chat, as one handler sees it. */
export interface Memory {
  of<T extends object>(session: Session<T>): T
  /** All of it as text when the handler has changed something, else undefined. */
  changed(): string | undefined
}

export const recall = (text: string | undefined): Memory => new Recalled(text)

class Recalled implements Memory {
  private readonly text: string | undefined
  private parts: Record<string, object> | undefined

  constructor(text: string | undefined) {
    this.text = text
    this.parts = undefined
  }

  of<T extends object>({ name, fresh }: Session<T>): T {
    const parts = this.parts ?? (this.text === undefined ? {} : (JSON.parse(this.text) as Record<string, object>))
    this.parts = parts
    if (!Object.hasOwn(parts, name)) parts[name] = fresh()
    return parts[name] as T
  }

  changed(): string | undefined {
    if (this.parts === undefined) return undefined
    const now = JSON.stringify(this.parts)
    return now === this.text ? undefined : now
  }
}
