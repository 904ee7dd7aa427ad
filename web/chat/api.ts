/** The typed client of the control API. Every failure is an ApiError with a sentence fit to show. */
import type { Answer, ChatRow, Entry, Github, Inspection, Language, Ledger, Page, Person, World } from './types.ts'

/** `status` is 0 when the simulator could not be reached at all. */
export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export type NewPerson = { first_name: string; last_name?: string; username?: string; language_code: Language }
export type Attachment = { kind: 'document' | 'photo' | 'voice'; file: File; caption?: string }

const chatPath = (person: number, chat: number) => `/sim/people/${person}/chats/${chat}`

export const api = {
  /** `person` also gets the commands that only they are offered. */
  world: (language: Language, person: number | undefined, signal?: AbortSignal) =>
    get<World>(`/sim/state?language=${language}${person === undefined ? '' : `&person=${person}`}`, signal),
  addPerson: (person: NewPerson) => send<Person>('POST', '/sim/people', person),
  chats: (person: number, signal?: AbortSignal) => get<ChatRow[]>(`/sim/people/${person}/chats`, signal),
  messages: (person: number, chat: number, { before, limit = 50 }: { before?: number; limit?: number } = {}) =>
    get<Page>(`${chatPath(person, chat)}/messages?limit=${limit}${before === undefined ? '' : `&before=${before}`}`),
  say: (person: number, chat: number, text: string, replyTo?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/messages`, {
      text,
      ...(replyTo === undefined ? {} : { reply_to_message_id: replyTo }),
    }),
  attach: (person: number, chat: number, { kind, file, caption }: Attachment) => {
    const form = new FormData()
    form.set('kind', kind)
    if (caption) form.set('caption', caption)
    form.set('file', file, file.name)
    return send<Entry>('POST', `${chatPath(person, chat)}/messages`, form)
  },
  edit: (person: number, chat: number, message: number, text: string) =>
    send<Entry>('PATCH', `${chatPath(person, chat)}/messages/${message}`, { text }),
  locate: (person: number, chat: number, latitude: number, longitude: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/location`, { latitude, longitude }),
  press: (person: number, chat: number, message_id: number, row: number, column: number) =>
    send<Answer | null>('POST', `${chatPath(person, chat)}/press`, { message_id, row, column }),
  read: (person: number, chat: number) => send<unknown>('POST', `${chatPath(person, chat)}/read`, {}),
  block: (person: number, chat: number, blocked: boolean) =>
    send<unknown>('POST', `${chatPath(person, chat)}/block`, { blocked }),
  inspector: (signal?: AbortSignal) => get<Inspection>('/sim/inspector?limit=200', signal),
  payouts: (signal?: AbortSignal) => get<Ledger>('/sim/payouts', signal),
  github: (signal?: AbortSignal) => get<Github>('/sim/github', signal),
  merge: (fullName: string, number: number) => {
    const [owner = '', repo = ''] = fullName.split('/')
    return send<unknown>(
      'POST',
      `/sim/github/pulls/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/${number}/merge`,
      {},
    )
  },
  /** The same file has one unique id for every bot. */
  fileUrl: (uniqueId: string) => `/sim/files/${encodeURIComponent(uniqueId)}`,
}

function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, signal ? { signal } : {})
}

function send<T>(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<T> {
  if (body instanceof FormData) return call<T>(path, { method, body })
  return call<T>(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const { status, ok, statusText, text } = await exchange(path, init)
  const body = parse(text)
  if (!ok) throw new ApiError(status, reason(body) ?? `${status} ${statusText}`)
  return body as T
}

async function exchange(path: string, init: RequestInit) {
  try {
    const response = await fetch(path, init)
    const { status, ok, statusText } = response
    return { status, ok, statusText, text: await response.text() }
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, 'unreachable')
  }
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reason(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  return typeof body.error === 'string' ? body.error : undefined
}
