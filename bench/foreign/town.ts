import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

/** A message as the control API tells it; only what the checks read. */
export interface Message {
  message_id: number
  from?: { id: number }
  text?: string
  caption?: string
  [field: string]: unknown
}

export const BOT = { id: 700_000_001, token: '700000001:AAforeign-suite-token-0123456789abcd' }
export const ANN = 501
export const BOB = 502
export const GROUP = -4001
export const SUPERGROUP = -1_002_000_000_001
export const CHANNEL = -1_002_000_000_003

const PATIENCE = 5000

/** People of world.json, driven over the simulator's HTTP control API alone. */
export function town(root: string) {
  async function ask(method: string, path: string, body?: object | FormData): Promise<unknown> {
    const isForm = body instanceof FormData
    const response = await fetch(`${root}/sim${path}`, {
      method,
      ...(body && !isForm ? { headers: { 'content-type': 'application/json' } } : {}),
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer}`)
    return answer === '' ? null : JSON.parse(answer)
  }

  const at = (person: number, chat: number) => `/people/${person}/chats/${chat}`

  async function messages(person: number, chat: number): Promise<Message[]> {
    const { entries } = (await ask('GET', `${at(person, chat)}/messages?limit=200`)) as {
      entries: { message: Message }[]
    }
    return entries.map(({ message }) => message)
  }

  /** What the bot has written after a message, as soon as it fits. */
  async function answer(person: number, chat: number, after: number, fits: (message: Message) => boolean) {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const all = (await messages(person, chat)).filter((one) => one.message_id >= after && one.from?.id === BOT.id)
      const found = all.find(fits)
      if (found) return found
      if (performance.now() > deadline)
        throw new Error(`no such answer; the bot wrote ${JSON.stringify(all.slice(-3))}`)
      await delay(15)
    }
  }

  /** Looks until it is so. */
  async function until(look: () => Promise<unknown>, wanted: unknown) {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const seen = await look()
      if (isDeepStrictEqual(seen, wanted)) return
      if (performance.now() > deadline) throw new Error(`seen was ${JSON.stringify(seen)}`)
      await delay(15)
    }
  }

  const messageOf = (entry: unknown) => (entry as { message: Message }).message
  return {
    ask,
    at,
    messages,
    answer,
    until,
    says: async (person: number, chat: number, text: string) =>
      messageOf(await ask('POST', `${at(person, chat)}/messages`, { text })),
    sends: async (person: number, chat: number, what: string, body: object | FormData, method = 'POST') =>
      messageOf(await ask(method, `${at(person, chat)}/${what}`, body)),
    press: (person: number, chat: number, message_id: number, row: number, column: number) =>
      ask('POST', `${at(person, chat)}/press`, { message_id, row, column }) as Promise<{
        text?: string
        alert: boolean
      }>,
  }
}

export type Town = ReturnType<typeof town>
