/** The typed client of the control API. Every failure is an ApiError with a sentence fit to show. */
import type { ReactionType } from '@grammyjs/types'
import { get, send } from './http.ts'
import type {
  Answer,
  ChatRow,
  Entry,
  Github,
  Inspection,
  Language,
  Ledger,
  Page,
  Person,
  Topic,
  World,
} from './types.ts'

export { ApiError } from './http.ts'

export type NewPerson = { first_name: string; last_name?: string; username?: string; language_code: Language }
export type FileKind = 'document' | 'photo' | 'voice' | 'video' | 'audio'
export type Attachment = {
  kind: FileKind
  files: readonly File[]
  caption?: string
  /** Seconds. */
  duration?: number
}
export type Spot = { latitude: number; longitude: number; heading?: number; live_period?: number }
export type NewPoll = {
  question: string
  options: string[]
  anonymous: boolean
  multiple: boolean
  correct?: number
}
export type Shared = { location?: Spot; poll?: NewPoll; users?: number[]; chat?: number }
export type Answered = { message: number; quote?: string }

const chatPath = (person: number, chat: number) => `/sim/people/${person}/chats/${chat}`
/** Which topic it is said in; General and chats without topics need none. */
const inThread = (thread: number | undefined) => (thread === undefined ? {} : { message_thread_id: thread })

export const api = {
  chatPath,
  /** `person` also gets the commands that only they are offered. */
  world: (language: Language, person: number | undefined, signal?: AbortSignal) =>
    get<World>(`/sim/state?language=${language}${person === undefined ? '' : `&person=${person}`}`, signal),
  addPerson: (person: NewPerson) => send<Person>('POST', '/sim/people', person),
  chats: (person: number, signal?: AbortSignal) => get<ChatRow[]>(`/sim/people/${person}/chats`, signal),
  messages: (
    person: number,
    chat: number,
    { before, thread, limit = 50 }: { before?: number; thread?: number | undefined; limit?: number } = {},
  ) => {
    const query = new URLSearchParams({ limit: String(limit) })
    if (before !== undefined) query.set('before', String(before))
    if (thread !== undefined) query.set('thread', String(thread))
    return get<Page>(`${chatPath(person, chat)}/messages?${query}`)
  },
  say: (person: number, chat: number, text: string, { reply, thread }: { reply?: Answered; thread?: number } = {}) =>
    send<Entry>('POST', `${chatPath(person, chat)}/messages`, {
      text,
      ...(reply ? { reply_to_message_id: reply.message, ...(reply.quote ? { quote: reply.quote } : {}) } : {}),
      ...inThread(thread),
    }),
  /** Several files make an album. */
  attach: async (person: number, chat: number, { kind, files, caption, duration }: Attachment, thread?: number) => {
    const form = new FormData()
    form.set('kind', kind)
    if (caption) form.set('caption', caption)
    if (duration !== undefined) form.set('duration', String(duration))
    if (thread !== undefined) form.set('message_thread_id', String(thread))
    for (const file of files) form.append('file', file, file.name)
    const sent = await send<Entry | Entry[]>('POST', `${chatPath(person, chat)}/messages`, form)
    return Array.isArray(sent) ? sent : [sent]
  },
  sticker: (person: number, chat: number, emoji: string, thread?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/sticker`, { emoji, ...inThread(thread) }),
  contact: (person: number, chat: number, thread?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/contact`, inThread(thread)),
  dice: (person: number, chat: number, thread?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/dice`, inThread(thread)),
  poll: (person: number, chat: number, poll: NewPoll, thread?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/poll`, { ...poll, ...inThread(thread) }),
  share: (person: number, chat: number, label: string, given: Shared) =>
    send<Entry>('POST', `${chatPath(person, chat)}/share`, { label, ...given }),
  vote: (person: number, chat: number, poll: string, options: readonly number[]) =>
    send<unknown>('POST', `${chatPath(person, chat)}/vote`, { poll, options }),
  forward: (person: number, chat: number, message_id: number, to: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/forward`, { message_id, to }),
  edit: (person: number, chat: number, message: number, text: string) =>
    send<Entry>('PATCH', `${chatPath(person, chat)}/messages/${message}`, { text }),
  remove: (person: number, chat: number, message: number) =>
    send<unknown>('DELETE', `${chatPath(person, chat)}/messages/${message}`),
  react: (person: number, chat: number, message: number, reactions: readonly ReactionType[]) =>
    send<unknown>('PUT', `${chatPath(person, chat)}/messages/${message}/reactions`, reactions),
  pin: (person: number, chat: number, message: number, pinned: boolean) =>
    send<unknown>('PUT', `${chatPath(person, chat)}/messages/${message}/pinned`, { pinned }),
  locate: (person: number, chat: number, spot: Spot, thread?: number) =>
    send<Entry>('POST', `${chatPath(person, chat)}/location`, { ...spot, ...inThread(thread) }),
  moveLocation: (person: number, chat: number, message: number, spot: Spot) =>
    send<Entry>('PATCH', `${chatPath(person, chat)}/location/${message}`, spot),
  stopLocation: (person: number, chat: number, message: number) =>
    send<Entry>('DELETE', `${chatPath(person, chat)}/location/${message}`),
  press: (person: number, chat: number, message_id: number, row: number, column: number) =>
    send<Answer | null>('POST', `${chatPath(person, chat)}/press`, { message_id, row, column }),
  read: (person: number, chat: number, thread?: number) =>
    send<unknown>('POST', `${chatPath(person, chat)}/read`, thread === undefined ? {} : { thread }),
  block: (person: number, chat: number, blocked: boolean) =>
    send<unknown>('POST', `${chatPath(person, chat)}/block`, { blocked }),
  topics: (person: number, chat: number, signal?: AbortSignal) =>
    get<Topic[]>(`${chatPath(person, chat)}/topics`, signal),
  addTopic: (person: number, chat: number, name: string) =>
    send<{ id: number }>('POST', `${chatPath(person, chat)}/topics`, { name }),
  changeTopic: (person: number, chat: number, topic: number, change: { name?: string; closed?: boolean }) =>
    send<unknown>('PATCH', `${chatPath(person, chat)}/topics/${topic}`, change),
  deleteTopic: (person: number, chat: number, topic: number) =>
    send<unknown>('DELETE', `${chatPath(person, chat)}/topics/${topic}`),
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
