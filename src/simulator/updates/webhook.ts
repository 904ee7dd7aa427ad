import { STATUS_CODES } from 'node:http'
import { OVER } from '../clock.ts'
import type { BotRecord, QueuedUpdate } from '../types.ts'
import { millis, tell, unix, type World } from '../world/world.ts'
import { type Connections, createConnections } from './connections.ts'
import { settle, waiting } from './queue.ts'
import { createTransport, type Transport } from './transport.ts'

const ANSWER_WITHIN = 60_000
const LONGEST_PAUSE = 60_000
const GONE_FOR = 23 * 3_600_000

interface Lane {
  key: string
  items: QueuedUpdate[]
  state: 'idle' | 'ready' | 'sending' | 'pausing'
  failures: number
  /** Seconds. */
  delay: number
}

interface Line {
  bot: BotRecord
  url: string
  lanes: Map<string, Lane>
  ready: Lane[]
  sending: number
  connections: Connections
  firstGone: number | null
  stop: AbortController
}

/** Runs the method that a webhook's answer may carry. */
export type RunAnswer = (bot: BotRecord, contentType: string, body: string) => Promise<void>

/**
 * Delivers queued updates to webhooks: one at a time and in order per key, different keys in parallel up to
 * max_connections; a failed one is sent again at once, then after 2, 4, 8 … s and holds up its own key only.
 */
