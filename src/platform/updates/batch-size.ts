export interface BatchSize {
  now(): { chats: number; perChat: number }
  /** One update of one chat: what goes wrong then is that update's doing. */
  isLeast(): boolean
  grow(): void
  shrink(): void
}

/**
 * How much is handled in one transaction: half as much after one that came to nothing or took too long, twice as much after
 * one that did not. An update that spoils its batch is so found in as many tries as the size has bits, and little else is done in vain.
 */
export function createBatchSize({ mostChats, mostPerChat }: { mostChats: number; mostPerChat: number }): BatchSize {
  const most = mostChats * mostPerChat
  let size = most
  return {
    now: () => ({ chats: Math.min(mostChats, size), perChat: Math.max(1, Math.floor(size / mostChats)) }),
    isLeast: () => size === 1,
    grow() {
      size = Math.min(most, size * 2)
    },
    shrink() {
      size = Math.max(1, Math.floor(size / 2))
    },
  }
}
