import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A Bot API that answers slowly and writes down who was written to, and when. */
export interface Telegram {
  url: string
  /** How often each chat was written to, refusals not counted. */
  readonly got: ReadonlyMap<number, number>
  /** Moments of all calls, in milliseconds of the monotonic clock. */
  readonly calls: readonly number[]
  close(): void
}

const SLOWEST_MS = 60

/** `blocks` says which chats refuse the bot. */
export async function openTelegram(blocks: (chat: number) => boolean): Promise<Telegram> {
  const got = new Map<number, number>()
  const calls: number[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const method = request.url?.split('/').at(-1) ?? ''
    const { chat_id: chat = 0 } =
      chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as { chat_id?: number }) : {}
    const isRefused = blocks(chat)
    if (method === 'sendMessage') {
      calls.push(performance.now())
      if (!isRefused) got.set(chat, (got.get(chat) ?? 0) + 1)
    }
    await delay(Math.random() * SLOWEST_MS)
    response.writeHead(isRefused ? 403 : 200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(
        isRefused
          ? { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }
          : { ok: true, result: { message_id: calls.length, date: 0, chat: { id: chat, type: 'private' } } },
      ),
    )
  })
  server.keepAliveTimeout = 60_000
  // Whoever is killed leaves connections behind.
  server.on('clientError', (_, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    calls,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The most calls within any window of that length. */
export function mostWithin(calls: readonly number[], ms: number): number {
  let most = 0
  let first = 0
  for (const [index, at] of calls.entries()) {
    while (calls[first]! <= at - ms) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}
