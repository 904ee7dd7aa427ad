/** The messages that are sent: the same for every contender, chosen by a seed. */
export interface Plan {
  /** Which chat the message with this number comes from, from 0. */
  chats: Int32Array
  /** Of the first update; the others follow. */
  firstId: number
}

export function planOf({ size, chats, firstId, seed }: { size: number; chats: number; firstId: number; seed: number }) {
  const next = randomFrom(seed)
  return { chats: Int32Array.from({ length: size }, () => Math.floor(next() * chats)), firstId } satisfies Plan
}

const FIRST_CHAT = 100_000_000
export const chatId = (chat: number) => FIRST_CHAT + chat

/** An ordinary private message, 400 bytes, as Telegram writes it. */
export function updateText({ chats, firstId }: Plan, seq: number, text: string): string {
  const chat = chats[seq]!
  const who = `"first_name":"Ada","last_name":"Lovelace","username":"ada_${chat}"`
  return (
    `{"update_id":${firstId + seq},"message":{"message_id":${seq + 1},` +
    `"from":{"id":${chatId(chat)},"is_bot":false,${who},"language_code":"en"},` +
    `"chat":{"id":${chatId(chat)},${who},"type":"private"},"date":1790000000,"text":"${text}"}}`
  )
}

/** xorshift32: quick, and the same seed makes the same plan again. */
function randomFrom(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state = (state ^ (state << 5)) >>> 0
    return state / 2 ** 32
  }
}
