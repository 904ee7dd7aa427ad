import { createServer, type Socket } from 'node:net'
import { cutMessages, type Message, parametersOf } from './http.ts'
import { createPolls, type Polls } from './polls.ts'

export interface Sink {
  /** Root of the Bot API: `<root>/bot<token>/<method>`. */
  root: string
  polls: Polls
  /** Told of every sendMessage when it arrives, before the latency. */
  onAnswer: (text: string) => void
  close(): void
}

const BOT = { id: 424242, is_bot: true, first_name: 'Bench', username: 'bench_bot' }
const ME = { ...BOT, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false }
const WEBHOOK = { url: '', has_custom_certificate: false, pending_update_count: 0 }

/** The receiving half of Telegram: answers any call of the Bot API, `latencyMs` after a message has arrived. */
export async function openSink({ latencyMs = 0 }: { latencyMs?: number } = {}): Promise<Sink> {
  const sockets = new Set<Socket>()
  const polls = createPolls()
  let messages = 0

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const read = cutMessages((message) => call(message, (result) => respond(socket, result)))
    socket.on('data', read)
  })
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve))
  const sink: Sink = {
    root: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    polls,
    onAnswer: () => undefined,
    close() {
      polls.close()
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return sink

  function call(message: Message, answer: (result: string) => void) {
    const [path = '', query = ''] = message.start.split(' ')[1]!.split('?')
    switch (path.slice(path.lastIndexOf('/') + 1).toLowerCase()) {
      case 'sendmessage': {
        const { chat_id: chat, text } = parametersOf(message, query)
        sink.onAnswer(String(text))
        messages += 1
        const sent =
          `{"message_id":${messages},"from":${JSON.stringify(BOT)},"chat":{"id":${Number(chat)},"first_name":"Ada",` +
          `"type":"private"},"date":1790000000,"text":${JSON.stringify(text)}}`
        if (latencyMs > 0) setTimeout(answer, latencyMs, sent)
        else answer(sent)
        return
      }
      case 'getupdates':
        return polls.ask(parametersOf(message, query), answer)
      case 'getme':
        return answer(JSON.stringify(ME))
      case 'getwebhookinfo':
        return answer(JSON.stringify(WEBHOOK))
      default:
        return answer('true')
    }
  }
}

function respond(socket: Socket, result: string) {
  if (socket.destroyed) return
  const body = `{"ok":true,"result":${result}}`
  socket.write(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: keep-alive\r\n\r\n${body}`,
  )
}
