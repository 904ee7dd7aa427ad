/** The live stream: one EventSource per tab, closed while the tab is hidden (a browser allows six per host). */
import type { Call, Draft, Entry, Lint, Person, UpdateRow } from './types.ts'

export type Events = {
  entry: { chat: number; entry: Entry }
  removed: { chat: number; message_id: number }
  typing: { chat: number; action: string }
  draft: { chat: number; draft: Draft | null }
  chats: object
  person: Person
  call: Call
  update: UpdateRow
  lint: Lint
  faults: object
  clock: object
  /** A bot's commands, or what stands on its menu button. */
  bots: object
  /** A bot answered a Mini App's question. */
  app: { query_id: string }
  payout: object
  github: object
  llm: object
  sheets: object
  /** Ours: the stream is there, or back again; whatever is shown may be old. */
  resync: object
}

export type Live = { state: 'connecting' | 'live' | 'reconnecting'; since: number }

const names = [
  'entry',
  'removed',
  'typing',
  'draft',
  'chats',
  'person',
  'call',
  'update',
  'lint',
  'faults',
  'clock',
  'bots',
  'app',
  'payout',
  'github',
  'llm',
  'sheets',
] as const
const RETRY_MS = 2000
const SILENCE_MS = 25_000
const HIDDEN_MS = 30_000

export class Stream {
  live: Live
  readonly #url: string
  readonly #now: () => number
  readonly #target = new EventTarget()
  #source: EventSource | undefined
  #retry: number | undefined
  #silence: number | undefined
  #hidden: number | undefined

  constructor(person: number, now: () => number) {
    this.#url = `/sim/events?person=${person}`
    this.#now = now
    this.live = { state: 'connecting', since: now() }
  }

  open(): () => void {
    this.#connect()
    document.addEventListener('visibilitychange', this.#visibility)
    return () => {
      document.removeEventListener('visibilitychange', this.#visibility)
      window.clearTimeout(this.#hidden)
      this.#disconnect()
    }
  }

  on<K extends keyof Events>(name: K, handler: (event: Events[K]) => void): () => void {
    const listener = (event: Event) => handler((event as CustomEvent<Events[K]>).detail)
    this.#target.addEventListener(name, listener)
    return () => this.#target.removeEventListener(name, listener)
  }

  onLive = (changed: () => void): (() => void) => {
    this.#target.addEventListener('live', changed)
    return () => this.#target.removeEventListener('live', changed)
  }

  #connect() {
    this.#disconnect()
    const source = new EventSource(this.#url)
    this.#source = source
    source.onopen = () => {
      this.#become('live')
      // Also the first time: what happened between the first answers and this moment was told to nobody.
      this.#tell('resync', {})
    }
    source.onerror = () => this.#lost()
    source.addEventListener('ping', () => this.#heard())
    for (const name of names) {
      source.addEventListener(name, (event) => {
        const detail = parse(event.data)
        if (detail !== undefined) this.#tell(name, detail)
      })
    }
  }

  #disconnect() {
    this.#source?.close()
    this.#source = undefined
    window.clearTimeout(this.#retry)
    window.clearTimeout(this.#silence)
  }

  #lost() {
    this.#become('reconnecting')
    window.clearTimeout(this.#retry)
    // The browser retries by itself, except after a refused or wrong answer: then the source is closed for ever.
    this.#retry = window.setTimeout(() => {
      if (this.#source?.readyState !== EventSource.OPEN) this.#connect()
    }, RETRY_MS)
  }

  /** A comment line is invisible to EventSource; only a server that sends named pings can be caught being silent. */
  #heard() {
    window.clearTimeout(this.#silence)
    this.#silence = window.setTimeout(() => {
      this.#lost()
      this.#connect()
    }, SILENCE_MS)
  }

  #visibility = () => {
    window.clearTimeout(this.#hidden)
    if (document.hidden) {
      this.#hidden = window.setTimeout(() => this.#disconnect(), HIDDEN_MS)
    } else if (!this.#source) {
      this.#connect()
    }
  }

  #become(state: Live['state']) {
    if (this.live.state === state) return
    this.live = { state, since: this.#now() }
    this.#target.dispatchEvent(new Event('live'))
  }

  #tell(name: string, detail: unknown) {
    this.#target.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}
