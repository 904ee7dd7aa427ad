import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from './random.ts'

/** A message that the foreign Telegram has taken: from then on the person has it, whatever becomes of the answer. */
export interface Accepted {
  bot: string
  chat: number
  text: string
  /** The caller's mark in its API root: which process sent it. */
  mark: string
}

export interface ForeignTelegram {
  /** API root for a process; the mark comes back in everything it sends. */
  root(mark: string): string
  tokenOf(bot: string): string
  /** A person writes to a bot: an update that Telegram will not forget before it is confirmed. */
  writes(bot: string, chat: number, text: string): void
  /** Base URLs whose `/webhook/<bot>` take updates, in turn; none while nobody is up. */
  doors: readonly string[]
  /** Everything taken so far, in order: the oracle. */
  readonly accepted: readonly Accepted[]
  /** The mark of every getUpdates so far: who asked. */
  readonly asked: readonly string[]
  /** Resolves at the very moment when `count` more messages are taken, or updates confirmed. 0: at once. */
  after(count: number, what: Moment): Promise<void>
  /** Updates written and not yet confirmed by a 2xx or an offset. */
  unconfirmed(): number
  /** Updates that were handed out more than once. */
  repeated(): number
  close(): Promise<void>
}

/** `message`: a message arrived and its answer is still to come. `confirmation`: we have said that an update is ours now. */
export type Moment = 'message' | 'confirmation'

export interface ForeignOptions {
  bots: Readonly<Record<string, 'webhook' | 'polling'>>
  secret: string
  chance: Chance
  /** Share of answers to us that are lost on the way, so that the update is given again. */
  lost?: number
}

interface Update {
  update_id: number
  message: object
}

interface Mailbox {
  bot: string
  door: 'webhook' | 'polling'
  nextId: number
  /** Polling: what is not confirmed by an offset. */
  waiting: Update[]
  /** Webhook: one queue per chat; the first one is in flight. */
  chats: Map<number, Update[]>
  wake: Set<() => void>
  given: Set<number>
}

/**
 * A small Telegram that knows nothing of ours, with Telegram's rules: webhooks one at a time per chat and again until a
 * 2xx; getUpdates again until a higher offset confirms. It keeps its own ledger of what it took.
 */
export async function createForeignTelegram({
  bots,
  secret,
  chance,
  lost = 0,
}: ForeignOptions): Promise<ForeignTelegram> {
  const mailboxes = new Map(
    Object.entries(bots).map(([bot, door], index): [string, Mailbox] => [
      `${1000 + index}:foreign_${bot}_aaaaaaaaaaaaaaaaaaaaaaaa`,
      {
        bot,
        door,
        nextId: 10_000 * (index + 1),
        waiting: [],
        chats: new Map(),
        wake: new Set(),
        given: new Set(),
      },
    ]),
  )
  const accepted: Accepted[] = []
  const asked: string[] = []
  const closing = new AbortController()
  const waiters = new Set<{ what: Moment; count: number; resolve(): void }>()
  let repeated = 0
  let turn = 0

  function happened(what: Moment) {
    for (const waiter of waiters) {
      if (waiter.what === what) waiter.count -= 1
      if (waiter.count > 0) continue
      waiters.delete(waiter)
      waiter.resolve()
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [, mark = '', token = '', method = ''] = /^\/([^/]+)\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    const mailbox = mailboxes.get(token)
    const body = await textOf(request)
    const parameters = body === '' ? {} : JSON.parse(body)
    if (!mailbox) return reply(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
    if (method === 'getUpdates') {
      asked.push(mark)
      return getUpdates(mailbox, parameters, response)
    }
    if (method !== 'sendMessage') return reply(response, 404, { ok: false, error_code: 404, description: 'Not Found' })
    accepted.push({ bot: mailbox.bot, chat: parameters.chat_id, text: parameters.text, mark })
    happened('message')
    const result = { message_id: accepted.length, chat: { id: parameters.chat_id }, date: 0, text: parameters.text }
    await delay(chance.whole(2, 15))
    reply(response, 200, { ok: true, result })
  }

  async function getUpdates(mailbox: Mailbox, { offset, limit = 100, timeout = 0 }: Polled, response: ServerResponse) {
    const left = mailbox.waiting.filter(({ update_id }) => update_id >= (offset ?? 0))
    const isConfirmed = left.length < mailbox.waiting.length
    mailbox.waiting = left
    if (isConfirmed) happened('confirmation')
    if (mailbox.waiting.length === 0 && timeout > 0) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          mailbox.wake.delete(wake)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(wake, timeout * 1000)
        mailbox.wake.add(wake)
        response.once('close', wake)
      })
    }
    if (response.destroyed) return
    const updates = mailbox.waiting.slice(0, limit)
    for (const { update_id } of updates) note(mailbox, update_id)
    if (updates.length > 0 && chance.happens(lost)) response.destroy()
    else reply(response, 200, { ok: true, result: updates })
  }

  function note(mailbox: Mailbox, id: number) {
    if (mailbox.given.has(id)) repeated += 1
    mailbox.given.add(id)
  }

  /** One chat's updates, one after the other; the same one again until somebody has taken it. */
  async function deliver(mailbox: Mailbox, queue: Update[]) {
    while (queue[0] && !closing.signal.aborted) {
      const door = telegram.doors[turn++ % Math.max(1, telegram.doors.length)]
      const taken = door !== undefined && (await post(`${door}/webhook/${mailbox.bot}`, mailbox, queue[0]))
      if (taken && !chance.happens(lost)) {
        queue.shift()
        happened('confirmation')
      } else await delay(10)
    }
  }

  async function post(url: string, mailbox: Mailbox, update: Update): Promise<boolean> {
    try {
      note(mailbox, update.update_id)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(10_000)]),
      })
      await response.arrayBuffer()
      return response.ok
    } catch {
      return false
    }
  }

  const telegram: ForeignTelegram = {
    root: (mark) => `http://127.0.0.1:${port}/${mark}`,
    tokenOf: (bot) => [...mailboxes].find(([, mailbox]) => mailbox.bot === bot)?.[0] ?? '',
    writes(bot, chat, text) {
      const mailbox = [...mailboxes.values()].find((one) => one.bot === bot)
      if (!mailbox) throw new Error(`No bot is called ${bot}.`)
      const update = { update_id: mailbox.nextId++, message: messageOf(chat, text) }
      if (mailbox.door === 'polling') {
        mailbox.waiting.push(update)
        for (const wake of mailbox.wake) wake()
        return
      }
      const queue = mailbox.chats.get(chat) ?? []
      mailbox.chats.set(chat, queue)
      queue.push(update)
      if (queue.length === 1) void deliver(mailbox, queue)
    },
    doors: [],
    accepted,
    asked,
    after: (count, what) =>
      new Promise((resolve) => {
        if (count === 0) resolve()
        else waiters.add({ what, count, resolve })
      }),
    unconfirmed: () =>
      [...mailboxes.values()].reduce(
        (sum, { waiting, chats }) =>
          [...chats.values()].reduce((all, queue) => all + queue.length, sum + waiting.length),
        0,
      ),
    repeated: () => repeated,
    async close() {
      closing.abort()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return telegram
}

interface Polled {
  offset?: number
  limit?: number
  timeout?: number
}

const messageOf = (chat: number, text: string) => ({
  message_id: 1,
  date: 1_770_000_000,
  chat: { id: chat, type: 'private', first_name: `P${chat}` },
  from: { id: chat, is_bot: false, first_name: `P${chat}`, language_code: 'en' },
  text,
})

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function reply(response: ServerResponse, status: number, body: object) {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
