import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Update } from '@grammyjs/types'
import { resultProblems, updateProblems } from './lint/schema.ts'
import type { SimBot, Simulator } from './simulator.ts'

/** Helpers of the simulator's own tests. */

export interface Envelope {
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
  result?: any
  description?: string
  error_code?: number
  parameters?: Record<string, number>
}

/** Calls the Bot API as a bot would: JSON over HTTP. */
export const caller =
  (sim: Pick<Simulator, 'url'>, bot: Pick<SimBot, 'token'>) =>
  async (method: string, params: object = {}): Promise<Envelope> => {
    const response = await fetch(`${sim.url}/bot${bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Envelope
  }

/** The same as a form with files: each is its bytes, or its text, and its name. */
export const upload =
  (sim: Simulator, bot: SimBot) =>
  async (method: string, params: object, files: Record<string, [Buffer | string, string]>): Promise<Envelope> => {
    const form = new FormData()
    for (const [name, value] of Object.entries(params)) form.set(name, String(value))
    for (const [name, [bytes, fileName]] of Object.entries(files)) form.set(name, new Blob([bytes]), fileName)
    const response = await fetch(`${sim.url}/bot${bot.token}/${method}`, { method: 'POST', body: form })
    return (await response.json()) as Envelope
  }

export interface Received {
  update: Update
  headers: IncomingHttpHeaders
}

/** A bot's webhook: `answer` decides the status (and body) for each update; null never answers. */
export async function webhookServer(
  answer: (received: Received) => Promise<Reply | null> | Reply | null,
): Promise<{ url: string; received: Received[]; close: () => Promise<void> }> {
  const received: Received[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', async () => {
      const one = { update: JSON.parse(body) as Update, headers: request.headers }
      received.push(one)
      const reply = await answer(one)
      if (reply) response.writeHead(reply.status, reply.headers).end(reply.body ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface Reply {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** Waits until something is so: for what arrives over a socket, where there is no event to wait for. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** The smallest PNG there is, with any size written into its header. */
export function png(width: number, height: number): Buffer {
  const bytes = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000080200000000000000', 'hex')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

/** Takes everything that waits for a bot and confirms it; asks for every kind. */
export const taker = (call: ReturnType<typeof caller>) => async (): Promise<Received['update'][]> => {
  const { result } = await call('getUpdates', { allowed_updates: EVERYTHING })
  if (result.length > 0) await call('getUpdates', { offset: result.at(-1).update_id + 1 })
  return result
}

const EVERYTHING = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'message_reaction_count',
  'poll',
  'poll_answer',
]
/** Whatever a simulator has answered and told bots that is not as the Bot API's schema says. */
export function schemaProblems(sim: Simulator): string[] {
  const answers = sim.calls().flatMap(({ method, response }) => {
    const envelope = response as Envelope | undefined
    return envelope?.ok ? resultProblems(method, envelope.result) : []
  })
  return [...new Set([...answers, ...sim.updates().flatMap(({ update }) => updateProblems(update))])]
}
