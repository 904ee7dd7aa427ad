import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atTheEnd } from './cleanup.ts'

/** A Bot API that takes everything and writes down which button presses were answered, and how often. */
export interface BotApi {
  url: string
  readonly answered: ReadonlyMap<string, number>
}

export async function openBotApi(): Promise<BotApi> {
  const answered = new Map<string, number>()
  let messages = 0
  const server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    let body = ''
    request.on('error', () => undefined)
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const result = take(method, body === '' ? {} : JSON.parse(body))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ok: true, result }))
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atTheEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answered }

  function take(method: string, given: { callback_query_id?: string; chat_id?: number }) {
    if (method === 'getMe') return { id: 4242, is_bot: true, first_name: 'Rolling', username: 'rolling_bot' }
    if (method === 'answerCallbackQuery' && given.callback_query_id !== undefined) {
      answered.set(given.callback_query_id, (answered.get(given.callback_query_id) ?? 0) + 1)
    }
    if (!method.startsWith('send')) return true
    messages += 1
    return { message_id: messages, date: 0, chat: { id: given.chat_id ?? 0, type: 'private' } }
  }
}
