import type { Ready } from './rows.ts'

/** A sender that carries messages to Telegram as soon as they are committed, so that nobody has to look for them. */
export interface Handover {
  /** What it may be given now, of a transaction that holds the lock of these chats and found them free. */
  offer(chats: readonly Chat[]): Offer | undefined
  /** Delivered rows, to be deleted in a statement that is made for an open offer. */
  takeAlong(): Along
  /** True while no other process sends: then nobody else carries anything. */
  isAlone(): boolean
  /** The answer to a commit was lost: it may be that something is carried that nobody knows of. */
  doubt(): void
}

export interface Offer {
  owner: string
  carries(chat: Chat): boolean
  /** To be called after the commit. */
  take(rows: readonly Ready[]): void
  /** To be called when the transaction has come back, and what it has written is taken. */
  end(): void
}

/** Rows that are delivered and need not be kept. */
export interface Along {
  ids: readonly number[]
  /** To be called when the statement has come back. */
  end(isDeleted: boolean): void
}

interface Chat {
  bot: string
  chat: number
}
