import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { deliver, htmlPage, type StandInAnswer } from './deliver.ts'
import { createTroubles, isAfterwards, type Trouble } from './troubles.ts'

/** What was asked of a stand-in and what it answered; keys and tokens never get in here. */
export interface Exchange {
  at: string
  method: string
  path: string
  /** 0 when no answer was given. */
  status: number
  asked: unknown
  answered: unknown
  /** What went wrong on purpose. */
  fault?: string
}

/** What an exchange is about, told by the stand-in's own part. */
export interface Effect extends StandInAnswer {
  /** As the page shows it, when that is not the body itself. */
  shown?: unknown
}

const KEPT = 5000
/** So many outlive the process. */
const SAVED = 200
/** Longer texts, such as pictures in base64, are shown by their beginning. */
const LONGEST = 4000

/** The road of every request to a stand-in: planned trouble, effect, a line for the page, the answer. */
export function createExchanges<K extends string>(options: {
  clock: Clock
  changed: () => void
  saved: Exchange[] | undefined
  /** The stand-in's own words for what has gone wrong before anything took effect. */
  failure: (trouble: Trouble<K>, method: string) => StandInAnswer | undefined
}) {
  const requests = options.saved ?? []
  const troubles = createTroubles<K>()

  async function handle(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      path,
      asked,
      effect,
    }: { path: string; asked: unknown; effect: (trouble: Trouble<K> | undefined) => Effect | Promise<Effect> },
  ) {
    const trouble = troubles.take(path)
    const early = trouble && !isAfterwards(trouble) ? trouble : undefined
    const { shown, ...answer } = (early && failed(early, request.method)) ?? (await effect(trouble))
    const silent = trouble !== undefined && ['hang', 'drop-before', 'drop-after'].includes(trouble.kind)
    requests.push({
      at: options.clock.now().toISOString(),
      method: request.method,
      path,
      status: silent ? 0 : answer.status,
      asked: short(asked),
      answered: silent ? null : short(shown ?? bodyOf(answer)),
      ...(trouble ? { fault: trouble.kind } : {}),
    })
    if (requests.length > KEPT) requests.splice(0, 1000)
    options.changed()
    return deliver(reply, answer, trouble, options.clock)
  }

  function failed(trouble: Trouble<K>, method: string): Effect | undefined {
    if (trouble.kind === 'html-502') return htmlPage
    if (['hang', 'drop-before'].includes(trouble.kind)) return { status: 0, json: null }
    return options.failure(trouble, method)
  }

  return {
    requests,
    /** What is kept of them in the state file. */
    saved: () => requests.slice(-SAVED),
    handle,
    faults: troubles,
  }
}

function bodyOf({ json, text, bytes, events }: StandInAnswer): unknown {
  if (events) return events.map(line)
  return bytes ? `${bytes.length} bytes` : (text ?? json)
}

function line(event: string): unknown {
  const data = event.replace(/^(event: .*\n)?data: /, '').trim()
  return data.startsWith('{') ? JSON.parse(data) : data
}

function short(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}… (${value.length} characters)` : value
  if (Array.isArray(value)) return value.length > 500 ? [...value.slice(0, 500).map(short), '…'] : value.map(short)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, short(inner)]))
}