export function createWebhooks(
  world: World,
  run: RunAnswer,
  onChange: () => void,
  {
    transport = createTransport(),
    again = () => false,
    ...switches
  }: {
    brakes: boolean
    strictUrl: boolean
    transport?: Transport
    /** Whether an update that was answered is sent once more. */
    again?: (bot: BotRecord, item: QueuedUpdate) => boolean
  },
) {
  const lines = new Map<number, Line>()

  world.listeners.add((event) => {
    if (event.type !== 'queued') return
    const line = lines.get(event.bot.id)
    if (line) add(line, event.item)
  })

  /** Begins anew for a bot whose webhook was set, changed or deleted. */
  function restart(bot: BotRecord) {
    lines.get(bot.id)?.stop.abort(OVER)
    lines.delete(bot.id)
    if (bot.webhook && (bot.loggedOutUntil ?? 0) <= millis(world)) {
      const line: Line = {
        bot,
        url: bot.webhook.url,
        lanes: new Map(),
        ready: [],
        sending: 0,
        connections: createConnections(world, switches.brakes),
        firstGone: null,
        stop: new AbortController(),
      }
      lines.set(bot.id, line)
      for (const item of waiting(world, bot)) add(line, item)
    }
    onChange()
  }

  function add(line: Line, item: QueuedUpdate) {
    const lane: Lane = line.lanes.get(item.key) ?? { key: item.key, items: [], state: 'idle', failures: 0, delay: 1 }
    line.lanes.set(item.key, lane)
    lane.items.push(item)
    if (lane.state === 'idle') offer(line, lane)
    pump(line)
  }

  function offer(line: Line, lane: Lane) {
    lane.state = 'ready'
    line.ready.push(lane)
  }

  function pump(line: Line) {
    const most = line.bot.webhook?.maxConnections ?? 0
    while (line.sending < most && line.ready.length > 0 && !line.stop.signal.aborted) {
      const wait = line.connections.wait(line.sending)
      if (wait > 0) return later(line, wait)
      const lane = line.ready.shift() as Lane
      line.sending++
      lane.state = 'sending'
      void sendFirst(line, lane)
    }
  }

  /** Comes back when another connection may be opened. */
  function later(line: Line, wait: number) {
    if (line.connections.isAwaited) return
    line.connections.isAwaited = true
    void world.clock.sleep(wait, line.stop.signal).then(() => {
      line.connections.isAwaited = false
      pump(line)
    })
  }

  async function sendFirst(line: Line, lane: Lane) {
    const item = lane.items[0] as QueuedUpdate
    if (item.expires <= millis(world) || !line.bot.queue.has(item.update_id)) {
      settle(world, line.bot, item, 'expired')
      next(line, lane)
    } else {
      const outcome = await deliver(line, item)
      if (line.stop.signal.aborted) return
      if (outcome.ok) {
        line.connections.succeeded()
        line.firstGone = null
        if (again(line.bot, item)) offer(line, lane)
        else {
          settle(world, line.bot, item, 'delivered')
          next(line, lane)
        }
      } else fail(line, lane, item, outcome)
    }
    line.sending--
    pump(line)
    onChange()
  }

  function next(line: Line, lane: Lane) {
    lane.items.shift()
    lane.failures = 0
    lane.delay = 1
    lane.state = 'idle'
    if (lane.items.length > 0) offer(line, lane)
    else line.lanes.delete(lane.key)
  }

  function fail(line: Line, lane: Lane, item: QueuedUpdate, { error, retryAfter, isGone }: Failure) {
    item.log.error = error
    item.log.delivery = 'failed'
    if (line.bot.webhook) {
      line.bot.webhook.lastErrorDate = unix(world)
      line.bot.webhook.lastErrorMessage = error
    }
    tell(world, { type: 'update', update: item.log })
    world.touch()
    if (isGone && line.firstGone !== null && millis(world) > line.firstGone + GONE_FOR) return close(line)
    line.firstGone = isGone ? (line.firstGone ?? millis(world)) : null
    if (!retryAfter && lane.failures > 0) lane.delay = Math.min(lane.delay * 2, longest(item, lane) / 1000)
    const pause = retryAfter ?? (lane.failures > 0 ? lane.delay * 1000 : 0)
    lane.failures++
    if (millis(world) + pause > item.expires) {
      settle(world, line.bot, item, 'expired')
      return next(line, lane)
    }
    if (pause === 0) return offer(line, lane)
    lane.state = 'pausing'
    void world.clock.sleep(pause, line.stop.signal).then(() => {
      if (line.stop.signal.aborted) return
      offer(line, lane)
      pump(line)
    })
  }

  /** After a day of "410 Gone" there is no webhook any more. */
  function close({ bot }: Line) {
    bot.webhook = null
    restart(bot)
    world.touch()
  }

  async function deliver(line: Line, item: QueuedUpdate): Promise<{ ok: true } | ({ ok: false } & Failure)> {
    item.log.attempts++
    item.log.via = 'webhook'
    const over = new AbortController()
    const abort = () => over.abort(OVER)
    line.stop.signal.addEventListener('abort', abort)
    let late = false
    void world.clock.sleep(ANSWER_WITHIN, over.signal).then(() => {
      late = !over.signal.aborted
      over.abort(OVER)
    })
    try {
      const { url, headers } = target(line)
      const { status, contentType, text, retryAfter } = await transport.post(url, headers, item.body, over.signal)
      if (status >= 200 && status < 300) {
        // Not awaited: the real server does not hold up the queue for what the answer asks for.
        if (text.length > 0) void run(line.bot, contentType, text)
        return { ok: true }
      }
      return {
        ok: false,
        error: `Wrong response from the webhook: ${`${status} ${STATUS_CODES[status] ?? ''}`.trim()}`,
        isGone: status === 410,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      }
    } catch (error) {
      return { ok: false, error: late ? 'Read timeout expired' : plain(error) }
    } finally {
      line.stop.signal.removeEventListener('abort', abort)
      over.abort(OVER)
    }
  }

  return {
    restart,
    ...switches,
    /** Deliveries under way or about to start; those in a pause wait for the clock and do not count. */
    pending: () =>
      [...lines.values()].reduce(
        (sum, line) =>
          sum + [...line.lanes.values()].reduce((n, l) => n + (l.state === 'pausing' ? 0 : l.items.length), 0),
        0,
      ),
    async close() {
      for (const line of lines.values()) line.stop.abort(OVER)
      lines.clear()
      await transport.close()
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>

interface Failure {
  error: string
  isGone?: boolean
  retryAfter?: number
}

function target({ bot, url }: Line) {
  const parsed = new URL(/^https?:\/\//i.test(url) ? url : `https://${url}`)
  const headers: Record<string, string> = { 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate' }
  if (bot.webhook?.secret) headers['x-telegram-bot-api-secret-token'] = bot.webhook.secret
  if (parsed.username || parsed.password) {
    const login = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`
    headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`
    parsed.username = ''
    parsed.password = ''
  }
  return { url: parsed, headers }
}

function plain(error: unknown): string {
  const code = (error as { code?: string }).code
  if (code === 'ECONNREFUSED') return 'Connection refused'
  if (code === 'ENOTFOUND') return 'Failed to resolve host: Name or service not known'
  return 'Connection closed'
}

/** Between one and two minutes; the real server draws it, here it follows from the update. */
const longest = (item: QueuedUpdate, lane: Lane) =>
  LONGEST_PAUSE + ((item.update_id * 7919 + lane.failures * 104_729) % (LONGEST_PAUSE + 1))
